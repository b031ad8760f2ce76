"""Use cases, and the ports through which they reach disk, Git and the forge. No I/O of its own."""
