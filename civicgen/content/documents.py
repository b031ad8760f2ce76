"""`documents/` -> Documents: files of allowed kinds whose bytes are what their names say. No I/O."""

import json
import re
from collections.abc import Iterator, Sequence

from civicgen.content.ids import is_reserved
from civicgen.content.layout import ConsultationFolder
from civicgen.content.pictures import picture_size
from civicgen.content.portal import read_yaml
from civicgen.content.shapes.answer import DocumentShape
from civicgen.content.shaping import fill
from civicgen.content.sheet import Sheet
from civicgen.model.answer import Document
from civicgen.model.consultation import Consultation
from civicgen.model.content import SourceFile
from civicgen.model.findings import Finding, Place

LARGEST_DOCUMENT = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000

_LIST = "documents.yml"
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST_NAME = 120
_KINDS = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "csv": "text/csv",
    "txt": "text/plain",
    "geojson": "application/geo+json",
}
_BEGINNINGS = {"application/pdf": b"%PDF-", "image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


def read_documents(
    folder: ConsultationFolder, consultation: Consultation
) -> tuple[tuple[Document, ...], tuple[Finding, ...]]:
    """The documents that may be published, in the order of their names; the others have a finding each."""
    findings: list[Finding] = []
    files = {source.path.rsplit("/", 1)[-1]: source for source in folder.documents}
    listed = files.pop(_LIST, None)
    entries = _read_list(listed, findings) if listed is not None else {}
    documents = []
    for name, source in sorted(files.items()):
        media_type, problems = _inspect(name, source)
        findings.extend(problems)
        if problems or media_type is None:
            continue
        entry = entries.get(name)
        findings.extend(_check_described(source.path, media_type, entry))
        shape = entry[0] if entry is not None else DocumentShape()
        documents.append(
            Document(
                name=name,
                consultation=consultation.slug,
                file=source.path,
                title=shape.title or name,
                alternative=shape.alternative,
                language=shape.language or consultation.language,
                media_type=media_type,
                size=len(source.data),
            )
        )
    for name, (_, place) in entries.items():
        if name not in files:
            findings.append(_absent(name, place))
    return tuple(documents), tuple(findings)


def _read_list(source: SourceFile, findings: list[Finding]) -> dict[str, tuple[DocumentShape, Place]]:
    """The entries of documents.yml by the file that they describe."""
    sheet, problems = read_yaml(source)
    findings.extend(problems)
    if problems or sheet.value == {}:
        return {}
    if not isinstance(sheet.value, list):
        findings.append(_no_list(source.path, sheet))
        return {}
    entries: dict[str, tuple[DocumentShape, Place]] = {}
    for at, value in enumerate(sheet.value):
        filled = fill(DocumentShape, sheet, source.path, value=value if value is not None else {}, path=(at,))
        findings.extend(filled.findings)
        place = Place(file=source.path, line=sheet.line_of((at,)))
        if filled.shape.file in entries:
            findings.append(_twice(filled.shape.file, place))
        elif filled.shape.file:
            entries[filled.shape.file] = (filled.shape, place)
    return entries


def _inspect(name: str, source: SourceFile) -> tuple[str | None, Sequence[Finding]]:
    """The kind of a file by its own bytes, and why it may not be published."""
    if source.problem:
        return None, [_refused(source.path, "not-a-regular-file", f"not read: {source.problem}", "Put a smaller file.")]
    if not _SAFE_NAME.fullmatch(name) or len(name) > _LONGEST_NAME or is_reserved(name.split(".")[0].lower()):
        hint = f"Use letters a-z, digits, `.`, `_` and hyphens, at most {_LONGEST_NAME} characters."
        return None, [
            _refused(source.path, "document-name", f"the name `{ascii(name[:80])[1:-1]}` is not allowed", hint)
        ]
    media_type = _KINDS.get(name.rsplit(".", 1)[-1].lower() if "." in name else "")
    if media_type is None:
        hint = f"Allowed are {', '.join(_KINDS)}. Save a drawing as png, a text as pdf."
        return None, [_refused(source.path, "document-kind", "files of this kind are not published", hint)]
    return media_type, list(_check_bytes(source, media_type))


def _check_bytes(source: SourceFile, media_type: str) -> Iterator[Finding]:
    if len(source.data) > LARGEST_DOCUMENT:
        size = f"the file has {len(source.data):,} bytes; at most {LARGEST_DOCUMENT:,} are published"
        yield _refused(source.path, "document-too-large", size, "Make it smaller, or split it.")
    elif not _is_kind(source.data, media_type):
        hint = "Give the file the ending of what it is, or save it again."
        yield _refused(source.path, "document-disguised", f"the bytes are not those of {media_type}", hint)
    elif media_type.startswith("image/"):
        size_in_pixels = picture_size(media_type, source.data)
        if size_in_pixels is None:
            yield _refused(source.path, "picture-unreadable", "the picture does not tell its size", "Save it again.")
        elif size_in_pixels[0] * size_in_pixels[1] > MOST_PIXELS:
            what = f"the picture has {size_in_pixels[0]:,} x {size_in_pixels[1]:,} pixels; {MOST_PIXELS:,} are allowed"
            yield _refused(source.path, "picture-too-large", what, "Save it with fewer pixels.")


def _is_kind(data: bytes, media_type: str) -> bool:
    if media_type in _BEGINNINGS:
        return data.startswith(_BEGINNINGS[media_type])
    if media_type == "image/webp":
        return data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    try:
        text = data.decode("utf-8-sig")
        is_map = media_type != "application/geo+json" or isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
    return "\0" not in text and is_map


def _check_described(file: str, media_type: str, entry: tuple[DocumentShape, Place] | None) -> Iterator[Finding]:
    """Every document has a title, every picture words for people who do not see it."""
    if entry is None:
        yield Finding(
            code="document-not-described",
            place=Place(file=file),
            message=f"{_LIST} does not describe this file",
            hint=f"Add an entry with `file`, `title` and, for a picture, `alternative` to {_LIST}.",
        )
    elif media_type.startswith("image/") and not entry[0].alternative:
        yield Finding(
            code="no-alternative",
            place=entry[1],
            message=f"the picture {entry[0].file} has no `alternative`",
            hint="Say in words what it shows, for people who do not see it.",
        )


def _refused(file: str, code: str, message: str, hint: str) -> Finding:
    return Finding(code=code, place=Place(file=file), message=message, hint=hint)


def _no_list(file: str, sheet: Sheet) -> Finding:
    place = Place(file=file, line=sheet.line_of(()))
    return Finding(
        code="not-a-list",
        place=place,
        message="the file is not a list",
        hint="Begin each entry with `- file: name-of-the-file.pdf`.",
    )


def _twice(name: str, place: Place) -> Finding:
    return Finding(
        code="double-entry", place=place, message=f"{name} is described twice", hint="Keep one of the two entries."
    )


def _absent(name: str, place: Place) -> Finding:
    return Finding(
        code="document-missing",
        place=place,
        message=f"there is no file `{name[:80]}` in this folder",
        hint="Correct the name, add the file, or delete the entry.",
    )
