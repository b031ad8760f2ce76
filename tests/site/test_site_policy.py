"""The output policy: what a browser would fetch or run by itself, and what is only text or a link."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from civicgen.errors import ConfigurationError
from civicgen.site.frames import CONTENT, HEAD, INTRO, Frame, Head, read_frame
from civicgen.site.policy import check_content, check_frame, check_page

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
    "<img/src=a.png/onerror=alert(1)>",
    '<img src="a.png"onerror=alert(1)>',
    "<P ONCLICK = alert(1)>press</P>",
    "<ScRiPt>alert(1)</ScRiPt>",
    '<IMG ALT="" SRC="HTTPS://elsewhere.example/p.gif">',
    "<video\nposter='//elsewhere.example/p.gif'>",
    "<p>👍</p><p\tonfocus\n=alert(1)>",
    '<p title="once=1" onclick="alert(1)">',
]
ALLOWED = [
    '<a href="https://elsewhere.example/">a link is a choice</a>',
    "<p>write &lt;script&gt; or onclick=alert(1) as much as you like</p>",
    '<p title="see onclick=go()">hint</p>',
    '<script src="../assets/civic.js" defer></script>',
    '<link rel="canonical" href="https://portal.example/a.html">',
    '<meta name="description" content="see https://elsewhere.example/">',
    '<img src="documents/plan.png" alt="plan">',
    "<p>the only thing on=top, option = none</p>",
    '<svg class="bar" viewBox="0 0 1000 20"></svg><p>see https://elsewhere.example/</p>',
]


@pytest.mark.parametrize("html", REFUSED)
def test_what_fetches_or_runs_is_refused_with_its_place(html: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^a/b\.html:2: the output policy refuses"):
        check_page(f"<main>\n{html}", address="a/b.html")


@pytest.mark.parametrize("html", REFUSED)
def test_what_goes_into_a_frame_is_refused_as_a_whole_page_is(html: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^a/b\.html:2: the output policy refuses"):
        check_content(f"<main>\n{html}", address="a/b.html")


@pytest.mark.parametrize("html", ALLOWED)
def test_links_and_words_are_allowed(html: str) -> None:
    check_page(html, address="a/b.html")
    check_content(html, address="a/b.html")


@pytest.mark.parametrize("html", REFUSED)
@pytest.mark.parametrize(
    "page", ["{}" + HEAD + INTRO + CONTENT, HEAD + "{}" + INTRO + CONTENT, HEAD + INTRO + CONTENT + "{}"]
)
def test_a_frame_is_refused_for_each_of_its_parts(html: str, page: str) -> None:
    frame = read_frame(page.replace("{}", f"<div>{html}</div>"), name="index.html")
    with pytest.raises(ConfigurationError, match=r"^index\.html:\d+: the output policy refuses"):
        check_frame(frame, name="index.html")


PIECES = ["<", ">", "/", " ", "\n", "=", '"', "'", "p", "img", "script", "SVG", "Link", "meta", "track", "form", "a"]
PIECES += [
    "src",
    "href",
    "//",
    "https://",
    "on",
    "ON",
    "click",
    "k",
    "\u212a",
    "\u017f",
    "\xa0",
    "\x1c",
    "\u2003",
    "é",
    "x",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("<p on\u017f=>")
@example("<p onclic\u212a\x1c=''>")
@example("<p onclick \u2003\xa0=''>")
@example("<Track\xa0a//Src=//x>")
@settings(deadline=None, max_examples=1000)
def test_the_quick_look_misses_nothing(html: str) -> None:
    try:
        check_page(html, address="a.html")
    except ConfigurationError:
        with pytest.raises(ConfigurationError, match="the output policy refuses"):
            check_content(html, address="a.html")


def check_in_parts(frame: Frame, content: str) -> None:
    check_frame(frame, name="index.html")
    check_content(content, address="a/b.html")


@pytest.mark.parametrize(
    ("before", "content", "after"),
    [
        ("<p ", "onclick=alert(1)>press", "</p>"),
        ("<p>", "<img alt='' ", "onerror=alert(1)></p>"),
        ('<p title="', '" onclick="alert(1)">', "</p>"),
        ("<p>", "<script", " >alert(1)</script></p>"),
        ("<p><", "script>alert(1)</script>", "</p>"),
    ],
)
def test_nothing_begins_in_a_frame_and_ends_in_a_page(before: str, content: str, after: str) -> None:
    frame = read_frame(f"{HEAD}{before}{INTRO}{CONTENT}{after}", name="index.html")
    with pytest.raises(ConfigurationError, match="the output policy refuses"):
        check_page(frame.fill(Head(title="", description=""), content), address="a/b.html")
    with pytest.raises(ConfigurationError, match="the output policy refuses a tag without an end"):
        check_in_parts(frame, content)
