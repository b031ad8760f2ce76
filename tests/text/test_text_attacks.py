"""Attacks in a real browser (H02): no dialog, no foreign request, nothing outside the allow-list; the page stays."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from allow_list import ATTRIBUTES, ELEMENTS, outside
from attacks import ATTACKS
from markupsafe import Markup
from playwright.sync_api import Browser, Dialog, Page, Route

from civicgen.site.catalogue import load_catalogue
from civicgen.site.frames import CONTENT, HEAD, INTRO, Head, read_frame
from civicgen.site.templating import OVERRIDES, Templates
from civicgen.text.characters import replace_forbidden
from civicgen.text.markdown import render
from civicgen.text.plain import plain

PORTAL = "portal.example"
FRAME = f'<!doctype html><html lang="en"><head><meta charset="utf-8">{HEAD}</head><body>{INTRO}{CONTENT}</body></html>'
TEMPLATE = """<main><h1 title="{{ words }}">{{ words }}</h1><article>{{ document }}{{ comment }}</article></main>"""

LOOK = """() => {
  const article = document.querySelector('article');
  for (const element of document.querySelectorAll('*'))
    for (const kind of ['mouseover', 'focus', 'error', 'load', 'toggle', 'animationstart', 'input'])
      element.dispatchEvent(new Event(kind));
  const again = document.createElement('article');
  again.innerHTML = article.innerHTML;
  document.querySelector('main').append(again);
  const seen = root => [...root.querySelectorAll('*')].map(
    element => [element.localName, element.namespaceURI, ...element.getAttributeNames()]);
  return {
    inside: seen(article), again: seen(again),
    around: seen(document).length - seen(article).length - seen(again).length,
    title: document.title, base: document.baseURI, lookup: typeof document.getElementById,
    cookie: typeof document.cookie, body: document.body.localName,
    shown: getComputedStyle(document.querySelector('main')).display,
  };
}"""
AROUND = 10  # html, head, two meta, title, body, main, h1 and the two articles


@dataclass
class Net:
    """A page and everything that it did: dialogs, and requests to other hosts."""

    page: Page
    html: str = ""
    dialogs: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.hostname == PORTAL and url.path == "/page.html":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        else:
            if url.hostname != PORTAL:
                self.foreign.append(route.request.url)
            route.fulfill(status=404, body="")

    def dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def look(self, html: str) -> dict[str, object]:
        """Show a page; what a browser made of it."""
        self.html = html
        self.dialogs.clear()
        self.foreign.clear()
        self.page.goto(f"http://{PORTAL}/page.html", wait_until="load", timeout=20_000)
        seen: dict[str, object] = self.page.evaluate(LOOK)
        self.page.wait_for_timeout(20)
        return seen


@pytest.fixture(scope="module")
def net(chromium: Browser) -> Iterator[Net]:
    context = chromium.new_context(service_workers="block")
    caught = Net(page=context.new_page())
    context.route("**/*", caught.answer)
    caught.page.on("dialog", caught.dismiss)
    yield caught
    context.close()


def page_with(text: str, tmp_path: Path) -> str:
    """The text as document, comment, title and description of a page, by the way that the site's own templates go."""
    title = replace_forbidden(text)
    own = tmp_path / OVERRIDES / "attack.html"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(TEMPLATE, encoding="utf-8")
    content = Templates(tmp_path, load_catalogue("en")).render(
        "attack.html",
        address="attack.html",
        figures={},
        words=title,
        document=Markup(render(text, id_prefix="t-", resolve=lambda address: f"own/{address}").html),
        comment=Markup(render(text, base_url="https://foreign.example/1", keep_line_breaks=True).html),
    )
    head = Head(title=title, description=plain(text, 40))
    return read_frame(FRAME, name="test").fill(head, content)


def test_there_are_attacks_of_many_kinds() -> None:
    assert len(ATTACKS) >= 32


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_rendered_holds_nothing_outside_the_allow_list(attack: str) -> None:
    rendered = render(ATTACKS[attack], id_prefix="t-", resolve=lambda address: f"own/{address}")
    assert outside(rendered.html) == []


@pytest.mark.browser
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_does_nothing_in_a_browser(net: Net, attack: str, tmp_path: Path) -> None:
    seen = net.look(page_with(ATTACKS[attack], tmp_path))
    assert net.dialogs == []
    assert net.foreign == []
    for element, namespace, *attributes in (*seen["inside"], *seen["again"]):
        assert namespace == "http://www.w3.org/1999/xhtml"
        assert element in ELEMENTS
        assert set(attributes) <= ATTRIBUTES.get(element, set())
    assert seen["inside"] == seen["again"]
    assert seen["around"] == AROUND
    assert " ".join(str(seen["title"]).split()) == " ".join(replace_forbidden(ATTACKS[attack]).split())
    assert seen["base"] == f"http://{PORTAL}/page.html"
    assert (seen["lookup"], seen["cookie"], seen["body"], seen["shown"]) == ("function", "string", "body", "block")


@pytest.mark.browser
def test_the_net_itself_has_no_holes(net: Net) -> None:
    """Unsafe pages are noticed, so that silence means something."""
    seen = net.look(FRAME + '<main><article><img src=x onerror=alert(1)><svg><a id="x"></a></svg></article></main>')
    assert net.dialogs
    assert ["img", "http://www.w3.org/1999/xhtml", "src", "onerror"] in seen["inside"]
    net.look(FRAME + "<main><article><img src='https://foreign.example/p.gif'></article></main>")
    assert set(net.foreign) == {"https://foreign.example/p.gif"}
