"""Tell people what became of an issue that was refused or joined: one comment, then the issue is closed.

No I/O but through the port. Only issues that the record knows as open are looked at, and each is read before anything
is written there, so that a run that was killed says nothing twice.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

import msgspec

from civicgen.app.announcing.plan import Mark
from civicgen.app.building.sources import refused_facts
from civicgen.app.desk_ports import ForgeDesk, LockedError
from civicgen.desk.decisions import joined_words, refused_words
from civicgen.desk.words import DeskWords
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.content import Content, Dossier
from civicgen.model.ledger import Ledger, Row, RowType


class DecisionFate(StrEnum):
    """What became of telling it."""

    TOLD = "told"
    STOOD_ALREADY = "stood there already"
    LOCKED = "locked"
    GONE = "gone"


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be told in an issue, and why it is closed then: `not_planned` or `completed`."""

    thread: int
    event: str
    text: str
    reason: str


def decisions_of(content: Content, ledger: Ledger, words: DeskWords, mark: Mark) -> tuple[Decision, ...]:
    """What is to be told in the issues that came in and are open, by number."""
    found = [each for dossier in content.dossiers for each in _decisions(dossier, content, ledger, words, mark)]
    return tuple(sorted(found, key=lambda each: each.thread))


def tell_decision(decision: Decision, desk: ForgeDesk, secrets: Secrets, *, is_dry: bool) -> DecisionFate:
    """Say it where it is not said yet, and close the issue.

    Raises:
        ConfigurationError, TemporaryError: the forge cannot be reached, or refuses.
    """
    thread = desk.thread(decision.thread)
    if thread is None:
        return DecisionFate.GONE
    comments = desk.comments(decision.thread)
    fate = DecisionFate.TOLD
    if any(secrets.event_in(comment.body, decision.thread) == decision.event for comment in comments):
        fate = DecisionFate.STOOD_ALREADY
    elif not is_dry:
        try:
            desk.add_comment(decision.thread, decision.text)
        except LockedError:
            fate = DecisionFate.LOCKED
    if thread.is_open and not is_dry:
        desk.close(decision.thread, reason=decision.reason)
    return fate


def _decisions(dossier: Dossier, content: Content, ledger: Ledger, words: DeskWords, mark: Mark) -> Iterator[Decision]:
    slug = dossier.consultation.slug
    open_now = _open_issues(ledger.rows.get(slug, ()))
    rules = {rule.id: rule for rule in content.moderation.rules}
    for refused in refused_facts(content.moderation, slug):
        if refused.thread in open_now and refused.rule in rules:
            event = f"refused-{refused.rule}"
            text = refused_words(
                rules[refused.rule], content, slug, words, event=event, mark=mark(refused.thread, event)
            )
            yield Decision(thread=refused.thread, event=event, text=text, reason="not_planned")
    for proposal in dossier.proposals:
        for number in open_now.intersection(proposal.joined):
            event = f"joined-{proposal.id}"
            text = joined_words(proposal, content.portal, words, event=event, mark=mark(number, event))
            yield Decision(thread=number, event=event, text=text, reason="completed")


def _open_issues(rows: tuple[Row, ...]) -> frozenset[int]:
    last: Mapping[int, bool] = {
        int((row.ref or "").removeprefix("thread:")): row.facts["is_open"]
        for row in rows
        if row.type is RowType.RECEIVED
    }
    return frozenset(number for number, is_open in last.items() if is_open)
