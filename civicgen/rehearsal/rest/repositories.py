"""REST handlers of the repository itself: what it is, its pages, its workflows and what those may do. No I/O."""

from civicgen.rehearsal.exchange import Answer, RefusedError, json_answer
from civicgen.rehearsal.rest import places
from civicgen.rehearsal.rest.desk import NOT_YOURS, Desk
from civicgen.rehearsal.rest.paging import page_of
from civicgen.rehearsal.rest.people import Shape
from civicgen.rehearsal.workflows import workflows_of
from civicgen.rehearsal.world import ACTIONS_TOKEN


def get_repository(desk: Desk) -> Answer:
    """The repository, with what the token may do there; without a token the forge leaves that out."""
    place = place_of(desk)
    asker = desk.world.asker(desk.request.token)
    if asker is None:
        return json_answer(place)
    is_admin, may_write = asker is desk.world.owner, desk.world.may_write(asker)
    permissions = {"admin": is_admin, "maintain": is_admin, "push": may_write, "triage": may_write, "pull": True}
    merging = {"allow_merge_commit": True, "allow_squash_merge": True, "allow_rebase_merge": False} if may_write else {}
    return json_answer(place | {"permissions": permissions} | merging)


def get_pages(desk: Desk) -> Answer:
    """Where the site is published; 404 without one, and for those who may not write."""
    desk.editor(status=404)
    if not desk.place.has_pages:
        raise RefusedError(404, "Not Found")
    return json_answer(places.pages(desk.shaper, desk.place, default_branch=desk.commits.default_branch))


def list_workflows(desk: Desk) -> Answer:
    """The workflows, with whether their schedule is asleep."""
    found = workflows_of(desk.place, desk.commits)
    page = page_of(len(found), desk.request, path=desk.path)
    branch = desk.commits.default_branch
    shapes = [
        places.workflow(desk.shaper, desk.place, workflow, default_branch=branch)
        for workflow in found[page.start : page.end]
    ]
    told = {"total_count": len(found), "workflows": shapes}
    return json_answer(told, headers={"link": page.link})


def get_workflow_permissions(desk: Desk) -> Answer:
    """What workflows may do. Administrators only, and never a workflow itself."""
    if desk.request.token == ACTIONS_TOKEN:
        raise RefusedError(403, "Resource not accessible by integration")
    if desk.citizen() is not desk.world.owner:
        raise RefusedError(403, NOT_YOURS)
    allowed = desk.place.can_approve_pull_request_reviews
    return json_answer({"default_workflow_permissions": "read", "can_approve_pull_request_reviews": allowed})


def place_of(desk: Desk) -> Shape:
    """The repository's shape."""
    open_issues = sum(thread.closed_at is None for thread in desk.world.threads_here())
    branch = desk.commits.default_branch
    return places.repository(desk.shaper, desk.place, open_issues=open_issues, default_branch=branch)
