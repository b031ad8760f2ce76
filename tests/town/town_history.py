"""The town's commits: how the files of `content/` came to read as they do. Reads `content/`, writes nothing.

The newest text of every file is the one in `content/`. What it was before follows from four things: when the file was
added (`first_seen`), the dates of entries in lists (follow-ups, moderation, letters), statuses that follow from
answers, and the older wordings in `wordings.yml`.
"""

import re
from pathlib import Path

from town_threads import THREADS
from town_wordings import WORDINGS

ROOT = Path(__file__).parents[2]
MILL, ROADS, SHADE = (
    f"content/consultations/{name}/" for name in ("mill-yard", "streets-we-share", "shade-for-hot-summers")
)
DESK = "Participation Desk <desk@lindenbrook.example>"
MAREN = "Maren Okafor <maren@lindenbrook.example>"
CLERK = "Town Clerk <clerk@lindenbrook.example>"
COMMITS = (
    ("2026-05-03T16:00:00Z", CLERK, "Begin the portal with its rules of moderation"),
    ("2026-06-20T09:00:00Z", DESK, "Publish the thirteen proposals for the mill yard"),
    ("2026-06-22T08:00:00Z", DESK, "Tell that support is open"),
    ("2026-07-09T10:00:00Z", DESK, "Record a hidden comment"),
    ("2026-07-31T15:00:00Z", DESK, "Enter what was said on the open day and in the library"),
    ("2026-08-12T15:00:00Z", DESK, "Enter letters and e-mails"),
    ("2026-08-17T07:30:00Z", DESK, "Tell that support is closed"),
    ("2026-08-20T15:00:00Z", DESK, "Enter the last letters for the mill yard"),
    ("2026-09-18T12:20:00Z", DESK, "Answer the fish pass"),
    ("2026-09-21T15:00:00Z", DESK, "Follow the fish pass to the River Board"),
    ("2026-09-28T15:00:00Z", CLERK, "Publish the consultation on streets"),
    ("2026-09-30T11:00:00Z", CLERK, "Publish the answers of the session of 29 September"),
    ("2026-10-02T12:00:00Z", DESK, "Publish the eight proposals of the workshop"),
    ("2026-10-05T07:05:00Z", DESK, "Tell that streets are open"),
    ("2026-10-07T14:00:00Z", DESK, "Publish the proposals of the first days"),
    ("2026-10-09T15:00:00Z", DESK, "Publish four more proposals and what the desk received"),
    ("2026-10-13T16:00:00Z", DESK, "Publish proposals of the weekend"),
    ("2026-10-14T10:30:00Z", DESK, "Correct the spelling in the proposal on Fenwick Avenue, with its author"),
    ("2026-10-16T16:00:00Z", DESK, "Publish proposals, enter letters, note the sound measurement"),
    ("2026-10-19T16:00:00Z", DESK, "Record a hidden comment"),
    (
        "2026-10-20T20:30:00Z",
        "Maren Okafor <maren@lindenbrook.example>",
        "Ask for six amber lamps in place of eight white ones",
    ),
    ("2026-10-22T16:00:00Z", DESK, "Publish proposals of the week, enter two meetings, record a hidden comment"),
    ("2026-10-26T15:00:00Z", DESK, "Publish the shelf at the recycling yard"),
    ("2026-10-28T09:00:00Z", DESK, "Tell about the flood"),
    ("2026-10-29T16:00:00Z", CLERK, "Publish the answers of the session of 27 October"),
    ("2026-11-02T16:10:00Z", DESK, "Publish proposals, among them the children's"),
    ("2026-11-03T10:00:00Z", DESK, "Merge the lamp on the stairs into the handrail"),
    ("2026-11-04T12:30:00Z", CLERK, "Extend the consultation on streets to 29 November"),
    ("2026-11-06T15:00:00Z", DESK, "Answer Coopers' Yard, publish the ducks, enter forms"),
    ("2026-11-06T19:00:00Z", DESK, "Withdraw the one-way street on its author's wish"),
    ("2026-11-07T09:00:00Z", DESK, "Ask for twelve lockers in place of eight, for the works council"),
    ("2026-11-09T10:00:00Z", CLERK, "Say that an answer is late; announce the consultation on shade"),
    ("2026-11-12T15:00:00Z", DESK, "Note what was done, enter a list"),
    ("2026-11-13T10:00:00Z", DESK, "Record a hidden advertisement"),
    ("2026-11-18T16:00:00Z", DESK, "Note what was done, enter a letter"),
    ("2026-11-19T16:00:00Z", DESK, "Empty the library's box"),
)
_ENTRY = re.compile(r"^  - date: (\d{4}-\d\d-\d\d)\n(?:    .*\n)+", re.MULTILINE)


