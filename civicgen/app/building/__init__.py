"""The use case of a build: content, ledger and texts become one Edition. Reads only through ports."""
