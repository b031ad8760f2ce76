"""Files of the published site are read over https alone, within limits, and whatever goes wrong is only temporary."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from civicgen.errors import TemporaryError
from civicgen.forges.published_site import PublishedSite


class Pages(BaseHTTPRequestHandler):
    """A site with a file, a large one, and pages that lead elsewhere."""

    def do_GET(self) -> None:
        if self.path == "/town/data/portal.json":
            self._answer(200, b"{}")
        elif self.path == "/town/data/large.json":
            self._answer(200, b"x" * 5000)
        elif self.path.startswith("/town/moved"):
            self.send_response(301)
            self.send_header("Location", "http://consultations.example/data/portal.json")
            self.end_headers()
        elif self.path.startswith("/town/near"):
            self.send_response(301)
            self.send_header("Location", "/town/data/portal.json")
            self.end_headers()
        elif self.path.startswith("/town/nothing"):
            self.close_connection = True
        else:
            self._answer(404, b"")

    def _answer(self, status: int, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/town"
        server.shutdown()


def test_a_file_is_read_below_the_sites_address(address: str) -> None:
    assert PublishedSite(address).read("data/portal.json") == b"{}"
    assert PublishedSite(f"{address}/").read("near") == b"{}"


@pytest.mark.parametrize("path", ["data/none.json", "moved", "nothing"])
def test_what_cannot_be_had_is_temporary(address: str, path: str) -> None:
    with pytest.raises(TemporaryError, match="cannot be had"):
        PublishedSite(address).read(path)


def test_nothing_is_read_beyond_the_limits(address: str) -> None:
    with pytest.raises(TemporaryError, match="larger than the 4,000 bytes"):
        PublishedSite(address, limit=4000).read("data/large.json")
    site = PublishedSite(address, limit_of_all=8000)
    site.read("data/large.json")
    with pytest.raises(TemporaryError, match="larger than the 3,000 bytes"):
        site.read("data/large.json")


@pytest.mark.parametrize(
    "address", ["http://town.example/", "ftp://town.example/", "file:///etc/passwd", "town.example"]
)
def test_only_https_is_an_address(address: str) -> None:
    with pytest.raises(TemporaryError, match="https"):
        PublishedSite(address).read("data/portal.json")


def test_nobody_listening_is_temporary() -> None:
    with pytest.raises(TemporaryError):
        PublishedSite("http://127.0.0.1:9/").read("data/portal.json")
