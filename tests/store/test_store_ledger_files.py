"""The ledger's folder: appended with a commit point, read with proof, safe against crashes and second harvests."""

from pathlib import Path

from civicgen.ledger.canonical import digest, genesis, meta_bytes
from civicgen.ledger.chain import seal
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
        person=SECRETS.person(TOWN, number),
        kind="+1",
        made_at=SEEN,
        ref=f"reaction:{number}",
        facts={"account": "user", "age": "365"},
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


def add(folder: LedgerFolder, drafts: list[Row], texts: list[OpenedText] | None = None) -> Ledger:
    """What a harvest does: read, seal, append."""
    ledger = folder.read()
    if ledger.meta is None:
        folder.begin(META)
        ledger = folder.read()
    before = ConsultationMark(complete=True, rows=0, head=genesis(TOWN, META))
    for harvest in ledger.harvests:
        before = harvest.consultations.get(TOWN, before)
    rows, mark = seal(drafts, after=before)
    folder.append(
        rows={TOWN: rows},
        texts={TOWN: texts or []},
        harvest=HarvestRow(
            n=len(ledger.harvests) + 1,
            at=SEEN,
            clock="forge",
            outcome="complete",
            cost=Cost(requests=1, points=1),
            consultations={TOWN: mark},
            prev=ledger.checkpoint or digest(meta_bytes(META)),
        ),
    )
    return folder.read()


def test_what_was_appended_is_read_again(tmp_path: Path) -> None:
    folder = LedgerFolder(tmp_path / "ledger")
    row, opened = comment(9, "Yes, please: it is dark.")
    add(folder, [reaction(1), row], [opened])
    ledger = add(folder, [reaction(2)])
    assert [row.seq for row in ledger.rows[TOWN]] == [1, 2, 3]
    assert ledger.texts[TOWN] == {opened.commitment: opened}
    assert len(ledger.harvests) == 2


def test_a_folder_that_is_not_there_is_an_empty_ledger(tmp_path: Path) -> None:
    assert LedgerFolder(tmp_path / "ledger").read().meta is None
