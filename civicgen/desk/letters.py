"""What is written to people who sent a letter: everything that became of it, and a paragraph that is ready to be sent.

Values and words in, texts out; no I/O. There are no names and no addresses here: the town finds them by the receipt.
"""

from datetime import date

import msgspec

from civicgen.desk.dates import day_words
from civicgen.desk.words import DeskWords
from civicgen.model.answer import Answer
from civicgen.model.letters import Letter, LetterResult
from civicgen.model.times import Instant

_REASONS = frozenset(("early", "late", "paused"))


class LetterCase(msgspec.Struct, frozen=True, kw_only=True):
    """One receipt with what became of it.

    `letter` is None where it was entered and not collected yet; then `channel` and `received` are all that is known. Of
    its proposal: `title` ('' where it names none that is published), `status` as pages show it, and the `answer` that
    decides it, with the words of what was done since, by date. Addresses are whole; '' where there is no such page.
    """

    receipt: str
    channel: str
    received: Instant
    letter: Letter | None
    title: str
    status: str
    answer: Answer | None
    done: tuple[tuple[date, str], ...]
    proposal_page: str
    answer_page: str
    receipts_page: str
    answer_by: Instant | None
    zone: str


def paragraph(case: LetterCase, words: DeskWords) -> str:
    """What became of a letter, as a paragraph without markup in the language of the words."""
    said = [
        words.text(
            f"desk.letters.got.{case.channel}",
            receipt=case.receipt,
            received=day_words(case.received, words, case.zone),
        ),
        *_counted(case, words),
        *_answered(case, words),
        words.text("desk.letters.look_up", address=case.receipts_page),
    ]
    return " ".join(said)


def done_since(case: LetterCase, words: DeskWords) -> str:
    """What was done after the answer, on one line."""
    return "; ".join(f"{day_words(on, words)}: {text}" for on, text in case.done)


def _counted(case: LetterCase, words: DeskWords) -> list[str]:
    letter = case.letter
    if letter is None:
        return [words.text("desk.letters.entered")]
    about = words.text("desk.letters.proposal", title=case.title) if case.title else words.text("desk.letters.no_title")
    if letter.result is LetterResult.COUNTED:
        key = f"desk.letters.counted.{letter.stance}"
        said = [words.plural(key, letter.count, proposal=about)]
        return [*said, words.text("desk.letters.late_change")] if letter.has_late_change else said
    if letter.result is LetterResult.EXCLUDED:
        reason = words.text(f"desk.letters.reason.{letter.reason if letter.reason in _REASONS else 'other'}")
        return [words.text("desk.letters.excluded", proposal=about, reason=reason)]
    return [words.text(f"desk.letters.result.{letter.result.value}", proposal=about)]


def _answered(case: LetterCase, words: DeskWords) -> list[str]:
    if not case.title:
        return []
    answer = case.answer
    if answer is None or answer.outcome is None:
        if case.status in ("withdrawn", "merged"):
            return [words.text(f"desk.letters.{case.status}", address=case.proposal_page)]
        if case.answer_by is None:
            return []
        return [words.text("desk.letters.promised", when=day_words(case.answer_by, words, case.zone))]
    said = [
        words.text(
            "desk.letters.answered",
            who=answer.answered_by,
            when=day_words(answer.answered_on, words) if answer.answered_on else "",
            outcome=words.text(f"desk.announce.outcome.{answer.outcome.value}"),
            address=case.answer_page,
        )
    ]
    return [*said, words.text("desk.letters.done", what=done_since(case, words))] if case.done else said
