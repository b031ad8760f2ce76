"""`civicgen redact`: the text of a comment or letter is taken out for good; nothing but its address is asked for."""

from civicgen.cli.pressing import command_of

redact = command_of("redact", arguments=["link"])
