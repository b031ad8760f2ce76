"""`moderation.yml` -> Moderation and findings. Reads nothing, writes nothing."""

from collections.abc import Collection, Iterator

from civicgen.content.ids import id_finding
from civicgen.content.portal import read_yaml
from civicgen.content.shapes.portal import ModerationShape, RecordShape, RedactionShape
from civicgen.content.shaping import fill
from civicgen.content.sheet import Sheet
from civicgen.model.content import SourceFile
from civicgen.model.findings import Finding, Place
from civicgen.model.moderation import Moderation, ModerationEntry, ModerationRule, Redaction
from civicgen.model.names import ConsultationSlug


def read_moderation(
    source: SourceFile | None, consultations: Collection[str]
) -> tuple[Moderation, tuple[Finding, ...]]:
    """The rules and the record; `consultations` are the slugs that entries may name."""
    if source is None:
        return Moderation(), ()
    sheet, problems = read_yaml(source)
    filled = fill(ModerationShape, sheet, source.path)
    shape = filled.shape
    moderation = Moderation(
        rules=tuple(ModerationRule(id=rule.id, title=rule.title, text=rule.text) for rule in shape.rules if rule.id),
        appeal=shape.appeal,
        record=tuple(
            entry
            for at, written in enumerate(shape.record)
            if (entry := _entry(written, Place(file=source.path, line=sheet.line_of(("record", at))))) is not None
        ),
        redactions=tuple(
            redaction
            for at, asked in enumerate(shape.redactions)
            if (redaction := _redaction(asked, Place(file=source.path, line=sheet.line_of(("redactions", at)))))
            is not None
        ),
    )
    checks = () if problems else (*filled.findings, *_check(moderation, shape, sheet, source.path, consultations))
    return moderation, (*problems, *checks)


def _entry(written: RecordShape, place: Place) -> ModerationEntry | None:
    """An entry that says when and about what; one that does not has its finding."""
    if written.date is None or written.item is None:
        return None
    return ModerationEntry(
        on=written.date,
        item=written.item,
        rule=written.rule,
        role=written.role,
        outcome=written.outcome or "",
        consultation=ConsultationSlug(written.consultation) if written.consultation else None,
        place=place,
    )


def _redaction(written: RedactionShape, place: Place) -> Redaction | None:
    """An entry that can be carried out; one that lacks something has its finding."""
    if written.date is None or written.item is None or not written.basis or not written.role:
        return None
    return Redaction(
        on=written.date,
        item=written.item,
        basis=written.basis,
        role=written.role,
        consultation=ConsultationSlug(written.consultation) if written.consultation else None,
        place=place,
    )


def _check(
    moderation: Moderation, shape: ModerationShape, sheet: Sheet, file: str, consultations: Collection[str]
) -> Iterator[Finding]:
    rules: set[str] = set()
    for at, rule in enumerate(shape.rules):
        place = Place(file=file, line=sheet.line_of(("rules", at)))
        finding = id_finding(rule.id, place, "the rule's id") if rule.id else None
        if finding is not None:
            yield finding
        elif rule.id in rules:
            yield Finding(
                code="double-entry",
                place=place,
                message=f"a second rule has the id `{rule.id}`",
                hint="Give each rule an id of its own.",
            )
        rules.add(rule.id)
    for entry in moderation.record:
        if entry.rule and entry.rule not in rules:
            yield Finding(
                code="unknown-rule",
                place=entry.place,
                message=f"the entry names the rule `{entry.rule[:60]}`, which is not published above",
                hint=f"Write one of: {', '.join(sorted(rules)) or 'none yet'}, or publish the rule.",
            )
    named = [(entry.consultation, entry.place) for entry in moderation.record]
    named += [(redaction.consultation, redaction.place) for redaction in moderation.redactions]
    for consultation, place in named:
        if consultation is not None and consultation not in consultations:
            yield Finding(
                code="unknown-consultation",
                place=place,
                message=f"there is no consultation `{consultation[:60]}`",
                hint="Write the name of its folder, or leave `consultation` out.",
            )
    for redaction in moderation.redactions:
        if redaction.consultation is None and redaction.item.startswith("receipt:"):
            yield Finding(
                code="receipt-of-no-consultation",
                place=redaction.place,
                message=f"`{redaction.item[:60]}` stands in one consultation, and the entry does not say in which",
                hint="Add `consultation:` with the name of its folder: the numbers of receipts are of a consultation.",
            )
