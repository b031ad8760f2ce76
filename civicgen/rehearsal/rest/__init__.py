"""The forge's REST API: paths, shapes, paging. A request and the world come in, an answer goes out; no network."""
