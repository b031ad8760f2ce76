"""From publishing to what was done after the answer, at a rehearsed forge: one comment for each event."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from portal_run import Portal, line_of

from civicgen.rehearsal.server import RehearsalServer

SLUG = "streets"
PORTAL_ACCOUNT = "portal-bot"
PAGE = f"consultations/{SLUG}/proposals/lamps.html"
CLOSES = "2026-09-30T21:59:59Z"
_CONSULTATION = """\
---
title: Streets
summary: What should change in our streets.
question: What should change in our streets?
authority: council
influence: involve
decided_by: The council
zone: Europe/Berlin
phases:
  - {name: Support, kind: propose-and-support, opens: 2026-09-01, closes: 2026-09-30}
---

Tell us.
"""
_ANSWER = """\
---
title: Lamps
proposals: [lamps, trees]
outcome: accepted
answered_by: Building Department
answered_on: 2026-10-20
%s---

Because it is dark.
"""


class Course:
    """A portal, its forge, and a day in it after the other."""

    def __init__(self, portal: Portal, server: RehearsalServer) -> None:
        self.portal = portal
        self.server = server

    def propose(self, name: str, thread: int, text: str, *, more: str = "status: open\n") -> None:
        self.portal.write(
            f"content/consultations/{SLUG}/proposals/{name}.md",
            f"---\ntitle: Proposal {name}\nthread: {thread}\n{more}---\n\n{text}\n",
        )

    def day(self, at: str) -> list[str]:
        """Commit, harvest, and announce twice; what was announced, as `thread event fate`."""
        self.portal.commit(at)
        self.server.advance(at)
        said: list[str] = []
        self.portal.harvest(self.server.url)
        for _ in range(2):
            told = self.portal.announce(self.server.url, token=PORTAL_ACCOUNT)
            written = [each for each in told["messages"] if each["fate"] != "stood there already"]
            said += [f"{each['thread']} {each['event']} {each['fate']}" for each in written]
        return said

    def conversation(self, thread: int) -> list[str]:
        """What the portal's account has said there: the events by their markers."""
        found = [re.findall(r"<!-- civicgen:(.+):[0-9a-f]{16} -->$", body) for body in self.words(thread)]
        return [event for events in found for event in events]

    def words(self, thread: int) -> list[str]:
        """What the portal's account has said in a thread."""
        with urlopen(f"{self.server.url}/repos/town/talk/issues/{thread}/comments?per_page=100", timeout=30) as page:
            comments = json.loads(page.read())
        return [each["body"] for each in comments if each["user"]["login"] == PORTAL_ACCOUNT]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    portal = Portal(tmp_path_factory.mktemp("announcements") / "portal")
    portal.root.mkdir()
    portal.begin(name="The town asks", repository="town/talk", words="Welcome.")
    portal.write(f"content/consultations/{SLUG}/consultation.md", _CONSULTATION)
    created = "2026-01-01T00:00:00Z"
    issues = [line_of(type="issue", number=n, title="?", body="?", user=1, created_at=created) for n in (1, 2)]
    seed = [
        line_of(type="repository", owner="town", name="talk", id=1001, created_at=created, now="2026-08-20T08:00:00Z"),
        line_of(type="user", id=1, login="ada", created_at=created),
        line_of(type="user", id=99, login=PORTAL_ACCOUNT, kind="Bot", created_at=created),
        *issues,
        line_of(type="comment", id=5, issue=1, user=1, body="I am for it.", created_at="2026-08-19T08:00:00Z"),
    ]
    with RehearsalServer(seed) as server:
        made = Course(portal, server)
        made.propose("lamps", 1, "Please.")
        made.propose("trees", 2, "Please.")
        yield made


