"""The shapes of GitHub's answers about how a repository is set up, and the model's values made of them. No I/O."""

import msgspec

from civicgen.forges.decode import Moment
from civicgen.model.health import PagesSetting, Run, Workflow
from civicgen.model.times import instant


class PagesShape(msgspec.Struct):
    """`build_type` is missing on older GitHub Enterprise, which has no workflows that publish."""

    html_url: str = ""
    status: str | None = None
    build_type: str | None = None
    https_enforced: bool = False
    public: bool = True

    def as_setting(self) -> PagesSetting:
        return PagesSetting(
            address=self.html_url,
            is_by_workflow=self.build_type == "workflow",
            is_https_enforced=self.https_enforced,
            is_public=self.public,
            is_failed=self.status == "errored",
        )


class WorkflowShape(msgspec.Struct):
    id: int
    name: str
    path: str
    state: str

    def as_workflow(self) -> Workflow:
        return Workflow(id=self.id, path=self.path, name=self.name, state=self.state)


class WorkflowsShape(msgspec.Struct):
    workflows: list[WorkflowShape]


class RunShape(msgspec.Struct):
    created_at: Moment
    html_url: str
    conclusion: str | None = None

    def as_run(self) -> Run:
        return Run(at=instant(self.created_at), conclusion=self.conclusion or "", address=self.html_url)


class RunsShape(msgspec.Struct):
    workflow_runs: list[RunShape]


class WorkflowPermissionsShape(msgspec.Struct):
    can_approve_pull_request_reviews: bool
