"""Whether a fresh edition of the site should be published. Two editions in, a reason out. No I/O.

An attempt alone makes no new edition: every hour would bring thousands of pages that differ in a time. But people are
told by when the next is due, and that holds also when nothing happens.
"""

from civicgen.model.edition import Edition, EditionPart
from civicgen.model.times import moment

SHARE = 2
"""An edition is renewed when one part in so many of the promised time has passed: what runs late has the rest."""


def why_due(fresh: Edition, published: Edition | None) -> str:
    """Why the fresh edition should be published; '' where it says nothing that the published one does not."""
    if published is None:
        return "nothing is published yet, or it cannot be read"
    if fresh.content != published.content:
        return "the content changed"
    if fresh.program != published.program:
        return "civicgen changed"
    before = {part.slug: part for part in published.consultations}
    for part in fresh.consultations:
        if why := _why(part, before.get(part.slug)):
            return f"{part.slug}: {why}"
    if fresh.overdue != published.overdue:
        return "another answer is overdue"
    return _why_by_time(fresh, published)


def _why(fresh: EditionPart, published: EditionPart | None) -> str:
    if published is None:
        return "it is new"
    if fresh.rows != published.rows:
        return f"{fresh.rows - published.rows} new rows"
    if fresh.state != published.state:
        return f"it is {fresh.state} now"
    if fresh.passed != published.passed:
        return "a phase began or ended"
    if fresh.is_complete != published.is_complete:
        return "it could be collected again" if fresh.is_complete else "it could not be collected"
    return ""


def _why_by_time(fresh: Edition, published: Edition) -> str:
    if fresh.built_for is None:
        return ""
    if published.built_for is None or published.renewed_by is None:
        return "the first attempt to collect"
    begun, due, now = (moment(each) for each in (published.built_for, published.renewed_by, fresh.built_for))
    if now < begun:
        return "the published edition is of a later time"
    is_near = now - begun >= (due - begun) / SHARE and now > begun
    return f"the published edition promises a new one by {published.renewed_by}" if is_near else ""
