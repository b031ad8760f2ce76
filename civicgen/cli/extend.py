"""`civicgen extend`: a consultation stays open longer, and its file says since when and why."""

from civicgen.cli.pressing import command_of

extend = command_of("extend", arguments=["consultation"])
