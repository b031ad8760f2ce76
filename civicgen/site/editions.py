"""What an edition of the site is: from the matter of a build and what it was made from. No I/O."""

from datetime import timedelta

from civicgen.counting.figures import portal_figures
from civicgen.model.edition import Edition, EditionPart
from civicgen.model.names import Digest
from civicgen.model.times import Instant, instant, moment
from civicgen.site.inputs import Inputs, digest_of
from civicgen.site.matter import ConsultationMatter, Matter


def edition_of(matter: Matter, inputs: Inputs) -> Edition:
    """The edition that a build makes."""
    at, hours = matter.built_for, matter.outline.portal.update_interval_hours
    return Edition(
        program=Digest(inputs.package.hex()),
        content=Digest(digest_of([inputs.content_digest.hex(), inputs.look.hex()]).hex()),
        built_for=at,
        renewed_by=None if at is None else instant(moment(at) + timedelta(hours=hours)),
        overdue=portal_figures([each.facts for each in matter.consultations]).get("//overdue", 0),
        consultations=tuple(_part(each, matter, at) for each in matter.consultations),
    )


def _part(consultation: ConsultationMatter, matter: Matter, at: Instant | None) -> EditionPart:
    marks = (harvest.consultations.get(consultation.slug) for harvest in reversed(matter.news.harvests))
    last = next((mark for mark in marks if mark is not None), None)
    turns = [turn for phase in consultation.dossier.consultation.phases for turn in (phase.opens, phase.closes)]
    return EditionPart(
        slug=consultation.slug,
        state=consultation.facts.state,
        rows=consultation.news.rows,
        is_complete=last is not None and last.complete,
        passed=sum(at is not None and turn < at for turn in turns),
    )
