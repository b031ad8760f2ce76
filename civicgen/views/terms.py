"""The terms of counting as a page explains them. Settings in, page data out; the words are the catalogue's. No I/O."""

import msgspec

from civicgen.model.counting import CountingSettings
from civicgen.model.names import SYMBOLS
from civicgen.model.times import Instant


class MappingLine(msgspec.Struct, frozen=True, kw_only=True):
    """What a reaction kind means here."""

    kind: str
    symbol: str
    stance: str


class CountingTerms(msgspec.Struct, frozen=True, kw_only=True):
    """How this consultation counts, for words of the catalogue."""

    rule: str
    mapping: tuple[MappingLine, ...]
    accounts: str
    minimum_age: int
    early: str
    opens: Instant
    closes: Instant
    zone: str
    consequence: str
    threshold: tuple[tuple[str, str], ...]


def counting_terms(settings: CountingSettings | None) -> CountingTerms | None:
    """The settings as a page explains them; None where nothing is counted."""
    if settings is None:
        return None
    threshold = settings.threshold
    parts = () if threshold is None else (
        ("support", threshold.support), ("share", threshold.share),
        ("quorum", threshold.quorum), ("quorum-share", threshold.quorum_share),
    )  # fmt: skip
    return CountingTerms(
        rule=settings.rule,
        mapping=tuple(
            MappingLine(kind=kind, symbol=SYMBOLS.get(kind, kind), stance=settings.mapping[kind].value)
            for kind in sorted(
                settings.mapping, key=lambda kind: (settings.mapping[kind] != "support", kind != "+1", kind)
            )
        ),
        accounts=settings.eligibility.accounts.value,
        minimum_age=settings.eligibility.minimum_account_age_days,
        early=settings.early.value,
        opens=settings.opens,
        closes=settings.closes,
        zone=settings.zone,
        consequence=threshold.consequence if threshold else "",
        threshold=tuple((name, str(value)) for name, value in parts if value is not None),
    )
