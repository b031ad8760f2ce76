"""A portal that is well, as the doctor's checks see it; a test changes what is to be wrong."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from civicgen.app.doctoring.diagnosis import Diagnosis, State
from civicgen.app.doctoring.evidence import Evidence, ForgeSeen
from civicgen.app.doctoring.registry import diagnose
from civicgen.content.read import read_content
from civicgen.model.content import SourceFile
from civicgen.model.desk import Label, RepositoryFacts
from civicgen.model.health import (
    Attempt,
    CheckoutSeen,
    KeySeen,
    PagesSetting,
    ProgramsSeen,
    RecordSeen,
    Run,
    Setting,
    TokenKind,
    Unseen,
    Workflow,
)
from civicgen.model.ledger import LedgerMeta
from civicgen.model.times import Instant

NOW = Instant("2026-11-28T12:00:00Z")
JUST_NOW = Attempt(at=Instant("2026-11-28T10:00:00Z"), outcome="complete")
HOME = "https://github.com/oakford/talk"
PUBLISH = ".github/workflows/publish.yml"
META = LedgerMeta(format="civicgen-ledger-1", repository="oakford/talk", key="f1f2f3f4")
PORTAL = """\
name: Oakford takes part
repository: oakford/talk
site_url: https://takepart.oakford.town/
update_interval_hours: 24
authorities:
  - {id: council, name: Oakford Town Council, email: council@oakford.town}
"""
WORKFLOW = """\
on:
  schedule:
    - cron: "17 * * * *"
jobs:
  publish:
    uses: civic/civicgen/.github/workflows/publish.yml@0123456789012345678901234567890123456789 # v0.1.0
"""
FACTS = RepositoryFacts(
    full_name="oakford/talk",
    default_branch="main",
    is_private=False,
    has_issues=True,
    has_pages=True,
    is_archived=False,
    permissions=frozenset({"pull", "push"}),
)
REFUSED = Unseen(why="the token may not see it (403)", status=403)
AWAY = Unseen(why="the forge cannot be reached", is_unreachable=True)


def file(path: str, text: str) -> SourceFile:
    return SourceFile(path=path, data=text.encode())


def facts(**changed: Any) -> Setting:
    """The repository with other facts."""
    return Setting(facts=replace(FACTS, **changed), scopes=None, at=NOW)


def forge(**changed: Any) -> ForgeSeen:
    """A forge at which all is well, but for what is changed."""
    well = ForgeSeen(
        repository=Setting(facts=FACTS, scopes=frozenset({"repo"}), at=NOW),
        issues=None,
        pulls=None,
        pages=PagesSetting(
            address="https://takepart.oakford.town/", is_by_workflow=True, is_https_enforced=True, is_public=True
        ),
        workflows=(Workflow(id=7, path=PUBLISH, name="Publish", state="active"),),
        runs={PUBLISH: Run(at=NOW, conclusion="success", address=f"{HOME}/actions/runs/9")},
        may_open_pulls=True,
        labels=(Label(name="Proposal", colour="1d76db"),),
    )
    return replace(well, **changed)


def evidence(**changed: Any) -> Evidence:
    """A portal that is well, but for what is changed."""
    sources = (file("content/portal.yml", PORTAL),)
    well = Evidence(
        at=NOW,
        is_ci=False,
        token_kind=TokenKind.CLASSIC,
        token_problem="",
        content=read_content(sources),
        errors=0,
        warnings=0,
        sources=sources,
        settings=(file(PUBLISH, WORKFLOW),),
        checkout=CheckoutSeen(
            is_shallow=False,
            is_partial=False,
            remote="https://github.com/oakford/talk.git",
            changed=(),
            has_key_committed=False,
            may_commit_key=False,
        ),
        key=KeySeen(source=".civicgen/key", length=64, fingerprint=META.key),
        record=RecordSeen(meta=META, last=JUST_NOW, last_complete=JUST_NOW, rows=12, texts=3),
        published=None,
        forge=forge(),
        programs=ProgramsSeen(civicgen="0.1.0", commit="", python="3.13.1", engine="1.6.1", theme="9.8.1"),
        labels=(Label(name="proposal", colour="1d76db"),),
        forms=(),
    )
    return replace(well, **changed)


def portal(text: str) -> dict[str, Any]:
    """Evidence of another portal.yml."""
    sources = (file("content/portal.yml", text),)
    return {"sources": sources, "content": read_content(sources)}


def diagnosed(name: str, **changed: Any) -> Diagnosis:
    """What one check says of a portal that is well, but for what is changed."""
    return next(each for each in diagnose(evidence(**changed)) if each.name == name)


def states(**changed: Any) -> Mapping[str, State]:
    """How each check stands."""
    return {each.name: each.state for each in diagnose(evidence(**changed))}
