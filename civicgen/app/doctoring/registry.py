"""All checks of `civicgen doctor`, by name, in the order in which they are told.

A new check is a function and a line here, and a row in docs/doctor.md.
"""

from collections.abc import Callable, Mapping

from civicgen.app.doctoring import (
    content,
    desk,
    git,
    key,
    pages,
    placeholders,
    programs,
    record,
    repository,
    schedule,
    token,
    workflows,
)
from civicgen.app.doctoring.diagnosis import Diagnosis, Verdict
from civicgen.app.doctoring.evidence import Evidence

CHECKS: Mapping[str, Callable[[Evidence], Verdict]] = {
    "token": token.check_token,
    "token-reading": token.check_reading,
    "token-writing": token.check_writing,
    "repository": repository.check_repository,
    "repository-name": repository.check_name,
    "issues": repository.check_issues,
    "public": repository.check_public,
    "pages": pages.check_pages,
    "site-address": pages.check_address,
    "https": pages.check_https,
    "workflows": workflows.check_workflows,
    "last-run": workflows.check_last_run,
    "workflow-pulls": workflows.check_may_open_pulls,
    "schedule": schedule.check_schedule,
    "git": git.check_git,
    "history": git.check_history,
    "remote": git.check_remote,
    "committed": git.check_committed,
    "key": key.check_key,
    "key-file": key.check_key_file,
    "record": record.check_record,
    "texts": record.check_texts,
    "placeholders": placeholders.check_placeholders,
    "example-addresses": placeholders.check_invented,
    "content": content.check_content,
    "labels": desk.check_labels,
    "forms": desk.check_forms,
    "version": programs.check_version,
    "engine": programs.check_engine,
}


def diagnose(seen: Evidence) -> tuple[Diagnosis, ...]:
    """What every check says, in their order."""
    verdicts = {name: check(seen) for name, check in CHECKS.items()}
    return tuple(
        Diagnosis(name=name, state=verdict.state, what=verdict.what, cure=verdict.cure)
        for name, verdict in verdicts.items()
    )
