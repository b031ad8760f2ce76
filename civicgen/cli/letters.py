"""`civicgen letters`: a file for the town's own mailer, with what became of each letter. Needs no network."""

from datetime import datetime
from pathlib import Path

import click

from civicgen.app.mailing import mail_lines
from civicgen.cli.desk_words import desk_words
from civicgen.content.read import read_content
from civicgen.errors import ConfigurationError
from civicgen.exports.mail_merge import mail_csv
from civicgen.model.content import Content, Dossier
from civicgen.starting.named import dossier_in
from civicgen.store.atomic import write_whole
from civicgen.store.content_files import ContentFolder
from civicgen.store.ledger_files import LedgerFolder


@click.command()
@click.argument("consultation")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The CSV file to write; an old one is replaced.",
)
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only letters with news on that day or later."
)
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
@click.option("--ledger", type=click.Path(path_type=Path, file_okay=False), help="The public record [root/ledger].")
def letters(consultation: str, out: Path, since: datetime | None, root: Path, ledger: Path | None) -> None:
    """Write what became of each letter to CONSULTATION into a file for a mail merge: no names, a line a receipt."""
    content = read_content(ContentFolder(root).read())
    dossier = dossier_of(consultation, content)
    record = LedgerFolder((ledger or root / "ledger").absolute()).read()
    words = desk_words(dossier.consultation.language, root)
    lines = mail_lines(content, dossier, record, words, since=since.date() if since else None)
    try:
        write_whole(out, mail_csv(lines))
    except OSError as problem:
        raise ConfigurationError(f"{out} cannot be written: {problem.strerror}; name another file") from problem
    click.echo(f"{out}: {len(lines)} letters")


def dossier_of(consultation: str, content: Content) -> Dossier:
    """The consultation whose folder has this name.

    Raises:
        ConfigurationError: there is none.
    """
    found = dossier_in(content, consultation)
    if found is None:
        names = ", ".join(dossier.consultation.slug for dossier in content.dossiers)
        raise ConfigurationError(f"there is no consultation {consultation!r}; there are: {names or 'none yet'}")
    return found
