"""`civicgen due`: whether the site that was just built should be published."""

from pathlib import Path

import click

from civicgen.app.due import why_due
from civicgen.app.ports import PublishedFiles
from civicgen.cli.annotations import put_output
from civicgen.content.read import read_content
from civicgen.errors import ConfigurationError, TemporaryError
from civicgen.exports.edition import EDITION, read_edition
from civicgen.forges.published_site import PublishedSite
from civicgen.model.edition import Edition
from civicgen.store.content_files import ContentFolder
from civicgen.store.site_copy import SiteCopy


@click.command()
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="The fresh site [root/site].")
@click.option("--site-url", help="The published site; `site_url` of portal.yml.")
def due(root: Path, site: Path | None, site_url: str | None) -> None:
    """Say whether the site that was just built should be published: something changed, or the promised time comes near.

    In a workflow the answer is the output `is_due` of the step, `true` or `false`. A site that cannot be reached counts
    as not published yet.
    """
    folder = site or root / "site"
    try:
        fresh = _edition(SiteCopy(folder))
    except TemporaryError as problem:
        raise ConfigurationError(f"no site was built: {problem}; run `civicgen build` first") from problem
    if fresh is None:
        raise ConfigurationError(f"the site in {folder} was made by another civicgen; run `civicgen build` first")
    reason = why_due(fresh, _published(root, site_url))
    click.echo(f"To be published: {reason}." if reason else "Nothing to publish: the published site says the same.")
    put_output("is_due", "true" if reason else "false")


def _edition(site: PublishedFiles) -> Edition | None:
    return read_edition(site.read(f"data/{EDITION}"))


def _published(root: Path, site_url: str | None) -> Edition | None:
    address = site_url or read_content(ContentFolder(root).read()).portal.site_url
    if not address:
        return None
    try:
        return _edition(PublishedSite(address))
    except TemporaryError as problem:
        click.echo(f"The published site cannot be read: {problem}")
        return None
