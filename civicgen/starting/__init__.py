"""How a portal begins, and how its files begin and change: answers and content in, files to write out; no I/O."""
