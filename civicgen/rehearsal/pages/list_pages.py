"""The pages that list issues or pull requests. No network."""

from civicgen.rehearsal.exchange import Answer
from civicgen.rehearsal.pages.desk import PageDesk
from civicgen.rehearsal.pages.list_views import STATES, Wanted, list_view


def home(desk: PageDesk) -> Answer:
    return desk.go(f"/{desk.world.repository.full_name}/issues")


def issues(desk: PageDesk) -> Answer:
    if not desk.world.repository.has_issues:
        return desk.problem(404, "Issues are switched off in this repository")
    return _list(desk, is_pull=False)


def pulls(desk: PageDesk) -> Answer:
    return _list(desk, is_pull=True)


def _list(desk: PageDesk, *, is_pull: bool) -> Answer:
    state, page = desk.sent("state", "open"), desk.sent("page", "1")
    wanted = Wanted(
        is_pull=is_pull,
        state=state if state in STATES else "open",
        label=desk.sent("label"),
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 8 else 1,
    )
    return desk.page("threads.html", listing=list_view(desk.world, wanted))
