"""A portal in a folder and a forge in memory: harvested, reworded, extended, answered and announced as a test wants."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from civicgen.app.announcing.announce import Announced, AnnouncePorts, announce
from civicgen.app.announcing.plan import Limits
from civicgen.app.desk_ports import LockedError
from civicgen.app.harvesting.harvest import Ports, harvest
from civicgen.cli.desk_words import desk_words
from civicgen.content.read import read_content
from civicgen.errors import ConfigurationError, TemporaryError
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.content import Content, SourceFile
from civicgen.model.desk import CommentText, Poster, ThreadText
from civicgen.model.ledger import Cost, Ledger, LedgerMeta
from civicgen.model.names import AccountKind
from civicgen.model.notices import marker_in
from civicgen.model.observation import AccountSeen, CommentSeen, KnownThread, Sweep, ThreadSeen, ThreadState
from civicgen.model.times import Instant
from civicgen.store.ledger_files import LedgerFolder

KEY = "a key that only the tests use, long enough"
ANOTHER_KEY = "a key that somebody else uses, long enough"
NOW = Instant("2026-09-02T08:00:00Z")
NOTHING = Cost(requests=0, points=0)
PORTAL_BOT = Poster(login="portal[bot]", id=99, is_bot=True)
CITIZEN = Poster(login="ada", id=1)

_PORTAL = """\
name: A town
repository: town/talk
site_url: https://talk.example/
languages: [en, de]
timezone: Europe/Berlin
authorities:
  - {id: council, name: Town Council, email: council@talk.example}
"""
_CONSULTATION = """\
---
title: Streets
summary: What should change in our streets.
question: What should change in our streets?
authority: council
influence: involve
decided_by: Town Council
zone: Europe/Berlin
phases:
  - {{name: Support, kind: propose-and-support, opens: 2026-09-01, closes: {closes}}}
{extra}---

Tell us.
"""


@dataclass
class Forge:
    """Threads with their comments. `fail` is called before each write, and `lose` after it: they may raise."""

    at: Instant = NOW
    threads: dict[int, list[CommentText]] = field(default_factory=dict)
    edited: dict[int, Instant] = field(default_factory=dict)
    locked: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    is_admitted: bool = False
    asked: list[str] = field(default_factory=list)
    fail: Callable[[], None] = lambda: None
    lose: Callable[[], None] = lambda: None
    cost: Cost = NOTHING
    next_id: int = 501

    @property
    def clock(self) -> Instant | None:
        return self.at

    def now(self) -> Instant:
        return self.at

    def is_same(self, repository: str) -> bool:
        return True

    def write(self, number: int, body: str, *, by: Poster = CITIZEN) -> CommentText:
        """Somebody comments."""
        comment = CommentText(id=self.next_id, body=body, poster=by, made_at=self.at, address=f"#{self.next_id}")
        self.next_id += 1
        self.threads.setdefault(number, []).append(comment)
        return comment

    def delete(self, comment: int) -> None:
        for comments in self.threads.values():
            comments[:] = [each for each in comments if each.id != comment]

    def events(self, number: int) -> list[str]:
        """What the markers of a thread's comments say, oldest first."""
        found = (marker_in(comment.body) for comment in self.threads.get(number, []))
        return [marked[0] for marked in found if marked]

    # As civicgen.app.ports.Forge

    def sweep(self, threads: Sequence[KnownThread], *, received_since: Instant | None, progress: Any) -> Sweep:
        return Sweep(at=self.at, threads={each.number: self._seen(each) for each in threads}, cost=self.cost)

    def _seen(self, known: KnownThread) -> ThreadSeen:
        number = known.number
        there = self.threads.get(number, [])
        refs = {f"comment:{comment.id}" for comment in there}
        return ThreadSeen(
            number=number,
            state=ThreadState.DELETED if number in self.gone else ThreadState.OPEN,
            is_locked=number in self.locked,
            comments=tuple(self._comment_seen(comment) for comment in there),
            gone_comments=tuple(ref for ref in known.comments if ref not in refs),
            reactions=(),
        )

    def _comment_seen(self, comment: CommentText) -> CommentSeen:
        kind = AccountKind.BOT if comment.poster.is_bot else AccountKind.USER
        return CommentSeen(
            ref=f"comment:{comment.id}",
            made_at=comment.made_at,
            edited_at=self.edited.get(comment.id),
            text=comment.body,
            account=AccountSeen(kind=kind, id=comment.poster.id, login=comment.poster.login),
            reactions=(),
        )

    # As civicgen.app.desk_ports.ForgeDesk

    def thread(self, number: int) -> ThreadText | None:
        self.asked.append(f"thread {number}")
        if number in self.gone:
            return None
        return ThreadText(
            number=number,
            title="",
            body="",
            poster=CITIZEN,
            labels=(),
            is_open=True,
            is_locked=number in self.locked,
            is_pull_request=False,
            made_at=self.at,
            changed_at=self.at,
            address="",
        )

    def comments(self, number: int, *, since: Instant | None = None) -> tuple[CommentText, ...]:
        self.asked.append(f"comments {number}")
        if number in self.gone:
            return ()
        changed = {comment.id: self.edited.get(comment.id, comment.made_at) for comment in self.threads.get(number, [])}
        return tuple(each for each in self.threads.get(number, []) if since is None or changed[each.id] >= since)

    def add_comment(self, number: int, text: str) -> CommentText:
        self._writing(f"add {number}", number)
        made = self.write(number, text, by=PORTAL_BOT)
        self.lose()
        return made

    def edit_comment(self, comment: int, text: str) -> None:
        number = next((number for number, all_ in self.threads.items() if comment in [each.id for each in all_]), None)
        if number is None:
            raise ConfigurationError("the forge does not find the comment (404)")
        self._writing(f"edit {comment}", number)
        self.threads[number] = [
            replace(each, body=text) if each.id == comment else each for each in self.threads[number]
        ]
        self.edited[comment] = self.at
        self.lose()

    def _writing(self, what: str, number: int) -> None:
        self.asked.append(what)
        self.fail()
        if number in self.gone:
            raise ConfigurationError("the forge does not find it (410)")
        if number in self.locked and not self.is_admitted:
            raise LockedError("the thread is locked")

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"announcing has no business with {name}")


