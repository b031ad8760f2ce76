"""What a harvest says of itself at the end. Prints."""

from typing import Any

import click

from civicgen.app.harvesting.harvest import Harvested
from civicgen.text.terminal import strip_terminal


def print_report(harvested: Harvested) -> None:
    """The summary in words."""
    row = harvested.row
    source = "the forge's clock" if row.clock == "forge" else "this machine's clock: the forge gave none"
    click.echo(f"Harvest {row.n} at {row.at} ({source}): {row.outcome}.")
    click.echo(f"Cost: requests {row.cost.requests}, points {row.cost.points}.")
    for slug, added in sorted(harvested.added.items()):
        mark = row.consultations[slug]
        state = "" if mark.complete else f"; incomplete, its last numbers stay: {_plain(mark.reason)}"
        click.echo(f"  {_plain(slug)}: {added} new rows, {mark.rows} in all{state}")
    for skipped in harvested.skipped:
        click.echo(f"  {_plain(skipped.slug)}: left out: {_plain(skipped.reason)}")
    if harvested.undated:
        click.echo(f"warning: texts could not be dated: {_plain(harvested.undated)}")


def report_as_json(harvested: Harvested) -> dict[str, Any]:
    """The summary for machines."""
    row = harvested.row
    return {
        "n": row.n,
        "at": row.at,
        "clock": row.clock,
        "outcome": row.outcome,
        "reason": row.reason,
        "requests": row.cost.requests,
        "points": row.cost.points,
        "consultations": {
            slug: {
                "complete": row.consultations[slug].complete,
                "added": added,
                "rows": row.consultations[slug].rows,
                "reason": row.consultations[slug].reason,
            }
            for slug, added in sorted(harvested.added.items())
        },
        "skipped": {skipped.slug: skipped.reason for skipped in harvested.skipped},
        "undated": harvested.undated,
    }


def _plain(words: str) -> str:
    return strip_terminal(words)
