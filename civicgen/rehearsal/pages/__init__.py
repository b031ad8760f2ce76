"""Web pages on which people read, react, comment and open issues, and editors label, close and merge. No network."""
