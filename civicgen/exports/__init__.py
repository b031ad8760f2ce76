"""The published data: everything that the site shows, as files that others' tools load. Pure; bytes out.

`published.published_files` gives the whole `data/` folder. A new file is a function here and one line in `registry`.
"""