def test_the_whole_course_is_told_once_in_each_conversation(course: Course) -> None:
    both = ("1", "2")
    assert course.day("2026-08-20T08:00:00Z") == [f"{n} published said" for n in both]
    assert course.day("2026-09-01T08:00:00Z") == [f"{n} opened-2026-08-31T22:00:00Z said" for n in both]
    course.propose("lamps", 1, "Please, in Mill Lane.")
    assert course.day("2026-09-10T08:00:00Z") == ["1 wording-2 said", "1 published brought up to date"]
    assert course.day("2026-09-28T08:00:00Z") == [f"{n} closing-soon-{CLOSES} said" for n in both]
    assert course.day("2026-10-01T08:00:00Z") == [f"{n} closed-{CLOSES} said" for n in both]
    course.portal.write(f"content/consultations/{SLUG}/answers/both.md", _ANSWER % "")
    course.propose("lamps", 1, "Please, in Mill Lane.", more="status: answered\n")
    course.propose("trees", 2, "Please.", more="status: answered\n")
    assert course.day("2026-10-21T08:00:00Z") == [f"{n} answered-both said" for n in both]
    steps = "follow_ups: [{date: 2026-11-20, text: The lamps were ordered.}]\n"
    course.portal.write(f"content/consultations/{SLUG}/answers/both.md", _ANSWER % steps)
    assert course.day("2026-11-21T08:00:00Z") == [f"{n} follow-up-both-2026-11-20 said" for n in both]
    assert course.conversation(1) == [
        "published",
        "opened-2026-08-31T22:00:00Z",
        "wording-2",
        f"closing-soon-{CLOSES}",
        f"closed-{CLOSES}",
        "answered-both",
        "follow-up-both-2026-11-20",
    ]
    assert "version 2" in course.words(1)[0]


def test_the_site_shows_the_announcements_apart_and_every_number_holds(course: Course) -> None:
    course.portal.harvest(course.server.url)
    course.portal.build()
    page = (course.portal.site / PAGE).read_text(encoding="utf-8")
    assert course.portal.figures(PAGE)[f"{SLUG}/lamps/comments"] == {1}
    announced = page[page.index('id="announced"') :]
    for words in ("what is asked, until when, and what counts", "it closes soon", "the answer", "what was done since"):
        assert words in announced[: announced.index("</ul>")]
    assert "The answer is there" not in page
    assert "Everything agrees" in course.portal.verify()
    recount = course.portal.site / "data" / "recount.py"
    done = subprocess.run([sys.executable, str(recount)], capture_output=True, text=True, check=False)
    assert "Everything agrees" in done.stdout, done.stderr
    lines = course.portal.table(SLUG, "comments.csv")
    assert sorted(line["notice"] for line in lines if line["proposal"] == "lamps")[:2] == ["", "answered-both"]


def test_a_conversation_that_is_locked_is_reported_and_tried_again(course: Course) -> None:
    course.server.add_events(
        json.dumps({"type": "event", "when": {"request": 1}, "do": {"action": "lock_issue", "issue": 1}})
    )
    steps = "follow_ups: [{date: 2026-11-20, text: Ordered.}, {date: 2026-12-01, text: They shine.}]\n"
    course.portal.write(f"content/consultations/{SLUG}/answers/both.md", _ANSWER % steps)
    event = "follow-up-both-2026-12-01"
    assert course.day("2026-12-02T08:00:00Z") == [f"1 {event} locked", f"2 {event} said", f"1 {event} locked"]
    course.server.add_events(
        json.dumps({"type": "event", "when": {"request": 1}, "do": {"action": "unlock_issue", "issue": 1}})
    )
    assert course.day("2026-12-03T08:00:00Z") == [f"1 {event} said"]


def test_a_token_that_may_not_write_is_named_and_nothing_is_said(course: Course) -> None:
    steps = "follow_ups: [{date: 2026-12-04, text: Ordered.}]\n"
    course.portal.write(f"content/consultations/{SLUG}/answers/both.md", _ANSWER % steps)
    course.server.advance("2026-12-05T08:00:00Z")
    course.portal.harvest(course.server.url)
    told = course.portal.announce(course.server.url, token="nobody-known", expect=2)
    assert "too weak" in told["problem"]
    assert told["waiting"] == 2
    dry = course.portal.announce(course.server.url, "--dry-run", token="nobody-known")
    assert [each["fate"] for each in dry["messages"]] == ["said", "said"]
    assert "follow-up-both-2026-12-04" not in course.conversation(1)
