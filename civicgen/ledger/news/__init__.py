"""News: what an observation shows that the ledger does not have yet, one kind a file, as drafts of rows."""
