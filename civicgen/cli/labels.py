"""`civicgen labels`: the labels of the repository at the forge."""

from pathlib import Path

import click

from civicgen.app.labels import Done, sync_labels
from civicgen.cli.desk_words import desk_words
from civicgen.cli.forge_desk import forge_desk, forge_options, portal_of
from civicgen.content.read import read_content
from civicgen.desk.labels import labels_of
from civicgen.store.content_files import ContentFolder
from civicgen.text.terminal import strip_terminal


@click.group()
def labels() -> None:
    """Labels that forms, intake and editors use."""


@labels.command()
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
@forge_options
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def sync(root: Path, api_url: str, patience: float, dry_run: bool) -> None:
    """Make the labels that are missing, and set colour and description of the others; none is ever deleted."""
    portal = portal_of(root)
    content = read_content(ContentFolder(root).read())
    wanted = labels_of(content, desk_words(portal.languages[0], root))
    synced = sync_labels(wanted, forge_desk(portal.repository, api_url, patience), is_plan=dry_run)
    for each in synced:
        if each.done is not Done.KEPT:
            click.echo(strip_terminal(f"{'would be ' if dry_run else ''}{each.done}: {each.label.name}"))
    kept = sum(each.done is Done.KEPT for each in synced)
    click.echo(f"{kept} of {len(synced)} labels were as they should be.")
