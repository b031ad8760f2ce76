"""The use case of a harvest: what to observe, what it says that is new, and what is written down of it."""
