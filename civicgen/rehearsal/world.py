"""The rehearsed repository at the present moment of the server's clock. No I/O, and no clock: it is told the time."""

from collections import deque
from collections.abc import Iterable

from civicgen.rehearsal.acts import AnyAct, Happening
from civicgen.rehearsal.entities import KINDS, Account, Comment, Label, Post, Reaction, Repository, Thread

ACTIONS_TOKEN = "actions"  # noqa: S105  # the token that is documented to be that of a workflow
ACTIONS_LOGIN = "github-actions[bot]"
ACTIONS_ID = 41_898_282
PLAIN_COLOUR = "ededed"
LABEL_IDS = 700_000


class ImpossibleError(Exception):
    """An act that the forge would refuse. `status` is what it would answer."""

    def __init__(self, message: str, status: int = 422) -> None:
        super().__init__(message)
        self.status = status


class World:
    """What exists now, and what is still to happen.

    `organisation` is made up: it owns the repository unless an account of the seed has the owner's login. `editors`
    are the ids of those who may write besides the owner; `labels` are by their names in lower case.
    `reacted` says on which post a reaction is, `held` which one an account has of a kind on a post, `unknown_kinds`
    are kinds of reactions that the forge does not have yet. `problems` are acts that could not be done when their time
    came (line, why), such as a reaction to a comment that an event has deleted before.
    """

    def __init__(self, repository: Repository, organisation: Account, ids: "Ids") -> None:
        self.repository = repository
        self.organisation = organisation
        self.ids = ids
        self.accounts: dict[int, Account] = {organisation.id: organisation}
        self.logins: dict[str, Account] = {organisation.login.lower(): organisation}
        self.editors: frozenset[int] = frozenset()
        self.labels: dict[str, Label] = {}
        self.threads: dict[int, Thread] = {}
        self.comments: dict[int, Comment] = {}
        self.review_comments: dict[int, Comment] = {}
        self.reacted: dict[int, Post] = {}
        self.unknown_kinds: set[str] = set()
        self.held: dict[tuple[str, int, str], int] = {}
        self.problems: list[tuple[int, str]] = []
        self.future: deque[Happening] = deque()

    @property
    def owner(self) -> Account:
        """The account with the login of the repository's owner; the organisation where nobody has it."""
        return self.logins.get(self.repository.owner.lower(), self.organisation)

    def schedule(self, happenings: Iterable[Happening]) -> None:
        """Add to what is still to happen; equal moments keep their order."""
        ahead = [*self.future, *happenings]
        ahead.sort(key=lambda happening: happening.at)
        self.future = deque(ahead)

    def account(self, id_: int | None) -> Account | None:
        """The account with this id; None for None.

        Raises:
            ImpossibleError: there is none.
        """
        if id_ is None:
            return None
        if id_ not in self.accounts:
            raise ImpossibleError(f"there is no user {id_}", 404)
        return self.accounts[id_]

    def citizen(self, login: str) -> Account | None:
        """The living account with this login, whatever its case."""
        account = self.logins.get(login.lower())
        return None if account is None or account.is_deleted else account

    def asker(self, token: str) -> Account | None:
        """Who acts with a token: the account of that login, or for `actions` the account of workflows."""
        if token != ACTIONS_TOKEN:
            return self.citizen(token)
        bot = self.citizen(ACTIONS_LOGIN)
        if bot is None:
            made = self.repository.created_at
            bot = Account(id=ACTIONS_ID, login=ACTIONS_LOGIN, kind="Bot", created_at=made)
            self.accounts[bot.id] = self.logins[ACTIONS_LOGIN] = bot
        return bot

    def may_write(self, account: Account | None) -> bool:
        """Whether the account may label, close and merge: the owner, the editors, the account of workflows."""
        if account is None or account.is_deleted:
            return False
        return account is self.owner or account.id in self.editors or account.login.lower() == ACTIONS_LOGIN

    def label(self, name: str) -> Label:
        """The repository's label with this name, whatever its case.

        Raises:
            ImpossibleError: there is none.
        """
        found = self.labels.get(name.lower())
        if found is None:
            raise ImpossibleError(f"there is no label {name}", 404)
        return found

    def label_made(self, name: str) -> Label:
        """As `label`; one that is not there yet is made, in the plain colour."""
        found = self.labels.get(name.lower())
        if found is None:
            found = Label(id=self.ids.next("label"), name=name, color=PLAIN_COLOUR)
            self.labels[name.lower()] = found
        return found

    def thread(self, number: int) -> Thread:
        """The thread with this number, while it is in the repository.

        Raises:
            ImpossibleError: there is none.
        """
        thread = self.threads.get(number)
        if thread is None or not thread.is_here:
            raise ImpossibleError(f"there is no issue {number}", 404)
        return thread

    def post(self, on: str) -> Post:
        """The post with this name (`issue:1`, `comment:501`, `review_comment:601`).

        Raises:
            ImpossibleError: there is none.
        """
        kind, _, digits = on.partition(":")
        number = int(digits) if digits.isdecimal() else 0
        if kind in ("issue", "pull"):
            return self.thread(number)
        found = {"comment": self.comments, "review_comment": self.review_comments}.get(kind, {}).get(number)
        if found is None:
            raise ImpossibleError(f"there is no {on}", 404)
        return found

    def comment(self, on: str) -> Comment:
        """As `post`, for comments only."""
        found = self.post(on)
        if not isinstance(found, Comment):
            raise ImpossibleError(f"{on} is no comment", 404)
        return found

    def reaction_of(self, post: Post, account: Account | None, content: str) -> Reaction | None:
        """The live reaction of this kind by this account; for None the oldest that never had one."""
        if account is not None:
            id_ = self.held.get((post.on, account.id, content))
            return None if id_ is None else post.reactions[id_]
        nobodys = (one for one in post.reactions.values() if one.account is None and one.content == content)
        return next(nobodys, None)

    def keep(self, post: Post, reaction: Reaction) -> None:
        """Put a reaction on a post."""
        if reaction.content not in KINDS:
            self.unknown_kinds.add(reaction.content)
        post.reactions[reaction.id] = reaction
        self.reacted[reaction.id] = post
        if reaction.account is not None:
            self.held[post.on, reaction.account.id, reaction.content] = reaction.id

    def drop(self, id_: int) -> None:
        """Take a reaction from its post.

        Raises:
            ImpossibleError: there is none.
        """
        post = self.reacted.pop(id_, None)
        if post is None:
            raise ImpossibleError(f"there is no reaction {id_}", 404)
        reaction = post.reactions.pop(id_)
        if reaction.account is not None:
            del self.held[post.on, reaction.account.id, reaction.content]

    def threads_here(self) -> list[Thread]:
        """All threads that are in the repository, by number."""
        return [self.threads[number] for number in sorted(self.threads) if self.threads[number].is_here]


class Ids:
    """The next free numbers."""

    def __init__(self, *, issue: int, comment: int, review_comment: int, reaction: int) -> None:
        self._last = {"issue": issue, "comment": comment, "review_comment": review_comment, "reaction": reaction}
        self._last["label"] = LABEL_IDS

    def next(self, kind: str) -> int:
        self._last[kind] += 1
        return self._last[kind]

    @classmethod
    def after(cls, acts: Iterable[AnyAct]) -> "Ids":
        """Numbers above all those in `acts`."""
        from_acts = {"open_issue": 0, "add_comment": 500_000, "add_review_comment": 600_000, "add_reaction": 900_000}
        highest = dict.fromkeys(from_acts, 0)
        for act in acts:
            kind = act.__struct_config__.tag
            if kind in highest:
                taken = getattr(act, "number", None) if kind == "open_issue" else getattr(act, "id", None)
                highest[str(kind)] = max(highest[str(kind)], taken or 0)
        low = {kind: highest[kind] or from_acts[kind] for kind in from_acts}
        return cls(
            issue=low["open_issue"],
            comment=low["add_comment"],
            review_comment=low["add_review_comment"],
            reaction=low["add_reaction"],
        )
