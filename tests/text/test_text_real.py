"""Texts that people really wrote: every one is shown, inert, and quickly."""

import gzip
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from allow_list import outside

from civicgen.text.markdown import PROPOSAL_LIMIT, render

pytestmark = pytest.mark.real_data


def issue_texts(folder: Path) -> Iterator[str]:
    for name in ("issues.jsonl.gz", "comments.jsonl.gz"):
        with gzip.open(folder / "github-rust-issues" / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["body"] or ""


def document_texts(folder: Path) -> Iterator[str]:
    with tarfile.open(folder / "frontmatter" / "ethereum-EIPs-949.tar.gz") as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".md"):
                yield archive.extractfile(member).read().decode("utf-8")


def test_comments_of_a_large_project(real_data: Path) -> None:
    assert_all_shown(list(issue_texts(real_data)), keep_line_breaks=True)


def test_documents_of_a_large_project(real_data: Path) -> None:
    assert_all_shown(list(document_texts(real_data)), limit=PROPOSAL_LIMIT, id_prefix="t-")


def assert_all_shown(texts: list[str], **options: object) -> None:
    assert len(texts) > 500
    rendered = [render(text, resolve=lambda address: f"own/{address}", **options) for text in texts]
    for text, each in zip(texts, rendered, strict=True):
        assert not each.is_too_complex
        assert bool(each.html) is bool(text.strip())
        assert outside(each.html) == []
