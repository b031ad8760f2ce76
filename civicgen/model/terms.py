"""The terms of counting over time: their shape in the ledger, and how announced changes made them what they are.

In: a consultation as now in force, or the facts of a ledger row. Out: settings. Reads nothing, writes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from civicgen.model.consultation import Change, Consultation, Phase
from civicgen.model.counting import CountingSettings, Eligibility, Pause, Threshold
from civicgen.model.names import Early, EligibleAccounts, RuleName, Stance, State
from civicgen.model.times import Instant, moment


def settings_to_facts(settings: CountingSettings) -> dict[str, Any]:
    """The settings as the `opened` and `changed` rows of the ledger hold them, see docs/ledger.md."""
    eligibility, threshold = settings.eligibility, settings.threshold
    return {
        "rule": settings.rule,
        "mapping": {kind: stance.value for kind, stance in sorted(settings.mapping.items())},
        "eligibility": {
            "accounts": eligibility.accounts.value,
            "minimum_account_age_days": eligibility.minimum_account_age_days,
            "listed_total": eligibility.listed_total,
        },
        "early": settings.early.value,
        "opens": settings.opens,
        "closes": settings.closes,
        "zone": settings.zone,
        "threshold": None if threshold is None else _threshold_to_facts(threshold),
        "pauses": [{"begins": pause.begins, "ends": pause.ends} for pause in settings.pauses],
        "cancelled": settings.cancelled,
    }


def settings_from_facts(facts: Mapping[str, Any]) -> CountingSettings:
    """The settings that a row holds.

    Raises:
        ValueError: a part is missing or is not what docs/ledger.md says; the message names it.
    """
    try:
        eligibility, threshold = facts["eligibility"], facts.get("threshold")
        return CountingSettings(
            rule=RuleName(facts["rule"]),
            mapping={str(kind): Stance(stance) for kind, stance in facts["mapping"].items()},
            eligibility=Eligibility(
                accounts=EligibleAccounts(eligibility["accounts"]),
                minimum_account_age_days=eligibility["minimum_account_age_days"],
                listed_total=eligibility.get("listed_total"),
            ),
            early=Early(facts["early"]),
            opens=_instant_of(facts["opens"]),
            closes=_instant_of(facts["closes"]),
            zone=str(facts["zone"]),
            threshold=None if threshold is None else _threshold_from_facts(threshold),
            pauses=tuple(_pause_from_facts(pause) for pause in facts.get("pauses") or ()),
            cancelled=None if facts.get("cancelled") is None else _instant_of(facts["cancelled"]),
        )
    except KeyError as missing:
        raise ValueError(f"settings without {missing}") from missing
    except (TypeError, AttributeError) as wrong:
        raise ValueError(f"settings of another shape: {wrong}") from wrong


def counting_window(phases: Sequence[Phase]) -> tuple[Instant, Instant] | None:
    """The opening of the first counting phase and the closing of the last; None where no phase counts stances."""
    counting = [phase for phase in phases if phase.kind.is_counting]
    if not counting:
        return None
    return counting[0].opens, counting[-1].closes


def interruptions(changes: Iterable[Change]) -> tuple[tuple[Pause, ...], Instant | None]:
    """The pauses and the cancellation that changes of `state` announced, in the order of their instants."""
    pauses: list[Pause] = []
    begins: Instant | None = None
    cancelled: Instant | None = None
    for change in changes:
        if change.field != "state":
            continue
        if change.after == State.PAUSED:
            begins = begins or change.at
        elif begins is not None:
            pauses.append(Pause(begins=begins, ends=change.at))
            begins = None
        if change.after == State.CANCELLED and cancelled is None:
            cancelled = change.at
    if begins is not None:
        pauses.append(Pause(begins=begins))
    return tuple(pauses), cancelled


def settings_history(consultation: Consultation) -> tuple[tuple[Change | None, CountingSettings], ...]:
    """The settings as first opened (with None), then as they were after each announced change, oldest first.

    The last are the settings now in force. Empty where the consultation counts nothing.
    """
    now = consultation.counting
    if now is None:
        return ()
    history: list[tuple[Change | None, CountingSettings]] = []
    phases = consultation.phases
    settings = now
    for number in range(len(consultation.changes), 0, -1):
        change = consultation.changes[number - 1]
        history.append((change, settings))
        phases = _phases_before(phases, change)
        settings = _settings_before(settings, change, phases, earlier=consultation.changes[: number - 1])
    history.append((None, settings))
    return tuple(reversed(history))


def _phases_before(phases: tuple[Phase, ...], change: Change) -> tuple[Phase, ...]:
    """The phases as they stood before a change of `opens` or `closes` was made."""
    position = changed_phase(phases, change)
    if position is None or not _is_instant(change.before):
        return phases
    before = Instant(change.before)
    phase = phases[position]
    undone = replace(phase, opens=before) if change.field == "opens" else replace(phase, closes=before)
    return (*phases[:position], undone, *phases[position + 1 :])


def changed_phase(phases: Sequence[Phase], change: Change) -> int | None:
    """The position of the phase that a change of `opens` or `closes` is about.

    Without a name it is the first counting phase for `opens` and the last for `closes`.
    """
    if change.field not in ("opens", "closes"):
        return None
    if change.phase is not None:
        return next((at for at, phase in enumerate(phases) if phase.name == change.phase), None)
    counting = [at for at, phase in enumerate(phases) if phase.kind.is_counting]
    if not counting:
        return None
    return counting[0] if change.field == "opens" else counting[-1]


def _settings_before(
    settings: CountingSettings, change: Change, phases: Sequence[Phase], *, earlier: Sequence[Change]
) -> CountingSettings:
    """The settings as they stood before a change, with the phases and changes that stood then."""
    window = counting_window(phases)
    pauses, cancelled = interruptions(earlier)
    settings = replace(settings, pauses=pauses, cancelled=cancelled)
    if window is not None:
        settings = replace(settings, opens=window[0], closes=window[1])
    if change.field == "rule":
        settings = replace(settings, rule=RuleName(change.before))
    return settings


def _threshold_to_facts(threshold: Threshold) -> dict[str, Any]:
    return {
        "consequence": threshold.consequence,
        "support": threshold.support,
        "share": _fraction_to_text(threshold.share),
        "quorum": threshold.quorum,
        "quorum_share": _fraction_to_text(threshold.quorum_share),
    }


def _threshold_from_facts(facts: Mapping[str, Any]) -> Threshold:
    return Threshold(
        consequence=str(facts["consequence"]),
        support=facts.get("support"),
        share=_fraction_from_text(facts.get("share")),
        quorum=facts.get("quorum"),
        quorum_share=_fraction_from_text(facts.get("quorum_share")),
    )


def _pause_from_facts(facts: Mapping[str, Any]) -> Pause:
    ends = facts.get("ends")
    return Pause(begins=_instant_of(facts["begins"]), ends=None if ends is None else _instant_of(ends))


def _fraction_to_text(share: Fraction | None) -> str | None:
    return None if share is None else f"{share.numerator}/{share.denominator}"


def _fraction_from_text(text: str | None) -> Fraction | None:
    if text is None:
        return None
    numerator, _, denominator = text.partition("/")
    if int(denominator) == 0:
        raise ValueError(f"share {text!r} divides by nothing")
    return Fraction(int(numerator), int(denominator))


def _instant_of(text: str) -> Instant:
    if not _is_instant(text):
        raise ValueError(f"not an instant: {text!r}")
    return Instant(text)


def _is_instant(text: str) -> bool:
    try:
        moment(Instant(text))
    except ValueError:
        return False
    return len(text) == len("2026-09-01T08:00:00Z")
