"""The forge as a desk to work at, and the options of every command that works there."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from civicgen.cli.forge_token import API_VARIABLES, token_for
from civicgen.content.portal import PORTAL_FILE
from civicgen.content.read import read_content
from civicgen.errors import ConfigurationError
from civicgen.forges.api_address import API_URL
from civicgen.forges.github_desk import PERMISSIONS, GithubDesk
from civicgen.model.portal import Portal
from civicgen.store.content_files import ContentFolder

PATIENCE_MINUTES = 10

Command = TypeVar("Command", bound=Callable[..., None])


def forge_options(command: Command) -> Command:
    """`--api-url` and `--patience`."""
    command = click.option(
        "--patience",
        type=click.FloatRange(min=0),
        default=PATIENCE_MINUTES,
        show_default=True,
        metavar="MINUTES",
        help="The longest time to wait for the forge's limits, all waits together.",
    )(command)
    return click.option(
        "--api-url", envvar=API_VARIABLES, default=API_URL, help="The forge's API, for GitHub Enterprise or rehearsals."
    )(command)


def portal_of(root: Path) -> Portal:
    """The portal's settings.

    Raises:
        ConfigurationError: they name no repository.
    """
    portal = read_content(ContentFolder(root).read_ordinary()).portal
    if not portal.repository:
        raise ConfigurationError(f"{PORTAL_FILE} names no `repository`; `civicgen check` says what is wrong there")
    return portal


def forge_desk(repository: str, api_url: str, patience: float) -> GithubDesk:
    """The desk of a repository, with the token of GITHUB_TOKEN; `patience` in minutes.

    Raises:
        ConfigurationError: there is no token, or the address is unsafe.
    """
    token = token_for(api_url, os.environ, permissions=PERMISSIONS)
    return GithubDesk(repository, token, api_url, patience * 60, sleep=time.sleep, monotonic=time.monotonic)
