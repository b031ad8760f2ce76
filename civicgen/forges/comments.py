"""Observes comments: their texts where they may be new, and of all known ones hiding, editing and reactions.

In: threads that are there, with what is known of them. Out: comments by thread. Asked through `calls`.
"""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

import msgspec

from civicgen.forges.batches import Absent, Failed, Question, ask_all
from civicgen.forges.calls import Calls
from civicgen.forges.comment_lists import Sort, listed, truly_gone
from civicgen.forges.decode import CommentNode, RestComment, account_of, hidden_of
from civicgen.forges.queries import comment
from civicgen.forges.reactions import Settled, Subject, settle
from civicgen.forges.threads import Looked
from civicgen.model.observation import CommentSeen, KnownComment
from civicgen.model.times import Instant, instant

Node = CommentNode | Absent | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentsSeen:
    """What was observed of one thread's comments: those there, those gone, and why some could not be read."""

    there: tuple[CommentSeen, ...] = ()
    gone: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A comment to be observed: what the ledger knows and what REST listed of it."""

    ref: str
    thread: int
    as_of: Instant | None
    known: KnownComment | None
    text: RestComment | None

    @property
    def needs_look(self) -> bool:
        """Whether what was listed leaves open who reacted, when it was edited, or whether it is hidden.

        Where the names of comments were lost all are listed, and most of them have never seen a reaction or an edit.
        """
        text, known = self.text, self.known
        if text is None:
            return True
        if known is not None and (known.reactions or known.edited_at is not None or known.is_hidden):
            return True
        has_reactions = text.reactions is None or text.reactions.total_count > 0
        return has_reactions or text.minimized is msgspec.UNSET or text.updated_at != text.created_at


def observe_comments(
    calls: Calls,
    sort: Sort,
    threads: Sequence[Looked],
    node_ids: MutableMapping[str, str],
    *,
    began: Instant,
    done: Callable[[int], None],
) -> Mapping[int, CommentsSeen]:
    """The comments of these threads. `node_ids` are GraphQL's names of comments by ref; new ones are added."""
    texts = listed(calls, sort, threads, node_ids)
    node_ids.update({ref: text.node_id for ref, text in texts.items()})
    entries = {entry.ref: entry for entry in _entries(sort, threads, texts)}
    question: Question[str, CommentNode] = Question(
        operation="Comments",
        part=lambda ref: comment(node_ids[ref], is_new=entries[ref].as_of is None),
        shape=CommentNode,
    )
    wanted = [ref for ref, entry in entries.items() if entry.needs_look and ref in node_ids]
    nodes: dict[str, Node] = ask_all(calls, question, wanted, done=done)
    absent = [ref for ref, node in nodes.items() if isinstance(node, Absent)]
    gone = truly_gone(calls, sort, absent) | (entries.keys() - node_ids.keys())
    for ref in absent:
        node_ids.pop(ref, None)  # where REST still shows it, its name has changed: the next harvest lists it anew
    reactions = settle(calls, _subjects(sort, entries, nodes, node_ids), began=began)
    return _by_thread(threads, entries, nodes, reactions, gone)


def _entries(sort: Sort, threads: Sequence[Looked], texts: Mapping[str, RestComment]) -> list[_Entry]:
    """Known and listed comments, each once."""
    entries = []
    known_refs = set()
    for thread in threads:
        for ref, known in thread.known.comments.items():
            if ref.startswith(sort.prefix):
                known_refs.add(ref)
                entries.append(
                    _Entry(
                        ref=ref,
                        thread=thread.known.number,
                        as_of=thread.known.as_of,
                        known=known,
                        text=texts.get(ref),
                    )
                )
    for ref, text in texts.items():
        if ref not in known_refs:
            entries.append(_Entry(ref=ref, thread=text.thread, as_of=None, known=None, text=text))
    return entries


def _subjects(
    sort: Sort, entries: Mapping[str, _Entry], nodes: Mapping[str, Node], node_ids: Mapping[str, str]
) -> list[Subject]:
    subjects = []
    for ref, node in nodes.items():
        known = entries[ref].known
        if isinstance(node, CommentNode):
            subjects.append(
                Subject(
                    ref=ref,
                    node_id=node_ids[ref],
                    path=sort.address(ref),
                    page=node.reactions,
                    known=frozenset() if known is None else known.reactions,
                    as_of=entries[ref].as_of,
                )
            )
    return subjects


def _by_thread(
    threads: Sequence[Looked],
    entries: Mapping[str, _Entry],
    nodes: Mapping[str, Node],
    reactions: Mapping[str, Settled],
    gone: frozenset[str],
) -> Mapping[int, CommentsSeen]:
    there: dict[int, list[CommentSeen]] = {thread.known.number: [] for thread in threads}
    lost: dict[int, list[str]] = {number: [] for number in there}
    problems: dict[int, list[str]] = {number: [] for number in there}
    for ref, entry in entries.items():
        seen = _seen(entry, nodes.get(ref), reactions.get(ref, ()))
        if entry.known is not None and ref in gone:
            lost[entry.thread].append(ref)
        elif isinstance(seen, CommentSeen):
            there[entry.thread].append(seen)
        elif isinstance(seen, Failed):
            problems[entry.thread].append(f"{ref}: {seen.why}")
        elif entry.known is not None:
            problems[entry.thread].append(f"{ref}: the forge shows it in one place and not in another")
    return {
        number: CommentsSeen(
            there=tuple(there[number]), gone=tuple(sorted(lost[number])), problem="; ".join(problems[number])
        )
        for number in there
    }


def _seen(entry: _Entry, node: Node | None, reactions: Settled) -> CommentSeen | Absent | Failed:
    if isinstance(node, Absent | Failed):
        return node
    if isinstance(reactions, Failed):
        return reactions
    edited_at = instant(node.last_edited_at) if node is not None and node.last_edited_at else None
    hidden = _hidden(entry.text, node)
    text = entry.text
    if text is None:
        return CommentSeen(ref=entry.ref, edited_at=edited_at, hidden=hidden, reactions=reactions)
    return CommentSeen(
        ref=entry.ref,
        made_at=instant(text.created_at),
        edited_at=edited_at,
        text=text.body or "",
        account=account_of(text.user),
        hidden=hidden,
        reply_to=None if text.in_reply_to_id is None else f"review:{text.in_reply_to_id}",
        reactions=reactions,
    )


def _hidden(text: RestComment | None, node: CommentNode | None) -> str | None:
    if node is not None:
        return hidden_of(is_hidden=node.is_minimized, reason=node.minimized_reason)
    minimized = None if text is None or text.minimized is msgspec.UNSET else text.minimized
    return hidden_of(is_hidden=minimized is not None, reason=minimized.reason if minimized else None)
