"""`proposals/*.md` -> Proposals with the findings of each file alone. Reads nothing, writes nothing."""

from collections.abc import Iterable, Iterator

from civicgen.content.consultation import unknown_language
from civicgen.content.drafts import Draft
from civicgen.content.ids import id_finding, safe_id
from civicgen.content.layout import TranslatedFile
from civicgen.content.links import find_links
from civicgen.content.manuscript import Manuscript, check_title, read_manuscript, title_from
from civicgen.content.memory import Surroundings
from civicgen.content.shapes.proposal import LocationShape, ProposalShape, WordingMarkShape
from civicgen.content.shaping import fill
from civicgen.content.translations import read_translations
from civicgen.model.content import SourceFile
from civicgen.model.findings import Finding, Place
from civicgen.model.names import ProposalId
from civicgen.model.proposal import Location, Proposal, WordingMark, wording_digest

_BREAKING = ("id", "thread", "status", "merged_into")


def read_proposal(text: TranslatedFile, name: str, around: Surroundings) -> Draft[Proposal]:
    """The proposal of one file; `name` is the file's name without its ending."""
    source = text.original
    assert source is not None
    manuscript = read_manuscript(source)
    filled = fill(ProposalShape, manuscript.sheet, source.path)
    shape = filled.shape
    language = shape.language or around.language
    translations, about_translations = read_translations(text, languages=around.languages, original=language)
    written_id = shape.id if shape.id is not None else name
    about_id = _check_id(shape, name, manuscript)
    findings = [*manuscript.findings]
    if manuscript.is_readable:
        findings += [*filled.findings, *about_id, *_check_shape(shape, manuscript, around)]
    title, summary, body = _wording(manuscript, shape.title, shape.summary)
    proposal = Proposal(
        id=ProposalId(safe_id(written_id)),
        consultation=around.consultation,
        file=source.path,
        title=title,
        summary=summary,
        body=body,
        language=language,
        thread=shape.thread,
        authors=shape.authors,
        status=shape.status,
        cost=shape.cost or "",
        location=None if shape.place is None else _location(shape.place),
        topics=shape.topics,
        merged_into=None if shape.merged_into is None else ProposalId(shape.merged_into),
        joined=shape.joined,
        split_from=None if shape.split_from is None else ProposalId(shape.split_from),
        editorial=_marks(shape.editorial),
        substantive=_marks(shape.substantive),
        wording=wording_digest(title, summary, body),
        translations=translations,
        findings=(*findings, *about_translations),
        is_broken=not manuscript.is_readable or not shape.title or bool(about_id) or filled.lacks(*_BREAKING),
    )
    return Draft(proposal, manuscript.sheet, name, manuscript.body_line, find_links(body))


def proposal_text(data: bytes) -> tuple[str, str, str] | None:
    """Title, summary and body of any version of a proposal's file; None where its front matter cannot be read.

    What `wording_digest` makes of them equals the digest that reading the same file as content gives.
    """
    manuscript = read_manuscript(SourceFile(path="proposal.md", data=data))
    if not manuscript.is_readable:
        return None
    value = manuscript.sheet.value
    assert isinstance(value, dict)
    title, summary = (text.strip() if isinstance(text, str) else "" for text in map(value.get, ("title", "summary")))
    return _wording(manuscript, title, summary)


def _wording(manuscript: Manuscript, title: str, summary: str) -> tuple[str, str, str]:
    return title or title_from(manuscript.file), summary, manuscript.body


def _marks(written: Iterable[WordingMarkShape]) -> tuple[WordingMark, ...]:
    return tuple(
        WordingMark(wording=mark.wording, by=mark.by, note=mark.note) for mark in written if mark.wording is not None
    )


def _location(shape: LocationShape) -> Location:
    def pair(point: list[str]) -> tuple[str, str]:
        return point[0], point[1]

    corners = shape.area or shape.line or ()
    return Location(
        address=shape.address,
        point=None if shape.point is None else pair(shape.point),
        shape=tuple(pair(corner) for corner in corners),
        is_area=shape.area is not None,
    )


def _check_id(shape: ProposalShape, name: str, manuscript: Manuscript) -> tuple[Finding, ...]:
    if shape.id is not None:
        place = Place(file=manuscript.file, line=manuscript.sheet.line_of(("id",)))
        finding = id_finding(shape.id, place, "the id")
    else:
        finding = id_finding(name, Place(file=manuscript.file), "the file's name")
    return () if finding is None else (finding,)


def _check_shape(shape: ProposalShape, manuscript: Manuscript, around: Surroundings) -> Iterator[Finding]:
    def place(*path: str) -> Place:
        return Place(file=manuscript.file, line=manuscript.sheet.line_of(path))

    yield from check_title(shape.title, file=manuscript.file, line=manuscript.sheet.line_of(("title",)))
    if shape.language is not None and shape.language not in around.languages:
        yield unknown_language(shape.language, place("language"), around.languages)
    if shape.place is not None:
        given = [key for key in ("point", "line", "area") if getattr(shape.place, key) is not None]
        if len(given) > 1:
            yield Finding(
                code="several-places",
                place=place("place"),
                message=f"`place` has {' and '.join(f'`{key}`' for key in given)}",
                hint="Keep one of them: a point, a line or an area.",
            )
    wordings = [mark.wording for mark in (*shape.editorial, *shape.substantive)]
    if len(set(wordings)) < len(wordings):
        yield Finding(
            code="double-entry",
            place=place("substantive" if shape.substantive else "editorial"),
            message="`editorial` and `substantive` mark a wording twice",
            hint="Keep one entry for each wording: in one of the two lists, and there once.",
        )
