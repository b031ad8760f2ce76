"""Does anybody still collect? No I/O."""

from datetime import timedelta

from civicgen.app.doctoring.diagnosis import Verdict, fine, problem, unknown, warning
from civicgen.app.doctoring.evidence import Evidence
from civicgen.app.doctoring.web import Web
from civicgen.app.doctoring.workflow_files import scheduled
from civicgen.model.health import Attempt, RecordSeen
from civicgen.model.portal import Portal
from civicgen.model.times import Instant, moment

MISSED = 2
"""So many times the interval without an attempt is no delay any more: GitHub runs scheduled work late, but it does."""


def is_recent(attempt: Attempt, portal: Portal, now: Instant) -> bool:
    return moment(now) - moment(attempt.at) <= MISSED * timedelta(hours=portal.update_interval_hours)


def check_schedule(seen: Evidence) -> Verdict:
    """Something was tried within twice the time in which portal.yml promises it, and it went well."""
    attempts = [record.last for record in _records(seen) if record.last is not None]
    last = max(attempts, key=lambda attempt: attempt.at, default=None)
    if last is None:
        return _never(seen)
    portal = seen.content.portal
    promised = f"portal.yml promises it every {portal.update_interval_hours} hours"
    if not is_recent(last, portal, seen.at):
        return problem(
            f"Nothing has been collected since {last.at} ({_ago(last.at, seen.at)}), as far as can be seen from here; "
            f"{promised}. The schedule seems to be asleep.",
            _wake(seen),
        )
    complete = [record.last_complete for record in _records(seen) if record.last_complete is not None]
    whole = max(complete, key=lambda attempt: attempt.at, default=None)
    if whole is None or not is_recent(whole, portal, seen.at):
        reason = f" ({last.reason})" if last.reason else ""
        since = "never yet" if whole is None else f"last at {whole.at}"
        return warning(
            f"The last attempt at {last.at} was {last.outcome}{reason}, and everything was collected {since}; "
            f"{promised}.",
            f"Open {Web(seen).workflow_runs(_publishing(seen))}, press the topmost run and read what is red there; "
            "when it is set right, press `Re-run all jobs`.",
        )
    return fine(f"Collected last at {last.at} ({_ago(last.at, seen.at)}).")


def _never(seen: Evidence) -> Verdict:
    if isinstance(seen.record, RecordSeen) and seen.record.damage:
        return unknown("The public record cannot be read, so nobody knows when it was collected.", "See `record`.")
    published = seen.published
    if isinstance(published, RecordSeen):
        return warning("Nothing has been collected yet.", _wake(seen))
    reason = "was not asked" if published is None else f"does not tell when it was collected last: {published.why}"
    return unknown(
        f"There is no public record in this folder, and the published site {reason}.",
        f"Open the home page of your site: it says of when its numbers are. If there is none yet, look at "
        f"{Web(seen).workflow_runs(_publishing(seen))} whether the workflow ran.",
    )


def _wake(seen: Evidence) -> str:
    return (
        f"Open {Web(seen).workflow_runs(_publishing(seen))}. If a box at the top says that it is disabled, press "
        "`Enable workflow`. Then press `Run workflow`, and in the box that opens the green button `Run workflow`."
    )


def _publishing(seen: Evidence) -> str:
    return next(iter(scheduled(seen.settings)), "")


def _records(seen: Evidence) -> list[RecordSeen]:
    return [record for record in (seen.record, seen.published) if isinstance(record, RecordSeen)]


def _ago(at: Instant, now: Instant) -> str:
    hours = int((moment(now) - moment(at)).total_seconds() // 3600)
    if hours < 0:
        return "later than now, by the clock that is used here"
    return f"{hours} hours ago" if hours < 48 else f"{hours // 24} days ago"
