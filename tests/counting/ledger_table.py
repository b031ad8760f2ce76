"""Cases as small tables: one line a row of the ledger, read into rows with numbers and a made-up chain.

type      ; proposal ; person ; kind ; made_at ; seen_at ; ref ; facts
"""

import itertools
import json
from collections.abc import Iterable, Sequence
from typing import Any

from civicgen.model.counting import CountingSettings, Eligibility
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import Digest, Early, PersonId, ProposalId, RuleName, Stance
from civicgen.model.terms import settings_to_facts
from civicgen.model.times import Instant

MAPPING = {
    "+1": Stance.SUPPORT,
    "heart": Stance.SUPPORT,
    "hooray": Stance.SUPPORT,
    "rocket": Stance.SUPPORT,
    "-1": Stance.OPPOSE,
    "confused": Stance.OPPOSE,
}
OPENS = Instant("2026-09-01T06:00:00Z")
CLOSES = Instant("2026-10-01T21:59:59Z")
AFTER = Instant("2026-10-02T03:00:00Z")
BEFORE_CLOSING = Instant("2026-10-01T03:00:00Z")


def at(text: str) -> Instant:
    """`09-14` or `09-14 12:00:00` in 2026, UTC."""
    day, _, clock = text.strip().partition(" ")
    return Instant(f"2026-{day}T{clock or '12:00:00'}Z")


def settings(**changes: Any) -> CountingSettings:
    chosen: dict[str, Any] = {
        "rule": RuleName("one-stance-only"),
        "mapping": MAPPING,
        "eligibility": Eligibility(),
        "early": Early.EXCLUDE,
        "opens": OPENS,
        "closes": CLOSES,
        "zone": "Europe/Berlin",
    }
    return CountingSettings(**(chosen | changes))


def numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows as a ledger would hold them in this order."""
    return tuple(_with_seq(row, seq) for seq, row in enumerate(rows, start=1))


def _with_seq(row: Row, seq: int) -> Row:
    return Row(**({name: getattr(row, name) for name in row.__struct_fields__} | {"seq": seq}))


def opened(terms: CountingSettings | None = None) -> Row:
    terms = terms or settings()
    facts = {name: value for name, value in settings_to_facts(terms).items() if value is not None}
    return _row(RowType.OPENED, made_at=terms.opens, seen_at=terms.opens, facts=facts)


def changed(terms: CountingSettings, *, seen_at: str, field: str = "closes") -> Row:
    facts = {"field": field, "before": "", "after": "", "reason": "announced", "settings": settings_to_facts(terms)}
    return _row(RowType.CHANGED, made_at=at(seen_at), seen_at=at(seen_at), facts=facts)


def closed(closes: Instant = CLOSES, *, seen_at: str = "10-02 03:00:00") -> Row:
    facts = {"closes": closes, "tallies": "0" * 64}
    return _row(RowType.CLOSED, made_at=closes, seen_at=at(seen_at), facts=facts)


def table(text: str) -> list[Row]:
    """The rows of a table, in its order. Empty cells are empty fields; `person` may be `nobody`.

    The last column holds facts as `name=value`, separated by blanks; numbers and truth values as in JSON. Reactions are
    by a `user` unless `account=` says something else. `seen_at` is the moment of the observation; `not_before=` in the
    facts is the observation before it.
    """
    lines = [line for line in text.strip().splitlines() if line.strip() and not line.strip().startswith("#")]
    references = itertools.count(1)
    return [_read(line, next(references)) for line in lines]


def _read(line: str, number: int) -> Row:
    cells = [cell.strip() for cell in line.split(";")]
    kind_of_row, proposal, person, kind, made_at, seen_at, ref = (*cells, *[""] * 8)[:7]
    facts = _facts(cells[7] if len(cells) > 7 else "")
    type_of_row = RowType(kind_of_row)
    if type_of_row in (RowType.REACTION_CAST, RowType.COMMENT_MADE):
        facts.setdefault("account", "user")
        facts.setdefault("age", "365")
    not_before = facts.pop("not_before", None)
    return _row(
        type_of_row,
        proposal=ProposalId(proposal) if proposal else None,
        person=PersonId(person) if person and person != "nobody" else None,
        kind=kind or None,
        made_at=at(made_at) if made_at else None,
        seen_at=at(seen_at) if seen_at else (at(made_at) if made_at else AFTER),
        not_before=None if not_before is None else at(not_before.replace("_", " ")),
        ref=ref or f"reaction:{number}",
        facts=facts,
    )


def _facts(text: str) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for part in text.split():
        name, _, value = part.partition("=")
        facts[name] = json.loads(value) if value in ("true", "false") or name in ("count", "wording") else value
    return facts


def _row(type_of_row: RowType, **fields: Any) -> Row:
    return Row(seq=0, type=type_of_row, prev=Digest("0" * 64), **fields)


def orders(opening: Sequence[Row], rows: Sequence[Row], limit: int = 24) -> Iterable[tuple[Row, ...]]:
    """The rows in many orders of equal meaning: what is about one reference keeps its order."""
    for permutation in itertools.islice(itertools.permutations(range(len(rows))), limit):
        chosen = [rows[index] for index in permutation]
        if _keeps_histories(rows, chosen):
            yield numbered([*opening, *chosen])


def _keeps_histories(rows: Sequence[Row], chosen: Sequence[Row]) -> bool:
    references = {row.ref for row in rows}
    return all([r for r in rows if r.ref == ref] == [r for r in chosen if r.ref == ref] for ref in references)
