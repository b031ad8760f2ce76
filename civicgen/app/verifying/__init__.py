"""The use case of verifying: a built site against the ledger that it publishes. Reads only through its port."""
