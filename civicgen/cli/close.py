"""`civicgen close`: a consultation closes early, pauses, goes on or is cancelled, and its file says when and why."""

from civicgen.cli.pressing import command_of

close = command_of("close", arguments=["consultation"], flags={"pause": "what", "resume": "what", "cancel": "what"})
