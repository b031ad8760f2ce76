"""Look at everything once, through the ports, so that the checks need nothing but what was seen."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

import msgspec

from civicgen.app.check import check
from civicgen.app.doctoring.evidence import Evidence, ForgeSeen
from civicgen.app.doctoring.ports import ForgeHealth, Ports
from civicgen.app.doctoring.record_seen import look_at_published, record_seen
from civicgen.app.doctoring.schedule import is_recent
from civicgen.app.doctoring.workflow_files import scheduled
from civicgen.app.progress import Progress
from civicgen.errors import CivicgenError, ConfigurationError, LedgerError, TemporaryError
from civicgen.model.content import Content, SourceFile
from civicgen.model.health import CheckoutSeen, RecordSeen, Run, Setting, Unseen, Workflow
from civicgen.model.ledger import Ledger
from civicgen.model.portal import Portal
from civicgen.model.times import Instant

T = TypeVar("T")

WATCHED = ("content", ".github", "mkdocs.yml", "site_overrides")
"""What editors change, and what is therefore committed."""


class _Sources(msgspec.Struct, frozen=True):
    files: tuple[SourceFile, ...]

    def read(self) -> tuple[SourceFile, ...]:
        return self.files


class _Asking:
    """Asks the forge one thing after the other, until it once gave no answer: each wait for it costs time."""

    def __init__(self) -> None:
        self._gone: Unseen | None = None

    def __call__(self, ask: Callable[[], T]) -> T | Unseen:
        if self._gone is not None:
            return self._gone
        try:
            return ask()
        except TemporaryError as problem:
            self._gone = Unseen(why=str(problem), is_unreachable=True)
        except ConfigurationError as problem:
            self._gone = Unseen(why=str(problem))
        return self._gone


def look(ports: Ports, *, at: Instant, is_ci: bool, progress: Progress) -> Evidence:
    """Everything that can be seen now. `at` is this machine's clock, used where the forge does not tell its own."""
    progress("the public record", 0, None)
    ledger = _ledger(ports)
    progress("the content", 0, None)
    sources = _Sources(tuple(ports.content.read()))
    checked = check(sources, at=at, ledger=ledger if isinstance(ledger, Ledger) else None)
    settings = tuple(ports.settings.read())
    progress("Git", 0, None)
    checkout = _checkout(ports)
    progress("the forge", 0, None)
    forge = _forge(ports, checked.content.portal.repository, scheduled(settings))
    now = forge.repository.at if isinstance(forge.repository, Setting) and forge.repository.at else at
    record = record_seen(ledger)
    published = _published(ports, record, checked.content.portal, now, progress)
    progress("what is installed", 0, None)
    return Evidence(
        at=now,
        is_ci=is_ci,
        token_kind=ports.token_kind,
        token_problem=ports.token_problem,
        content=checked.content,
        errors=checked.errors,
        warnings=checked.warnings,
        sources=sources.files,
        settings=settings,
        checkout=checkout,
        key=ports.key(),
        record=record,
        published=published,
        forge=forge,
        programs=ports.programs(),
        labels=_made(ports.labels, checked.content),
        forms=_made(ports.forms, checked.content),
    )


def _ledger(ports: Ports) -> Ledger | LedgerError | ConfigurationError:
    try:
        return ports.record()
    except (LedgerError, ConfigurationError) as problem:
        return problem


def _checkout(ports: Ports) -> CheckoutSeen | Unseen:
    try:
        return ports.checkout.look(WATCHED)
    except CivicgenError as problem:  # no repository, no git, or a git that refuses
        return Unseen(why=str(problem))


def _made(make: Callable[[Content], T], content: Content) -> T | Unseen:
    try:
        return make(content)
    except ConfigurationError as problem:
        return Unseen(why=str(problem))


def _forge(ports: Ports, repository: str, watched: tuple[str, ...]) -> ForgeSeen:
    if isinstance(ports.forge, Unseen):
        return _nothing(ports.forge)
    if not repository:
        return _nothing(Unseen(why="content/portal.yml names no `repository`"))
    try:
        forge = ports.forge(repository)
    except ConfigurationError as problem:
        return _nothing(Unseen(why=str(problem)))
    ask = _Asking()
    setting = ask(forge.repository)
    if isinstance(setting, Unseen):
        return _nothing(setting)
    workflows = ask(forge.workflows)
    return ForgeSeen(
        repository=setting,
        issues=ask(lambda: forge.may_read("issues")),
        pulls=ask(lambda: forge.may_read("pulls")),
        pages=ask(forge.pages),
        workflows=workflows,
        runs=_runs(forge, ask, workflows, watched, setting.facts.default_branch),
        may_open_pulls=ask(forge.may_workflows_open_pulls),
        labels=ask(forge.labels),
    )


def _nothing(reason: Unseen) -> ForgeSeen:
    return ForgeSeen(
        repository=reason,
        issues=reason,
        pulls=reason,
        pages=reason,
        workflows=reason,
        runs={},
        may_open_pulls=reason,
        labels=reason,
    )


def _runs(
    forge: ForgeHealth, ask: _Asking, workflows: tuple[Workflow, ...] | Unseen, watched: tuple[str, ...], branch: str
) -> Mapping[str, Run | Unseen | None]:
    if isinstance(workflows, Unseen):
        return {}
    ids = {workflow.path: workflow.id for workflow in workflows if workflow.path in watched}
    return {path: ask(partial(forge.last_run, number, branch=branch)) for path, number in ids.items()}


def _published(
    ports: Ports, record: RecordSeen | Unseen, portal: Portal, now: Instant, progress: Progress
) -> RecordSeen | Unseen | None:
    """The published site is asked only where the folder's record does not show that all is well."""
    last = record.last if isinstance(record, RecordSeen) else None
    if ports.published is None or not portal.site_url or (last is not None and is_recent(last, portal, now)):
        return None
    progress("the published site", 0, None)
    try:
        return look_at_published(ports.published(portal.site_url))
    except ConfigurationError as problem:
        return Unseen(why=str(problem))
