"""`consultation.md` -> Consultation with its findings. Reads nothing, writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta

from civicgen.content.changes import check_changes, check_state, read_changes
from civicgen.content.counting_terms import check_counting, read_settings
from civicgen.content.drafts import Draft
from civicgen.content.ids import safe_slug, slug_finding
from civicgen.content.layout import CONTENT, ConsultationFolder
from civicgen.content.links import find_links
from civicgen.content.manuscript import Manuscript, check_title, read_manuscript, title_from
from civicgen.content.phases import Desk, read_phases
from civicgen.content.shapes.consultation import ConsultationShape
from civicgen.content.shaping import Filled, fill
from civicgen.content.source_text import MISSING
from civicgen.content.translations import read_translations
from civicgen.content.when import LAST_SECOND, zone_named
from civicgen.model.consultation import Change, Consultation, Phase
from civicgen.model.content import SourceFile
from civicgen.model.counting import CountingSettings
from civicgen.model.findings import Finding, Place, Severity
from civicgen.model.names import ConsultationSlug
from civicgen.model.portal import Portal
from civicgen.model.times import Instant, instant, moment

ANSWER_WITHIN = timedelta(weeks=12)
LONGEST_SUMMARY = 100

_TERMS = ("phases", "counting", "zone", "changes", "answer_by", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """What of a consultation depends on times."""

    phases: tuple[Phase, ...]
    changes: tuple[Change, ...]
    counting: CountingSettings | None
    answer_by: Instant | None
    findings: tuple[Finding, ...]


def read_consultation(folder: ConsultationFolder, portal: Portal) -> Draft[Consultation]:
    """The consultation of a folder; without a consultation.md it is a broken one with that finding."""
    source = folder.consultation.original
    if source is None:
        return _without_file(folder, portal)
    manuscript = read_manuscript(source)
    filled = fill(ConsultationShape, manuscript.sheet, source.path)
    desk = _desk(filled.shape, manuscript, portal)
    terms = _read_terms(filled, desk)
    language = filled.shape.language or portal.languages[0]
    translations, about_translations = read_translations(
        folder.consultation, languages=portal.languages, original=language
    )
    findings = [*manuscript.findings]
    if manuscript.is_readable:
        findings += [*filled.findings, *terms.findings, *_check_texts(filled.shape, desk, portal)]
    findings += [*_check_slug(folder), *about_translations]
    is_broken = not manuscript.is_readable or _are_terms_broken(filled, terms)
    shape = filled.shape
    consultation = Consultation(
        slug=ConsultationSlug(safe_slug(folder.slug)),
        file=source.path,
        title=shape.title or title_from(folder.slug),
        summary=shape.summary,
        question=shape.question,
        body=manuscript.body,
        language=language,
        open_to_change=shape.open_to_change,
        fixed=shape.fixed,
        decided_by=shape.decided_by,
        decision_date=shape.decision_date,
        influence=shape.influence,
        promise=shape.promise,
        authority=shape.authority,
        contact=shape.contact,
        phases=terms.phases,
        counting=terms.counting,
        answer_by=terms.answer_by,
        are_authors_named=shape.authors == "named",
        are_commenters_named=shape.commenters == "named",
        area=shape.area,
        location=shape.place,
        topics=shape.topics,
        easy_read=shape.easy_read,
        changes=terms.changes,
        translations=translations,
        findings=tuple(findings),
        is_broken=is_broken,
        counting_place=desk.place(("counting",)),
    )
    return Draft(consultation, manuscript.sheet, folder.slug, manuscript.body_line, find_links(manuscript.body))


def _without_file(folder: ConsultationFolder, portal: Portal) -> Draft[Consultation]:
    """A folder without consultation.md, shown as what it is."""
    path = f"{folder.path}consultation.md"
    empty = ConsultationFolder(folder.slug)
    empty.consultation = type(folder.consultation)(
        SourceFile(path=path, data=b"", problem=MISSING), folder.consultation.translations
    )
    return read_consultation(empty, portal)


def _desk(shape: ConsultationShape, manuscript: Manuscript, portal: Portal) -> Desk:
    return Desk(
        file=manuscript.file,
        sheet=manuscript.sheet,
        stated_zone=shape.zone if not shape.zone or zone_named(shape.zone) else portal.timezone,
        default_zone=portal.timezone,
    )


def _read_terms(filled: Filled[ConsultationShape], desk: Desk) -> _Terms:
    shape = filled.shape
    phases, about_phases = read_phases(shape, desk)
    changes, about_changes = read_changes(shape, desk, phases)
    findings = [*about_phases, *about_changes]
    if not filled.lacks("counting"):
        findings += check_counting(shape.counting, desk)
    zone = desk.stated_zone or desk.default_zone
    if shape.zone and zone_named(shape.zone) is None:
        findings.append(_unknown_zone(shape.zone, desk))
    answer_by = _default_answer_by(phases, zone)
    if shape.answer_by:
        written = desk.read(shape.answer_by, ("answer_by",), means=LAST_SECOND)
        if isinstance(written, Finding):
            findings.append(written)
        else:
            answer_by = written
    findings += check_changes(changes, phases, rule=shape.counting.rule, answer_by=answer_by)
    findings += check_state(changes, shape.state, desk.place(("state",)))
    return _Terms(
        phases=phases,
        changes=changes,
        counting=read_settings(shape.counting, phases, changes, zone),
        answer_by=answer_by,
        findings=tuple(findings),
    )


def _unknown_zone(zone: str, desk: Desk) -> Finding:
    return Finding(
        code="unknown-zone",
        place=desk.place(("zone",)),
        message=f"`zone` is `{zone[:60]}`, which is not a time zone",
        hint="Write a zone such as Europe/Berlin, America/New_York or UTC.",
    )


def _default_answer_by(phases: tuple[Phase, ...], zone: str) -> Instant | None:
    """Twelve weeks after the last closing, by the clock on the wall."""
    if not phases:
        return None
    closes = moment(phases[-1].closes).astimezone(zone_named(zone) or UTC)
    return instant(closes + ANSWER_WITHIN)


def _are_terms_broken(filled: Filled[ConsultationShape], terms: _Terms) -> bool:
    has_errors = any(finding.severity is Severity.ERROR for finding in terms.findings)
    incomplete = len(terms.phases) < len(filled.shape.phases) or not terms.phases
    return has_errors or incomplete or filled.lacks(*_TERMS)


def _check_slug(folder: ConsultationFolder) -> Iterator[Finding]:
    finding = slug_finding(folder.slug, Place(file=f"{CONTENT}consultations/{folder.slug}"))
    if finding is not None:
        yield finding


def _check_texts(shape: ConsultationShape, desk: Desk, portal: Portal) -> Iterator[Finding]:
    yield from check_title(shape.title, file=desk.file, line=desk.place(("title",)).line or 1)
    words = len(shape.summary.split())
    if words > LONGEST_SUMMARY:
        yield Finding(
            code="summary-too-long",
            place=desk.place(("summary",)),
            message=f"the summary has {words} words; at most {LONGEST_SUMMARY} are allowed",
            hint="Say the rest in the text below the front matter.",
        )
    if shape.authority and portal.authorities and shape.authority not in portal.authorities:
        yield Finding(
            code="unknown-authority",
            place=desk.place(("authority",)),
            message=f"the portal knows no authority `{shape.authority[:60]}`",
            hint=f"Write one of the ids in portal.yml ({', '.join(portal.authorities)}), or add it there.",
        )
    if shape.language is not None and shape.language not in portal.languages:
        yield unknown_language(shape.language, desk.place(("language",)), portal.languages)


def unknown_language(language: str, place: Place, languages: Sequence[str]) -> Finding:
    """A text is in a language that the portal does not have."""
    return Finding(
        code="unknown-language",
        place=place,
        message=f"the portal has no language `{language}`",
        hint=f"Its languages are {', '.join(languages)}; add it to `languages` in portal.yml.",
    )
