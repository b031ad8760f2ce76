"""New wordings of the proposals, and what became known of old ones. Proposals and state in, drafts out. Pure.

The ledger numbers the wordings: a history that is cut short or written anew in Git moves no number.
"""

from collections.abc import Iterator, Sequence

from civicgen.ledger.drafts import draft
from civicgen.ledger.seen import ConsultationSeen
from civicgen.ledger.state import ConsultationState, WordingKnown
from civicgen.model.ledger import Row, RowType
from civicgen.model.proposal import Proposal, WordingSeen
from civicgen.model.times import Instant


def news_of_wordings(state: ConsultationState, seen: ConsultationSeen) -> Iterator[Row]:
    """A `published` for each wording that is new, or of which thread, commit or editorial mark are news.

    A proposal that could not be read keeps what was published of it.
    """
    for proposal in sorted(seen.proposals, key=lambda each: each.id):
        if not proposal.is_broken:
            yield from _news_of_proposal(state.wordings.get(proposal.id, ()), proposal, seen)


def _news_of_proposal(known: Sequence[WordingKnown], proposal: Proposal, seen: ConsultationSeen) -> Iterator[Row]:
    again, new = _align(known, _versions(proposal, seen))
    last = len(known) + len(new)
    editorial = {mark.wording for mark in proposal.editorial}
    for before in known:
        version = again.get(before.number)
        now = WordingKnown(
            number=before.number,
            digest=before.digest,
            thread=proposal.thread if before.number == last else before.thread,
            commit=before.commit or (version.commit if version else ""),
            made_at=before.made_at or (version.committed_at if version and version.committed_at else None),
            is_editorial=before.number in editorial,
        )
        if now != before:
            yield _published(proposal, now, seen)
    for number, version in enumerate(new, start=len(known) + 1):
        now = WordingKnown(
            number=number,
            digest=version.digest,
            thread=proposal.thread,
            commit=version.commit,
            made_at=version.committed_at,
            is_editorial=number in editorial,
        )
        yield _published(proposal, now, seen)


def _versions(proposal: Proposal, seen: ConsultationSeen) -> tuple[WordingSeen, ...]:
    """The versions that Git has, with the text that the harvest publishes as the last."""
    versions = seen.wordings.get(proposal.file, ())
    if versions and versions[-1].digest == proposal.wording:
        return versions
    current = WordingSeen(
        proposal=proposal.id, number=len(versions) + 1, digest=proposal.wording, committed_at=Instant(""), commit=""
    )
    return (*versions, current)


def _align(
    known: Sequence[WordingKnown], versions: Sequence[WordingSeen]
) -> tuple[dict[int, WordingSeen], Sequence[WordingSeen]]:
    """Which versions are known wordings, by number, and which are new.

    Usually the known ones come first. Where they do not, what counts is the text last published; where even that is
    not among the versions, only the text of now is new.
    """
    digests = [version.digest for version in versions]
    if digests[: len(known)] == [wording.digest for wording in known]:
        return {wording.number: version for wording, version in zip(known, versions, strict=False)}, versions[
            len(known) :
        ]
    last = known[-1]
    for at in range(len(versions) - 1, -1, -1):
        if digests[at] == last.digest:
            return {last.number: versions[at]}, versions[at + 1 :]
    return {}, versions[-1:]


def _published(proposal: Proposal, wording: WordingKnown, seen: ConsultationSeen) -> Row:
    return draft(
        seen,
        RowType.PUBLISHED,
        proposal=proposal.id,
        made_at=wording.made_at,
        facts={
            "wording": wording.number,
            "digest": wording.digest,
            "thread": wording.thread,
            "commit": wording.commit,
            "is_editorial": wording.is_editorial or None,
        },
    )
