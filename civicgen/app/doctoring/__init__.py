"""The use case of `civicgen doctor`: look once at everything around content, then judge it. I/O only by ports."""
