"""The page of what a pull request changes. Asks the Git repository beside the server, where there is one."""

from civicgen.rehearsal.exchange import Answer
from civicgen.rehearsal.pages.desk import PageDesk
from civicgen.rehearsal.pages.pull_views import file_views, pull_view
from civicgen.rehearsal.pages.thread_views import address_of, thread_view


def files(desk: PageDesk) -> Answer:
    thread = desk.world.thread(int(desk.names[0]))
    if not thread.is_pull:
        return desk.go(address_of(desk.world, thread))
    return desk.page(
        "files.html",
        thread=thread_view(desk.world, thread, desk.citizen),
        pull=pull_view(desk.commits, thread),
        files=file_views(desk.commits, thread),
    )
