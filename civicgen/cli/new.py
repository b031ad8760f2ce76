"""`civicgen new`: a consultation, proposal, answer or update, from options and questions to a sound file."""

import click

from civicgen.cli.pressing import command_of


@click.group()
def new() -> None:
    """Write a new consultation, proposal, answer or update. At a terminal, what is missing is asked."""


new.add_command(command_of("new-consultation", arguments=["slug"]), "consultation")
new.add_command(command_of("new-proposal", arguments=["consultation"]), "proposal")
new.add_command(command_of("answer", arguments=["consultation", "proposals"], many="proposals"), "answer")
new.add_command(command_of("update", arguments=["consultation"]), "update")