def commits() -> list[dict[str, object]]:
    """The seed's commit lines: each holds the files that read differently from then on."""
    texts = {str(path.relative_to(ROOT).as_posix()): path.read_text(encoding="utf-8") for path in _text_files()}
    answered = _answer_dates(texts)
    before: dict[str, str | None] = dict.fromkeys(texts)
    lines: list[dict[str, object]] = []
    changing = {path for path in texts if _changes(path, texts[path], answered)}
    for at, author, message in COMMITS:
        now = {path: text_at(path, texts[path], at, answered) for path in sorted(changing)}
        files = {path: text for path, text in now.items() if text != before[path]}
        if not files:
            raise ValueError(f"the commit {message!r} changes nothing")
        lines.append({"type": "commit", "at": at, "author": author, "message": message, "files": files})
        before.update(now)
    unfinished = [path for path in sorted(changing) if before[path] != texts[path]]
    if unfinished:
        raise ValueError(f"no commit brings these to what they are now: {unfinished}")
    return lines


def text_at(path: str, text: str, at: str, answered: dict[str, str]) -> str | None:
    """How a file read at a moment; None while it did not exist."""
    if first_seen(path, text) > at:
        return None
    for wording in WORDINGS.get(path, ()):
        if wording.at > at:
            if text.count(wording.after) != 1:
                raise ValueError(f"{path} does not hold {wording.after!r} exactly once")
            text = text.replace(wording.after, wording.before)
    if path.endswith(".csv") and "/contributions/" in path:
        head, *entries = text.splitlines(keepends=True)
        return head + "".join(entry for entry in entries if _received(entry) < at[:10])
    if answered.get(Path(path).stem, "") > at[:10] and "/proposals/" in path:
        text = text.replace("\nstatus: answered\n", "\nstatus: open\n")
    if path.startswith("content/pages/"):
        return text  # an entry in a guide is an example of one
    return _ENTRY.sub(lambda entry: entry.group() if entry.group(1) <= at[:10] else "", text)


def first_seen(path: str, text: str) -> str:
    """When a file was added: a day, or "" for what was there from the beginning."""
    name = Path(path).name
    if path.startswith(SHADE):
        return "2026-11-09"
    if "/updates/" in path:
        return name[:10]
    if "/answers/" in path:
        return _date_of(text)
    if path.startswith(ROADS):
        thread = re.search(r"^thread: (\d+)$", text, re.MULTILINE)
        if thread:
            return THREADS[int(thread.group(1))].began
        return "2026-10-29" if "/proposals/" in path else "2026-09-28"
    return "2026-06-20" if path.startswith(MILL + "proposals/") else ""


def _text_files() -> list[Path]:
    return sorted(path for path in (ROOT / "content").rglob("*") if path.suffix in (".md", ".yml", ".csv"))


def _changes(path: str, text: str, answered: dict[str, str]) -> bool:
    """Whether a file was ever anything but what it is now."""
    return text_at(path, text, "2026-05-01T00:00:00Z", answered) != text


def _answer_dates(texts: dict[str, str]) -> dict[str, str]:
    """The day of the answer of every proposal that has one."""
    dates: dict[str, str] = {}
    for path, text in texts.items():
        if "/answers/" in path:
            named = re.search(r"^proposals: \[(.+)\]$", text, re.MULTILINE)
            assert named is not None, path
            dates.update(dict.fromkeys(named.group(1).split(", "), _date_of(text)))
    return dates


def _date_of(answer: str) -> str:
    found = re.search(r"^answered_on: (\S+)$", answer, re.MULTILINE)
    assert found is not None
    return found.group(1)


def _received(entry: str) -> str:
    found = re.search(r",(\d{4}-\d\d-\d\d)", entry)
    assert found is not None
    return found.group(1)
