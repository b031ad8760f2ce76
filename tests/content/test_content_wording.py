"""What people take a stance on: title, summary and body; the same words are the same wording."""

import hashlib
import json

from content_samples import PROPOSAL, SOUND, read_with

from civicgen.content.proposals import proposal_text
from civicgen.model.proposal import wording_digest

TEXT = SOUND[PROPOSAL]


def digest_of(text: str | bytes) -> str | None:
    parts = proposal_text(text if isinstance(text, bytes) else text.encode())
    return None if parts is None else wording_digest(*parts)


def test_history_and_content_agree_on_the_wording() -> None:
    longer = TEXT.replace("thread: 12", "thread: 12\nsummary: '  Five lamps. '")
    for text in (TEXT, longer, TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT, TEXT.replace("thread: 12", "number: 12")):
        assert read_with({PROPOSAL: text}).dossiers[0].proposals[0].wording == digest_of(text)


def test_editors_keys_do_not_change_the_wording() -> None:
    assert digest_of(TEXT) == digest_of(TEXT.replace("thread: 12", "thread: 99\nstatus: answered\ncost: 5 EUR"))


def test_line_ends_and_blank_lines_around_the_text_do_not_change_the_wording() -> None:
    assert digest_of(TEXT) == digest_of(TEXT.replace("\n", "\r\n")) == digest_of(TEXT + "\n\n")


def test_each_of_title_summary_and_body_changes_the_wording() -> None:
    texts = [
        TEXT,
        TEXT.replace("Mill Lane", "Mill Street"),
        TEXT.replace("thread: 12", "thread: 12\nsummary: New."),
        TEXT.replace("dark", "light"),
    ]
    assert len({digest_of(text) for text in texts}) == len(texts)


def test_a_version_whose_front_matter_cannot_be_read_has_no_wording() -> None:
    for text in ("no front matter", "---\ntitle: x\n", b"\xff\xfe", "---\n- a\n---\nx"):
        assert digest_of(text) is None


def test_the_digest_is_that_of_the_canonical_json_whatever_the_characters() -> None:
    """The ledger holds digests for ever: they must not depend on what writes the JSON."""
    every = "".join(map(chr, (*range(0x300), *range(0x2000, 0x2070), 0xD7FF, 0xE000, 0xFFFE, 0x1F600, 0x10FFFF)))
    for body in ("", "a", every.replace("\r", ""), "half a character: \ud83d"):
        canonical = json.dumps(["Lamps", "", body.strip()], ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
        assert wording_digest("Lamps", "", body) == digest
