"""Everything that the checks judge, looked at once. What could not be looked at stands in it as Unseen. No I/O."""

from collections.abc import Mapping

import msgspec

from civicgen.model.content import Content, SourceFile
from civicgen.model.desk import DeskFile, Label
from civicgen.model.health import (
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
from civicgen.model.times import Instant


class ForgeSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What the forge shows to the token.

    `issues` and `pulls` are None where they can be read. `runs` are the last runs on the default branch of workflows
    that collect on a schedule, by the workflow's path; None where one never ran.
    """

    repository: Setting | Unseen
    issues: Unseen | None
    pulls: Unseen | None
    pages: PagesSetting | Unseen
    workflows: tuple[Workflow, ...] | Unseen
    runs: Mapping[str, Run | Unseen | None]
    may_open_pulls: bool | Unseen
    labels: tuple[Label, ...] | Unseen

    @property
    def is_unreachable(self) -> bool:
        """Whether the forge did not answer something that it was asked."""
        parts = (self.repository, self.issues, self.pulls, self.pages, self.workflows, self.may_open_pulls, self.labels)
        return any(isinstance(part, Unseen) and part.is_unreachable for part in (*parts, *self.runs.values()))


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """All of it, at one moment.

    `token_problem` says what is wrong with GITHUB_TOKEN before anybody is asked, '' where it looks like a token.
    `settings` are `mkdocs.yml` and what lies below `.github/`; `sources` are the files of content. `labels` and `forms`
    are those that the portal needs.
    `published` is None where there was no need to ask the published site.
    """

    at: Instant
    is_ci: bool
    token_kind: TokenKind
    token_problem: str
    content: Content
    errors: int
    warnings: int
    sources: tuple[SourceFile, ...]
    settings: tuple[SourceFile, ...]
    checkout: CheckoutSeen | Unseen
    key: KeySeen
    record: RecordSeen | Unseen
    published: RecordSeen | Unseen | None
    forge: ForgeSeen
    programs: ProgramsSeen
    labels: tuple[Label, ...] | Unseen
    forms: tuple[DeskFile, ...] | Unseen
