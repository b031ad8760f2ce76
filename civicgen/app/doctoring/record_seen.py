"""The public record, here and on the published site, as far as the checks judge it. No I/O but by the ports."""

from collections.abc import Iterable

from civicgen.app.ports import PublishedFiles
from civicgen.errors import ConfigurationError, LedgerError, TemporaryError
from civicgen.ledger.canonical import HARVESTS, META
from civicgen.ledger.chain import HARVESTS_FILE, META_FILE
from civicgen.ledger.commitments import missing_texts
from civicgen.model.health import Attempt, RecordSeen, Unseen
from civicgen.model.ledger import HarvestRow, Ledger
from civicgen.model.times import moment

PUBLISHED = "data/ledger/"


def record_seen(ledger: Ledger | LedgerError | ConfigurationError) -> RecordSeen | Unseen:
    """What there is of the record in the portal's folder: read whole and proved, or why it is not."""
    if isinstance(ledger, LedgerError):
        return RecordSeen(meta=None, damage=str(ledger))
    if isinstance(ledger, ConfigurationError):
        return Unseen(why=str(ledger))
    last, last_complete = _latest(ledger.harvests)
    return RecordSeen(
        meta=ledger.meta,
        last=last,
        last_complete=last_complete,
        rows=sum(len(rows) for rows in ledger.rows.values()),
        texts=sum(len(texts) for texts in ledger.texts.values()),
        missing_texts=sum(len(missing_texts(rows, ledger.texts[slug])) for slug, rows in ledger.rows.items()),
    )


def look_at_published(site: PublishedFiles) -> RecordSeen | Unseen:
    """What the published site says of its record: when anything was collected last, and with which key it was begun."""
    try:
        meta = META.read(site.read(PUBLISHED + META_FILE).removesuffix(b"\n"))
        lines = site.read(PUBLISHED + HARVESTS_FILE).splitlines()
        last, last_complete = _latest([HARVESTS.read(line) for line in lines])
        for attempt in filter(None, (last, last_complete)):
            moment(attempt.at)  # a stranger may say anything
    except (TemporaryError, ConfigurationError) as problem:
        return Unseen(why=str(problem))
    except ValueError:
        return Unseen(why="what stands there is no public record that this civicgen can read")
    return RecordSeen(meta=meta, last=last, last_complete=last_complete)


def _latest(harvests: Iterable[HarvestRow]) -> tuple[Attempt | None, Attempt | None]:
    """The last attempt, and the last complete one."""
    last = last_complete = None
    for harvest in harvests:
        last = Attempt(at=harvest.at, outcome=harvest.outcome, reason=harvest.reason)
        last_complete = last if harvest.outcome == "complete" else last_complete
    return last, last_complete
