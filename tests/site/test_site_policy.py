"""The output policy: what a browser would fetch or run by itself, and what is only text or a link."""

import pytest

from civicgen.errors import ConfigurationError
from civicgen.site.policy import check_page

REFUSED = [
    "<script>alert(1)</script>",
    '<script src="https://elsewhere.example/x.js"></script>',
    '<script src="//elsewhere.example/x.js"></script>',
    '<img src="https://elsewhere.example/p.gif" alt="">',
    '<img src="a.png" alt="" onerror="alert(1)">',
    "<p onclick=alert(1)>press</p>",
    '<link rel="stylesheet" href="https://fonts.example/a.css">',
    '<iframe src="a.html"></iframe>',
    '<base href="https://elsewhere.example/">',
    '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">',
    "<style>body { background: url(https://elsewhere.example/p.gif) }</style>",
    '<form action="https://elsewhere.example/">',
    '<svg><image href="https://elsewhere.example/p.gif"/></svg>',
]
ALLOWED = [
    '<a href="https://elsewhere.example/">a link is a choice</a>',
    "<p>write &lt;script&gt; or onclick=alert(1) as much as you like</p>",
    '<p title="see onclick=go()">hint</p>',
    '<script src="../assets/civic.js" defer></script>',
    '<link rel="canonical" href="https://portal.example/a.html">',
    '<meta name="description" content="see https://elsewhere.example/">',
    '<img src="documents/plan.png" alt="plan">',
]


@pytest.mark.parametrize("html", REFUSED)
def test_what_fetches_or_runs_is_refused_with_its_place(html: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^a/b\.html:2: the output policy refuses"):
        check_page(f"<main>\n{html}", address="a/b.html")


@pytest.mark.parametrize("html", ALLOWED)
def test_links_and_words_are_allowed(html: str) -> None:
    check_page(html, address="a/b.html")
