"""Documents: allowed kinds whose bytes are what the name says, described for everybody."""

import pytest
from content_samples import HOME, findings_with, portal_with, read_with

from civicgen.content.read import read_content
from civicgen.model.content import SourceFile

FOLDER = f"{HOME}/documents"
PNG_HEAD = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def png(width: int = 16, height: int = 16) -> bytes:
    return PNG_HEAD + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x06\0\0\0"


def jpeg(width: int, height: int) -> bytes:
    size = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return b"\xff\xd8\xff\xe0\x00\x04ab" + b"\xff\xc0\x00\x11\x08" + size + b"\x03" + b"\0" * 9


def webp(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0" + size


def described(name: str, more: str = "alternative: A map.") -> str:
    return f"- file: {name}\n  title: The map\n  {more}\n"


GOOD = {
    "map.png": (png(), "image/png"),
    "map.jpg": (jpeg(640, 480), "image/jpeg"),
    "map.webp": (webp(640, 480), "image/webp"),
    "plan.pdf": (b"%PDF-1.7 ...", "application/pdf"),
    "lamps.csv": ("a,b\n1,ü\n".encode(), "text/csv"),
    "lamps.geojson": (b'{"type": "FeatureCollection", "features": []}', "application/geo+json"),
}


@pytest.mark.parametrize("name", list(GOOD))
def test_an_allowed_file_is_published_with_its_kind_and_size(name: str) -> None:
    data, kind = GOOD[name]
    content = read_with({f"{FOLDER}/{name}": data, f"{FOLDER}/documents.yml": described(name)})
    assert content.findings == ()
    (document,) = content.dossiers[0].documents
    assert (document.name, document.media_type, document.size) == (name, kind, len(data))


BAD = {
    "drawing.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "document-kind"),
    "page.html": (b"<h1>x</h1>", "document-kind"),
    "code.js": (b"alert(1)", "document-kind"),
    "no-ending": (b"x", "document-kind"),
    "photo.jpg": (png(), "document-disguised"),
    "fake.pdf": (b"<html>", "document-disguised"),
    "table.csv": (b"a,b\n\xff\n", "document-disguised"),
    "map.geojson": (b"[" * 100_000, "document-disguised"),
    "bomb.png": (png(60_000, 60_000), "picture-too-large"),
    "bomb.webp": (webp(16_000, 16_000), "picture-too-large"),
    "bomb.jpeg": (jpeg(60_000, 60_000), "picture-too-large"),
    "cut.png": (PNG_HEAD, "picture-unreadable"),
}


@pytest.mark.parametrize("name", list(BAD))
def test_other_files_are_refused_and_not_published(name: str) -> None:
    """F18."""
    data, code = BAD[name]
    content = read_with({f"{FOLDER}/{name}": data, f"{FOLDER}/documents.yml": described(name)})
    assert [finding.code for finding in content.findings] == [code]
    assert content.dossiers[0].documents == ()


def test_a_file_too_large_to_be_read_is_refused_with_its_size() -> None:
    """F18: a picture of 50 MB."""
    huge = SourceFile(
        path=f"{FOLDER}/huge.png", data=b"", problem="it has 52,428,800 bytes; at most 10,485,760 are read"
    )
    files = [*portal_with({f"{FOLDER}/documents.yml": described("huge.png")}), huge]
    content = read_content(files)
    assert [finding.code for finding in content.findings] == ["not-a-regular-file"]
    assert "52,428,800" in content.findings[0].message
    assert content.dossiers[0].documents == ()


@pytest.mark.parametrize("name", ["a b.pdf", "ä.pdf", 'x"y.pdf', "-rf.pdf", "CON.pdf", "x" * 200 + ".pdf"])
def test_names_that_are_not_safe_everywhere_are_refused(name: str) -> None:
    findings = findings_with({f"{FOLDER}/{name}": b"%PDF-1.7"})
    assert [finding.code for finding in findings] == ["document-name"]


def test_a_picture_needs_words_for_people_who_do_not_see_it() -> None:
    findings = findings_with({f"{FOLDER}/map.png": png(), f"{FOLDER}/documents.yml": described("map.png", "")})
    assert [(finding.code, finding.place.line) for finding in findings] == [("no-alternative", 1)]


def test_files_and_descriptions_belong_together() -> None:
    files = {f"{FOLDER}/plan.pdf": b"%PDF-1.7", f"{FOLDER}/documents.yml": described("other.pdf") * 2}
    codes = [finding.code for finding in findings_with(files)]
    assert sorted(codes) == ["document-missing", "document-not-described", "double-entry"]


@pytest.mark.parametrize("text", ["a: b\n", "word\n", "- word\n", "- [\n", ""])
def test_a_description_of_another_shape_is_a_finding(text: str) -> None:
    findings = findings_with({f"{FOLDER}/plan.pdf": b"%PDF-1.7", f"{FOLDER}/documents.yml": text})
    assert "document-not-described" in [finding.code for finding in findings]
    assert len(findings) == (1 if not text else 2)
