"""The use case of a harvest: observe the forge, write down what is new, and record the attempt whatever comes of it.

No I/O but through its ports; the only clock is the forge's, and the caller's where the forge does not answer.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from civicgen.app.harvesting.plan import Skipped, Task, make_plan, received_since, threads_of
from civicgen.app.harvesting.record import Attempt, Entry, harvest_row, make_entry
from civicgen.app.ports import Forge, LedgerStore, Wordings
from civicgen.app.progress import Progress
from civicgen.errors import CivicgenError, ConfigurationError, TemporaryError
from civicgen.ledger.layout import FORMAT
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.content import Content
from civicgen.model.ledger import HarvestRow, Ledger, LedgerMeta
from civicgen.model.names import ConsultationSlug
from civicgen.model.observation import Sweep
from civicgen.model.times import Instant


class Ports(msgspec.Struct, frozen=True, kw_only=True):
    """What a harvest reaches: `local_now` is the clock of this machine, used only when the forge gives none."""

    ledger: LedgerStore
    forge: Forge
    wordings: Wordings
    local_now: Callable[[], Instant]
    progress: Progress


class Harvested(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an attempt: its row as written, the rows added per consultation, and who was left out.

    `problem` is the error that ended the observation, None when there was one. `undated` says why texts could not be
    dated, '' when they were.
    """

    row: HarvestRow
    added: Mapping[ConsultationSlug, int]
    skipped: tuple[Skipped, ...]
    problem: CivicgenError | None
    undated: str


def harvest(
    content: Content,
    ports: Ports,
    unlock: Callable[[LedgerMeta | None], Secrets],
    *,
    listed: frozenset[str] | None,
    is_shallow_ok: bool,
) -> Harvested:
    """Observe the threads of all consultations and append what is new.

    Args:
        unlock: gives the secrets for a ledger, None being one not begun; raises ConfigurationError for another key.
        listed: the eligible logins, casefolded; None where no consultation has a list.
        is_shallow_ok: harvest although Git does not have the whole history of the texts.

    Raises:
        LedgerError: the ledger does not hold; nothing is written.
        ConfigurationError: another harvest runs, the key is not the ledger's, texts cannot be dated, or a first harvest
            was refused by the forge; nothing is written.
    """
    with ports.ledger.lock():
        ledger = ports.ledger.read()
        secrets = unlock(ledger.meta)
        meta = ledger.meta or LedgerMeta(format=FORMAT, repository=content.portal.repository, key=secrets.fingerprint())
        wordings, undated = ports.wordings.read()
        if undated and not is_shallow_ok:
            raise ConfigurationError(f"proposals cannot be dated: {undated} (or harvest with --shallow-ok)")
        tasks, skipped = make_plan(content, ledger, meta)
        begun_for = meta.repository if meta.repository.lower() != content.portal.repository.lower() else ""
        attempt, sweep, problem = _observe(ports, tasks, last=ledger.built_for, begun_for=begun_for)
        if ledger.meta is None and isinstance(problem, ConfigurationError):
            raise problem  # a ledger is of one repository for good: none is begun for one that nobody has seen
        entries = tuple(
            make_entry(
                task,
                task.seen(
                    at=attempt.at,
                    threads=None if sweep is None else sweep.threads,
                    received=() if sweep is None else sweep.received,
                    wordings=wordings,
                    listed=listed,
                ),
                secrets,
                ledger.texts.get(task.slug, {}),
            )
            for task in tasks
        )
        row = harvest_row(ledger, meta, attempt, entries)
        _write(ports.ledger, ledger, meta, entries, row)
    added = {entry.slug: len(entry.rows) for entry in entries}
    return Harvested(row=row, added=added, skipped=skipped, problem=problem, undated=undated)


def _observe(
    ports: Ports, tasks: Sequence[Task], *, last: Instant | None, begun_for: str
) -> tuple[Attempt, Sweep | None, CivicgenError | None]:
    """The attempt, what was seen, and the error that kept us from it; a failed attempt is an attempt, too.

    The clock of this machine may be wrong, but is never believed to be before `last`, when there was an attempt.
    `begun_for` is the repository of the ledger, where portal.yml names another: it must be the same under a new name.
    """
    forge = ports.forge
    at: Instant | None = None
    try:
        at = forge.now()
        if begun_for and not forge.is_same(begun_for):
            raise ConfigurationError(
                f"the ledger was begun for {begun_for}, which is not the repository that portal.yml names: correct "
                "`repository` there, or begin another ledger with --ledger"
            )
        sweep = forge.sweep(threads_of(tasks), received_since=received_since(tasks), progress=ports.progress)
    except (TemporaryError, ConfigurationError) as problem:
        at = at or forge.clock
        attempt = Attempt(
            at=at or max(ports.local_now(), last or Instant("")),
            clock="forge" if at else "local",
            cost=forge.cost,
            failure=str(problem),
        )
        return attempt, None, problem
    return Attempt(at=sweep.at, clock="forge", cost=sweep.cost), sweep, None


def _write(store: LedgerStore, ledger: Ledger, meta: LedgerMeta, entries: Sequence[Entry], row: HarvestRow) -> None:
    if ledger.meta is None:
        store.begin(meta)
    store.append(
        rows={entry.slug: entry.rows for entry in entries if entry.rows},
        texts={entry.slug: entry.texts for entry in entries if entry.texts},
        erased={entry.slug: entry.erased for entry in entries if entry.erased},
        harvest=row,
    )
