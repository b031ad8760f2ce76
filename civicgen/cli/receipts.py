"""`civicgen receipts`: numbers for letters, forms and notes, and slips of paper that bear them."""

import secrets
from pathlib import Path
from posixpath import join

import click

from civicgen.cli.letters import dossier_of
from civicgen.content.read import read_content
from civicgen.errors import ConfigurationError
from civicgen.model.content import Content, Dossier
from civicgen.model.names import Channel
from civicgen.model.receipts import PREFIX, new_receipts
from civicgen.site.catalogue import OVERRIDES, load_catalogue
from civicgen.site.slips import SlipSheet, slips_html
from civicgen.store.content_files import ContentFolder
from civicgen.views import addresses
from civicgen.views.links import authority_name

CHANNELS = {channel.value: channel.value[0].upper() for channel in Channel if channel is not Channel.FORGE}
"""The letter before the number, by how it comes in."""


@click.command()
@click.argument("consultation")
@click.option("--count", type=click.IntRange(1, 10_000), default=40, show_default=True, help="How many numbers.")
@click.option("--channel", type=click.Choice(list(CHANNELS)), default="paper", show_default=True, help="What for.")
@click.option("--prefix", help="Capital letters before the number, in place of that of the channel.")
@click.option(
    "--slips", type=click.Path(path_type=Path, dir_okay=False), help="Write an HTML file of slips to print and cut."
)
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
def receipts(consultation: str, count: int, channel: str, prefix: str | None, slips: Path | None, root: Path) -> None:
    """Print new numbers for letters to CONSULTATION, by chance, none of which its tables have."""
    begins = CHANNELS[channel] if prefix is None else prefix
    if PREFIX.fullmatch(begins) is None:
        raise ConfigurationError(f"--prefix {begins!r}: write 1 to 8 capital letters from A to Z")
    content = read_content(ContentFolder(root).read())
    dossier = dossier_of(consultation, content)
    taken = [letter.receipt for letter in dossier.contributions]
    numbers = tuple(new_receipts(begins, count, taken, secrets.randbelow))
    if slips is not None:
        _write(slips, _slips(dossier, content, numbers, root))
    for number in numbers:
        click.echo(number)


def _slips(dossier: Dossier, content: Content, numbers: tuple[str, ...], root: Path) -> str:
    about, portal = dossier.consultation, content.portal
    if not portal.site_url:
        raise ConfigurationError("portal.yml has no `site_url`: slips say where their numbers are answered; write it")
    sheet = SlipSheet(
        consultation=about.title,
        authority=authority_name(portal, about.authority),
        contact=about.contact,
        address=join(portal.site_url, addresses.receipts_page(about.slug)),
        retention=portal.retention,
        receipts=numbers,
    )
    return slips_html(sheet, load_catalogue(about.language, overrides=root / OVERRIDES), root=root)


def _write(path: Path, text: str) -> None:
    """Write a file that is not there yet: numbers that were given out are not overwritten."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise ConfigurationError(f"{path} is there already, and may have been given out; name another file") from None
    except OSError as problem:
        raise ConfigurationError(f"{path} cannot be written: {problem.strerror}; name another file") from problem
