"""What announcing says of itself at the end. Prints."""

from collections import Counter
from typing import Any

import click

from civicgen.app.announcing.announce import Announced, Done, Fate
from civicgen.app.announcing.decisions import DecisionFate
from civicgen.text.terminal import strip_terminal

_WORDS = {
    Fate.SAID: "said",
    Fate.BROUGHT_UP_TO_DATE: "first comment brought up to date",
    Fate.STOOD_ALREADY: "stood there already",
    Fate.LOCKED: "not said: the conversation is locked for this token",
    Fate.GONE: "not said: the conversation, or the comment to be changed, is gone",
}
_TO_BE = {Fate.SAID: "would be said", Fate.BROUGHT_UP_TO_DATE: "the first comment would be brought up to date"}


def print_report(announced: Announced, *, is_dry: bool) -> None:
    """The summary in words; in a dry run with each text."""
    for done in announced.done:
        if done.fate is not Fate.STOOD_ALREADY:
            click.echo(_line(done, is_dry=is_dry))
        if is_dry and done.fate in _TO_BE:
            click.echo("".join(f"    {line}\n" for line in strip_terminal(done.message.text).splitlines()))
    for decision, fate in announced.decided:
        became = "would be told" if is_dry and fate is DecisionFate.TOLD else fate.value
        click.echo(f"issue {decision.thread}: {decision.event}: {became}")
        if is_dry and fate is DecisionFate.TOLD:
            click.echo("".join(f"    {line}\n" for line in strip_terminal(decision.text).splitlines()))
    counts = Counter(done.fate for done in announced.done)
    said, updated = counts[Fate.SAID], counts[Fate.BROUGHT_UP_TO_DATE]
    ends = (
        f"{said} to be said, {updated} to be brought up to date"
        if is_dry
        else f"{said} said, {updated} brought up to date"
    )
    refused = counts[Fate.LOCKED] + counts[Fate.GONE]
    click.echo(f"Announcements at {announced.at}: {ends}, {refused} refused.")
    if announced.waiting:
        click.echo(f"{announced.waiting} wait for the next run.")


def report_as_json(announced: Announced, *, is_dry: bool) -> dict[str, Any]:
    """The summary for machines."""
    return {
        "at": announced.at,
        "dry_run": is_dry,
        "waiting": announced.waiting,
        "decided": [
            {"thread": decision.thread, "event": decision.event, "fate": fate.value}
            for decision, fate in announced.decided
        ],
        "problem": str(announced.problem) if announced.problem else "",
        "messages": [
            {
                "consultation": done.message.case.consultation.slug,
                "proposal": done.message.case.proposal.id,
                "thread": done.message.thread,
                "event": done.message.event,
                "fate": done.fate.value,
                "address": done.address,
                "text": done.message.text,
            }
            for done in announced.done
        ],
    }


def _line(done: Done, *, is_dry: bool) -> str:
    message = done.message
    fate = _TO_BE.get(done.fate, _WORDS[done.fate]) if is_dry else _WORDS[done.fate]
    where = f"thread {message.thread} ({message.case.consultation.slug}/{message.case.proposal.id})"
    address = f": {done.address}" if done.address else ""
    return strip_terminal(f"{where}: {message.event}: {fate}{address}")
