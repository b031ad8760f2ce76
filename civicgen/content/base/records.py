"""What was recorded stays recorded: letters by their receipts, acts of moderation, whole consultations. No I/O."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from civicgen.content.base.pair import Pair
from civicgen.content.ids import sameness
from civicgen.model.content import Content
from civicgen.model.findings import Finding, Place
from civicgen.model.moderation import ModerationEntry
from civicgen.model.times import Instant

_NAMED = 3


def check_receipts_kept(pair: Pair) -> Iterator[Finding]:
    """Who has a receipt finds it again; a contribution that is taken back counts for nobody and stays listed."""
    kept = {sameness(contribution.receipt) for contribution in pair.now.contributions}
    gone: dict[str, list[str]] = defaultdict(list)
    for contribution in pair.was.contributions:
        if sameness(contribution.receipt) not in kept and contribution.place.file not in pair.spoilt:
            gone[contribution.place.file].append(contribution.receipt)
    for file, receipts in sorted(gone.items()):
        yield Finding(
            code="receipt-gone",
            place=Place(file=file),
            message=f"{_some(receipts, 'receipt', 'receipts')} on the base branch, and not any more",
            hint="Bring the lines back; what is taken back has the `count` 0, and its text may be emptied.",
        )


def check_moderation_kept(content: Content, base: Content, spoilt: Collection[str]) -> Iterator[Finding]:
    """The record of moderation is only ever added to."""
    written = Counter(map(_identity, content.moderation.record))
    gone: list[ModerationEntry] = []
    for entry in base.moderation.record:
        if written[_identity(entry)] > 0:
            written[_identity(entry)] -= 1
        else:
            gone.append(entry)
    if gone and gone[0].place.file not in spoilt:
        entries = [f"{entry.item} of {entry.on}" for entry in gone]
        yield Finding(
            code="moderation-entry-gone",
            place=Place(file=gone[0].place.file),
            message=f"{_some(entries, 'entry', 'entries')} on the base branch, and not any more",
            hint="Bring them back as they were; what was undone has another entry below, such as `outcome: shown`.",
        )


def check_consultations_kept(content: Content, base: Content, at: Instant) -> Iterator[Finding]:
    """A consultation that has opened keeps its folder."""
    known = {dossier.consultation.slug for dossier in content.dossiers}
    for dossier in base.dossiers:
        was = dossier.consultation
        if was.slug not in known and was.phases and at >= was.phases[0].opens:
            yield Finding(
                code="consultation-gone",
                place=Place(file=f"content/consultations/{was.slug}"),
                message="the consultation opened on the base branch, and its folder is gone",
                hint="Bring the folder back under its old name; a consultation that ends early is cancelled in "
                "`changes`.",
            )


def _identity(entry: ModerationEntry) -> tuple[str, ...]:
    return str(entry.on), entry.item, entry.rule, entry.role, entry.outcome, entry.consultation or ""


def _some(names: list[str], one: str, many: str) -> str:
    more = "" if len(names) <= _NAMED else ", ..."
    if len(names) == 1:
        return f"1 {one} ({names[0]}) stands"
    return f"{len(names):,} {many} ({', '.join(names[:_NAMED])}{more}) stand"
