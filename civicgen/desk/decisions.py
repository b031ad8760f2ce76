"""What is said in an issue that was refused or joined. Content and words in, a comment's text out; no I/O."""

from civicgen.desk.addresses import forge_address, site_address
from civicgen.desk.inert import inert_line, link, literal
from civicgen.desk.words import DeskWords
from civicgen.model.content import Content
from civicgen.model.moderation import ModerationRule
from civicgen.model.names import ConsultationSlug
from civicgen.model.notices import marker
from civicgen.model.portal import Portal
from civicgen.model.proposal import Proposal


def refused_words(
    rule: ModerationRule, content: Content, slug: ConsultationSlug, words: DeskWords, *, event: str, mark: str
) -> str:
    """Which rule it was, where that is public, and how to object."""
    register = link(
        words.text("desk.decided.register"), site_address(content.portal, f"consultations/{slug}/intake.html")
    )
    lines = [words.text("desk.decided.refused", rule=literal(rule.title), register=register)]
    if rule.text:
        lines.append(f"> {literal(rule.text)}")
    if content.moderation.appeal:
        lines.append(words.text("desk.decided.appeal", appeal=literal(content.moderation.appeal)))
    return "\n\n".join((*lines, marker(event, mark)))


def joined_words(proposal: Proposal, portal: Portal, words: DeskWords, *, event: str, mark: str) -> str:
    """Which proposal says the same, where it is read, and where it is supported."""
    page = link(
        words.text("desk.announce.link.page"),
        site_address(portal, f"consultations/{proposal.consultation}/proposals/{proposal.id}.html"),
    )
    where = forge_address(portal, f"/issues/{proposal.thread}") if proposal.thread is not None else ""
    lines = [words.text("desk.decided.joined", title=inert_line(proposal.title), page=page)]
    if where:
        lines.append(words.text("desk.decided.support", where=link(f"#{proposal.thread}", where)))
    return "\n\n".join((*lines, marker(event, mark)))
