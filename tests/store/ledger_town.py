"""A ledger that harvests write to disk, for the tests of its folder. Run as a program it is killed at a step."""

import os
import signal
import sys
from pathlib import Path

from civicgen.ledger.canonical import digest, genesis, meta_bytes
from civicgen.ledger.chain import seal
from civicgen.ledger.commitments import erased_texts
from civicgen.ledger.layout import FORMAT
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.ledger import ConsultationMark, Cost, HarvestRow, Ledger, LedgerMeta, OpenedText, Row, RowType
from civicgen.model.names import ConsultationSlug, Digest, ProposalId
from civicgen.model.times import Instant
from civicgen.store.ledger_files import LedgerFolder

TOWN = ConsultationSlug("bright-streets")
SECRETS = Secrets("a key that only the tests of civicgen know")
META = LedgerMeta(format=FORMAT, repository="lindenbrook/consultations", key=SECRETS.fingerprint())
SEEN = Instant("2026-09-01T08:00:00Z")


def reaction(number: int) -> Row:
    return Row(
        seq=0,
        type=RowType.REACTION_CAST,
        seen_at=SEEN,
        prev=Digest(""),
        proposal=ProposalId("lamps"),
        kind="+1",
        made_at=SEEN,
        ref=f"reaction:{number}",
    )


def comment(number: int, text: str) -> tuple[Row, OpenedText]:
    opened = SECRETS.open_text(TOWN, ref=f"comment:{number}", text=text)
    row = Row(
        seq=0,
        type=RowType.COMMENT_MADE,
        seen_at=SEEN,
        prev=Digest(""),
        proposal=ProposalId("lamps"),
        ref=f"comment:{number}",
        text=opened.commitment,
    )
    return row, opened


def redaction(number: int) -> Row:
    facts = {"basis": "a law", "role": "clerk"}
    return Row(seq=0, type=RowType.REDACTION, seen_at=SEEN, prev=Digest(""), ref=f"comment:{number}", facts=facts)


def add(
    folder: LedgerFolder, drafts: list[Row], texts: list[OpenedText] | None = None, slug: ConsultationSlug = TOWN
) -> Ledger:
    """What a harvest does: read, begin where there is nothing, seal, append and erase."""
    ledger = folder.read()
    if ledger.meta is None:
        folder.begin(META)
        ledger = folder.read()
    mark = ConsultationMark(complete=True, rows=0, head=genesis(slug, META))
    for harvest in ledger.harvests:
        mark = harvest.consultations.get(slug, mark)
    rows, mark = seal(drafts, after=mark)
    folder.append(
        rows={slug: rows},
        texts={slug: texts or []},
        erased={slug: erased_texts((*ledger.rows.get(slug, ()), *rows))},
        harvest=HarvestRow(
            n=len(ledger.harvests) + 1,
            at=SEEN,
            clock="forge",
            outcome="complete",
            cost=Cost(requests=1, points=1),
            consultations={slug: mark},
            prev=ledger.checkpoint or digest(meta_bytes(META)),
        ),
    )
    return folder.read()


def first_harvest(folder: LedgerFolder) -> Ledger:
    row, opened = comment(9, "It is dark.")
    return add(folder, [reaction(1), row], [opened])


def second_harvest(folder: LedgerFolder) -> Ledger:
    row, opened = comment(10, "Very dark.")
    return add(folder, [row, reaction(2), reaction(3)], [opened])


def erasing_harvest(folder: LedgerFolder) -> Ledger:
    """Takes a comment's text out, and finds another one."""
    row, opened = comment(10, "Very dark.")
    return add(folder, [row, redaction(9)], [opened])


HARVESTS = {"first": first_harvest, "second": second_harvest, "erasing": erasing_harvest}


def die_at(path: Path, harvest: str, step_number: int) -> bool:
    """Run a harvest in a process of its own that kills itself before the given step; whether it was killed."""
    child = os.fork()
    if child == 0:
        taken = 0

        def step(_name: str) -> None:
            nonlocal taken
            taken += 1
            if taken == step_number:
                os.kill(os.getpid(), signal.SIGKILL)

        HARVESTS[harvest](LedgerFolder(path, step=step))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


if __name__ == "__main__":
    name, folders = sys.argv[1], Path(sys.argv[2])
    for number in range(1, 1000):
        if not die_at(folders / str(number), name, number):
            print(number - 1)
            break
