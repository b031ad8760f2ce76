"""What a pull request changes, for those who approve it: from two contents to a summary. No I/O."""
