"""Web pages on which a person reads a thread, reacts and comments as one of the seed's citizens. No network."""
