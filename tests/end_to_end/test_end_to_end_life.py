"""A proposal's life in a browser: proposed by a form, merged, supported, reworded, closed, answered, told each time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_run import DeskPortal, desk_portal, git
from playwright.sync_api import Browser, Page

PROPOSAL = "content/consultations/benches/proposals/a-bench-at-the-school.md"
PAGE = "consultations/benches/proposals/a-bench-at-the-school.html"
TEXT = "Children wait for the bus there."


class Life:
    """A browser in front of the practice forge and of the site; commands run as the workflows run them."""

    def __init__(self, desk: DeskPortal, page: Page) -> None:
        self.desk = desk
        self.page = page

    def go(self, path: str, *, who: str) -> None:
        """A page of the forge, as somebody."""
        self.page.goto(f"{self.desk.server.url}/town/talk{path}{'&' if '?' in path else '?'}as={who}")

    def publish(self, at: str) -> None:
        """What the scheduled workflow does."""
        self.desk.server.advance(at)
        self.desk.run("harvest")
        self.desk.run("announce")
        self.desk.run("harvest")
        self.desk.run("build")

    def read(self, address: str = PAGE) -> str:
        """What a reader sees of the site, opened from disk."""
        self.page.goto((self.desk.portal.root / "site" / address).as_uri())
        return self.page.inner_text("main").replace("\u00a0", " ")

    def merge_newest(self) -> None:
        number = self.desk.pulls()[0]["number"]
        self.go(f"/pull/{number}/files", who="eva")
        assert self.page.locator("main").inner_text().count("Files changed")
        self.go(f"/pull/{number}", who="eva")
        self.page.get_by_role("button", name="Merge pull request").click()
        assert "merged" in self.page.inner_text("main")

    def told(self) -> list[str]:
        """The announcements in the conversation, each by its first words."""
        self.go("/issues/2", who="ada")
        posts = self.page.locator("article").all()
        bots = [post.locator(".text").inner_text() for post in posts if post.locator(".badge").count()]
        return [" ".join(text.replace("*", "").split())[:24] for text in bots]


@pytest.fixture
def life(tmp_path: Path, chromium: Browser) -> Iterator[Life]:
    with desk_portal(tmp_path, {}) as desk:
        context = chromium.new_context(viewport={"width": 1100, "height": 900})
        page = context.new_page()
        page.set_default_timeout(20_000)
        yield Life(desk, page)
        context.close()


def propose(life: Life) -> None:
    """Ada fills in the form, as any citizen would."""
    page = life.page
    life.go("/issues/new/choose", who="ada")
    page.get_by_role("link", name="Benches").first.click()
    page.get_by_label("Your proposal in one sentence").fill("A bench at the school")
    page.get_by_label("Where").fill("School Lane 1")
    page.get_by_label("What happens there now").fill(TEXT)
    page.get_by_label("May your name stand").select_option(index=1)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Create issue as ada").click()
    assert "A bench at the school" in page.inner_text("main")


@pytest.mark.browser
def test_the_life_of_a_proposal(life: Life) -> None:
    desk, page = life.desk, life.page
    desk.run("labels", "sync")
    propose(life)
    life.publish("2026-09-11T08:00:00Z")
    assert "Issue 2" in life.read("consultations/benches/intake.html")
    assert "Waiting for an editor" in life.read("consultations/benches/intake.html")

    life.go("/issues/2", who="eva")
    page.get_by_role("button", name="accepted").click()
    desk.run("intake")
    life.merge_newest()
    desk.run("intake")
    life.publish("2026-09-12T08:00:00Z")
    assert TEXT in life.read()
    assert life.told() == ["This is the conversation"]

    for who in ("bo", "cy"):
        life.go("/issues/2", who=who)
        page.get_by_role("button", name="thumbs up").first.click()
    life.publish("2026-09-13T08:00:00Z")
    life.read()
    assert page.locator('data[data-figure="benches/a-bench-at-the-school/support"]').first.inner_text() == "2"

    reword(desk)
    life.publish("2026-09-14T08:00:00Z")
    assert "Children and grandparents" in life.read()
    assert page.locator('data[data-figure="benches/a-bench-at-the-school/this-wording"]').first.inner_text() == "0"

    life.publish("2026-09-29T08:00:00Z")
    life.publish("2026-10-02T08:00:00Z")
    assert "Closed" in life.read()

    answer = {"consultation": "benches", "proposals": "a-bench-at-the-school", "outcome": "accepted"}
    desk.run("button", "answer", inputs={**answer, "reason": "It will stand there in spring."})
    life.merge_newest()
    life.publish("2026-10-03T08:00:00Z")
    assert "It will stand there in spring." in life.read()

    told = life.told()
    assert len(told) == len(set(told)) == 5, told
    life.publish("2026-10-04T08:00:00Z")
    assert life.told() == told
    assert "Published" in life.read("consultations/benches/intake.html")
    desk.run("verify", "site")


def reword(desk: DeskPortal) -> None:
    """An editor changes the text, and says that it is a change of substance."""
    root = desk.portal.root
    git(root, "fetch", "--quiet", "origin", "main")
    git(root, "reset", "--quiet", "--hard", "origin/main")
    file = root / PROPOSAL
    file.write_text(file.read_text(encoding="utf-8").replace("Children wait", "Children and grandparents wait"))
    git(root, "commit", "--quiet", "--all", "--message", "Say for whom")
    git(root, "push", "--quiet", "origin", "HEAD:main")
