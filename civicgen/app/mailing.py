"""The use case of writing to people who sent letters: what became of each, from content and ledger. Pure.

Only what was collected is told as counted; what was entered since is told as entered.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from posixpath import join
from zoneinfo import ZoneInfo

from civicgen.app.building.sources import deciding_answers, is_all_answered, proposal_facts
from civicgen.counting.letters import letters_of
from civicgen.counting.numbers import closings_of
from civicgen.counting.redactions import redactions_of
from civicgen.desk.letters import LetterCase, done_since, paragraph
from civicgen.desk.words import DeskWords
from civicgen.errors import ConfigurationError
from civicgen.exports.mail_merge import MailLine
from civicgen.ledger.slices import slices
from civicgen.model.answer import Answer
from civicgen.model.content import Content, Dossier
from civicgen.model.contribution import Contribution
from civicgen.model.ledger import Ledger, RowType
from civicgen.model.letters import Letter, LetterResult
from civicgen.model.names import ProposalId, State
from civicgen.model.times import Instant, moment
from civicgen.text.plain import plain
from civicgen.views import addresses
from civicgen.views.answers import answer_addresses
from civicgen.views.links import shown_status
from civicgen.views.receipts import natural_order

MOST_WORDS = 60
"""So much of each thing that was done is told in a letter."""


def mail_lines(
    content: Content, dossier: Dossier, ledger: Ledger, words: DeskWords, *, since: date | None
) -> tuple[MailLine, ...]:
    """A line for each receipt, in the order of their numbers; with `since` only those with news on that day or later.

    News are: it was entered, corrected or taken back; its proposal was answered; something was done about it.

    Raises:
        ConfigurationError: the portal has no address yet, or a row holds what nobody can count.
    """
    if not content.portal.site_url:
        raise ConfigurationError("portal.yml has no `site_url`, and letters say where to look things up: write it")
    cases = _Cases(content, dossier, ledger)
    lines = (_line(case, news, words) for case, news in cases.all() if since is None or news >= since)
    return tuple(sorted(lines, key=lambda line: natural_order(line.receipt)))


class _Cases:
    """What is known of one consultation's letters."""

    def __init__(self, content: Content, dossier: Dossier, ledger: Ledger) -> None:
        slug = dossier.consultation.slug
        counting = dossier.consultation.counting
        self._site = content.portal.site_url
        self._dossier = dossier
        self._zone = counting.zone if counting else content.portal.timezone
        self._proposals = {proposal.id: proposal for proposal in dossier.proposals}
        self._answers = deciding_answers(dossier.answers)
        self._answer_pages = answer_addresses(dossier.answers, slug)
        self._state = _state(dossier, self._answers, ledger.built_for)
        as_of = ledger.as_of(slug)
        self._rows = tuple(row for row in ledger.rows.get(slug, ()) if as_of is not None and row.seen_at <= as_of)
        self._as_of = as_of

    def all(self) -> Iterator[tuple[LetterCase, date]]:
        """Each letter with the day of its last news."""
        seen = {row.ref: row.seen_at for row in self._rows if row.type is RowType.CONTRIBUTION}
        recorded = set()
        for letter in self._letters():
            recorded.add(letter.receipt)
            yield self._case(letter, None, seen[f"receipt:{letter.receipt}"])
        for each in self._dossier.contributions:
            if each.receipt not in recorded:
                yield self._case(None, each, each.received)

    def _letters(self) -> Iterator[Letter]:
        if self._as_of is None:
            return
        try:
            closings = closings_of(self._rows, as_of=self._as_of)
            terms = closings[-1].terms if closings else None
            for proposal, rows in slices(self._rows).items():
                yield from letters_of(proposal, rows, terms=terms, redacted=redactions_of(rows))
        except ValueError as problem:
            raise ConfigurationError(f"the letters cannot be counted: {problem}; run `civicgen verify`") from problem

    def _case(self, letter: Letter | None, entered: Contribution | None, seen: Instant) -> tuple[LetterCase, date]:
        named = letter.proposal if letter else entered.proposal if entered else None
        proposal = self._proposals.get(named) if named else None
        answer = self._answers.get(proposal.id) if proposal else None
        done = sorted((each.on, plain(each.text, MOST_WORDS)) for each in answer.follow_ups) if answer else []
        slug = self._dossier.consultation.slug
        case = LetterCase(
            receipt=letter.receipt if letter else entered.receipt if entered else "",
            channel=letter.channel if letter else entered.channel.value if entered else "",
            received=letter.received if letter else entered.received if entered else seen,
            letter=letter,
            title=proposal.title if proposal else "",
            status=shown_status(proposal.status, self._state) if proposal else "",
            answer=answer,
            done=tuple(done),
            proposal_page=join(self._site, addresses.proposal_page(slug, proposal.id)) if proposal else "",
            answer_page=join(self._site, self._answer_pages[answer.slug]) if answer else "",
            receipts_page=join(self._site, addresses.receipts_page(slug)),
            answer_by=self._dossier.consultation.answer_by,
            zone=self._zone,
        )
        days = [_day(seen, self._zone), *(on for on, _ in done)]
        return case, max([*days, answer.answered_on] if answer and answer.answered_on else days)


def _line(case: LetterCase, news: date, words: DeskWords) -> MailLine:
    letter, answer = case.letter, case.answer
    return MailLine(
        receipt=case.receipt,
        channel=case.channel,
        received=_day(case.received, case.zone).isoformat(),
        result=letter.result.value if letter else "entered",
        reason=letter.reason if letter else "",
        people=letter.count if letter and letter.result is LetterResult.COUNTED else None,
        proposal=case.title,
        proposal_page=case.proposal_page,
        status=case.status,
        outcome=answer.outcome.value if answer and answer.outcome else "",
        answered_on=answer.answered_on.isoformat() if answer and answer.answered_on else "",
        answered_by=answer.answered_by if answer else "",
        answer_page=case.answer_page,
        done_since=done_since(case, words),
        news=news.isoformat(),
        letter=paragraph(case, words),
    )


def _state(dossier: Dossier, answers: Mapping[ProposalId, Answer], built_for: Instant | None) -> State | None:
    if built_for is None:
        return None
    facts = [proposal_facts(proposal, answers.get(proposal.id)) for proposal in dossier.proposals]
    return dossier.consultation.state_at(built_for, is_answered=is_all_answered(facts))


def _day(at: Instant, zone: str) -> date:
    return moment(at).astimezone(ZoneInfo(zone)).date()
