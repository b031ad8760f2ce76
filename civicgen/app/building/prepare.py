"""The use case of a build: content and ledger become an Edition. Counts and names every number; no I/O, no clock.

An edition holds only texts that may be shown: what a moderator hid or a writer deleted is not in it.
"""

from collections.abc import Callable, Mapping, Sequence

from civicgen.app.building.sources import deciding_answers, is_all_answered, proposal_facts
from civicgen.counting.figures import portal_figures
from civicgen.counting.numbers import numbers_of
from civicgen.errors import LedgerError
from civicgen.exports.texts import shown_texts
from civicgen.model.content import Content, Dossier
from civicgen.model.edition import Edition
from civicgen.model.facts import ConsultationFacts, Published
from civicgen.model.ledger import Ledger
from civicgen.model.times import Instant
from civicgen.views import addresses

Export = Callable[[Sequence[Published]], Mapping[str, bytes]]
"""Makes the published files, by their addresses below `data/`."""


def prepare(content: Content, ledger: Ledger, *, export: Export, at: Instant | None = None) -> Edition:
    """Everything that one build shows. `at` is a time set by hand instead of that of the last attempt.

    Raises:
        LedgerError: a row holds what nobody can count.
    """
    built_for = at or ledger.built_for
    published = tuple(_publish(dossier, ledger, built_for=built_for) for dossier in content.dossiers)
    figures: dict[str, int] = dict(portal_figures([each.facts for each in published]))
    for each in published:
        figures |= each.figures
    return Edition(
        content=content,
        published=published,
        figures=figures,
        harvests=ledger.harvests,
        checkpoint=ledger.checkpoint,
        built_for=built_for,
        is_set_by_hand=at is not None,
        data=export(published),
    )


def _publish(dossier: Dossier, ledger: Ledger, *, built_for: Instant | None) -> Published:
    slug = dossier.consultation.slug
    facts = _facts(dossier, as_of=ledger.as_of(slug), built_for=built_for)
    rows = ledger.rows.get(slug, ())
    try:
        numbers = numbers_of(facts, rows)
    except ValueError as problem:
        raise LedgerError(f"cannot be counted: {problem}; run `civicgen verify`", file=f"ledger/{slug}") from problem
    return Published(
        dossier=dossier,
        facts=facts,
        rows=rows,
        texts=shown_texts(rows, ledger.texts.get(slug, {})),
        tally=numbers.tally,
        earlier=numbers.earlier,
        figures=numbers.figures,
        comments=numbers.comments,
    )


def _facts(dossier: Dossier, *, as_of: Instant | None, built_for: Instant | None) -> ConsultationFacts:
    consultation = dossier.consultation
    answers = deciding_answers(dossier.answers)
    proposals = tuple(proposal_facts(each, answers.get(each.id)) for each in dossier.proposals)
    is_answered = is_all_answered(proposals)
    return ConsultationFacts(
        slug=consultation.slug,
        title=consultation.title,
        page=addresses.consultation_page(consultation.slug),
        state=consultation.state_at(built_for, is_answered=is_answered) if built_for else None,
        as_of=as_of,
        built_for=built_for,
        answer_by=consultation.answer_by,
        contributions=len(dossier.contributions),
        proposals=proposals,
    )