class NoHistory:
    """Texts that Git does not date."""

    def read(self) -> tuple[Mapping[str, tuple[Any, ...]], str]:
        return {}, ""


@dataclass
class Town:
    """A portal whose files are in memory, with the ledger in a folder."""

    folder: Path
    forge: Forge = field(default_factory=Forge)
    files: dict[str, str] = field(default_factory=dict)
    key: str = KEY

    def __post_init__(self) -> None:
        self.files["content/portal.yml"] = _PORTAL
        self.consult()

    def consult(self, *, closes: str = "2026-09-30", extra: str = "") -> None:
        self.write("consultation", _CONSULTATION.format(closes=closes, extra=extra))

    def propose(self, name: str, thread: int, *, text: str = "Please.", more: str = "") -> None:
        """A proposal as it is from now on. `more` are lines of its front matter."""
        status = "" if "status:" in more else "status: open\n"
        self.write(f"proposals/{name}", f"---\ntitle: Proposal {name}\nthread: {thread}\n{status}{more}---\n\n{text}\n")
        self.forge.threads.setdefault(thread, [])

    def answer(self, slug: str, on: str, *names: str, steps: str = "") -> None:
        proposals = ", ".join(names)
        self.write(
            f"answers/{slug}",
            f"---\ntitle: Answer\nproposals: [{proposals}]\noutcome: accepted\nanswered_by: Building Department\n"
            f"answered_on: {on}\n{steps}---\n\nBecause.\n",
        )

    def write(self, name: str, text: str) -> None:
        self.files[f"content/consultations/streets/{name}.md"] = text

    def content(self) -> Content:
        return read_content(
            [SourceFile(path=path, data=text.encode()) for path, text in sorted(self.files.items())], at=None
        )

    @property
    def ledger_folder(self) -> LedgerFolder:
        return LedgerFolder(self.folder / "ledger")

    def ledger(self) -> Ledger:
        return self.ledger_folder.read()

    def harvest(self) -> None:
        ports = Ports(
            ledger=self.ledger_folder,
            forge=self.forge,
            wordings=NoHistory(),
            local_now=lambda: self.forge.at,
            progress=lambda what, done, total: None,
        )
        done = harvest(self.content(), ports, self._unlock, listed=None, is_shallow_ok=False)
        assert done.row.outcome == "complete"

    def announce(self, *, is_dry: bool = False, **limits: int) -> Announced:
        ports = AnnouncePorts(
            ledger=self.ledger_folder,
            desk=self.forge,
            words_of=lambda language: desk_words(language, self.folder),
            progress=lambda what, done, total: None,
        )
        return announce(self.content(), ports, self._unlock, limits=Limits(**limits), is_dry=is_dry)

    def run(self, at: str | None = None, **limits: int) -> list[str]:
        """A harvest and what is announced after it: `thread event` for each comment made, `... edited` for edits."""
        if at is not None:
            self.forge.at = Instant(at)
        self.harvest()
        return said(self.announce(**limits))

    def _unlock(self, meta: LedgerMeta | None) -> Secrets:
        secrets = Secrets(self.key)
        if meta is not None and meta.key != secrets.fingerprint():
            raise ConfigurationError("another key")
        return secrets


def said(announced: Announced) -> list[str]:
    """What was written, in its order."""
    assert announced.problem is None, announced.problem
    return fates(announced)


def fates(announced: Announced) -> list[str]:
    words = {"said": "", "brought up to date": " edited", "stood there already": " stood"}
    return [
        f"{done.message.thread} {done.message.event}{words.get(done.fate.value, f' {done.fate.value}')}"
        for done in announced.done
    ]


def once(problem: BaseException, *, after: int = 0) -> Callable[[], None]:
    """Raises at the call that comes after so many others, and never again."""
    left = [after]

    def raise_it() -> None:
        left[0] -= 1
        if left[0] == -1:
            raise problem

    return raise_it


def broken_off() -> TemporaryError:
    return TemporaryError("no clear answer, so it may have been done or not")
