"""Where links and pictures in citizens' texts may lead."""

import pytest

from civicgen.text.markdown import render

DOCUMENTS = {"documents/plan.png": "../documents/plan.png", "harbour.md": "harbour.html"}


def html(text: str, **options: object) -> str:
    return render(text, **options).html.strip()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "<java\tscript:alert(1)>",
        "vbscript:x",
        "data:text/html,x",
        "data:image/svg+xml;base64,AAAA",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "tel:+100",
        "blob:x",
        "/\\evil.example/x",
        "https://example.org:99999999/x",
        "https://[::1",
        "",
    ],
)
def test_no_link_but_web_and_mail(address: str) -> None:
    assert html(f"[words]({address})", resolve=DOCUMENTS.get) == "<p>words</p>"


def test_web_and_mail_addresses_are_links_that_vouch_for_nothing() -> None:
    for address in ("https://example.org/a?b=c&amp;d", "http://example.org", "mailto:a@example.org"):
        assert html(f"[words]({address})") == f'<p><a href="{address}" rel="nofollow ugc noopener">words</a></p>'


def test_a_title_of_a_link_is_kept() -> None:
    assert 'title="&lt;i&gt; &quot;q&quot;"' in html("[a](https://example.org '<i> \"q\"')")


def test_a_link_without_words_shows_its_address() -> None:
    assert ">https://example.org/?a=1&amp;b</a>" in html("[](https://example.org/?a=1&b)")
    assert ">https://example.org</a>" in html("[![](x.png)](https://example.org)")


def test_a_remote_picture_is_a_link_that_names_its_host() -> None:
    assert html("![A lamp](https://t.example/p.gif)") == (
        '<p><a href="https://t.example/p.gif" rel="nofollow ugc noopener">A lamp (t.example)</a></p>'
    )
    assert ">t.example</a>" in html("![](//t.example/p.gif)")


def test_a_remote_picture_within_a_link_is_words() -> None:
    assert html("[![A lamp](https://t.example/p.gif)](https://example.org)") == (
        '<p><a href="https://example.org" rel="nofollow ugc noopener">A lamp (t.example)</a></p>'
    )


def test_the_portals_own_documents_are_shown_and_linked() -> None:
    assert html('![Plan](documents/plan.png "1 : 500")', resolve=DOCUMENTS.get) == (
        '<p><img src="../documents/plan.png" alt="Plan" title="1 : 500" loading="lazy"></p>'
    )
    assert 'href="harbour.html"' in html("[h](harbour.md)", resolve=DOCUMENTS.get)


def test_a_relative_address_that_nobody_answers_for_is_words() -> None:
    assert html("![Plan](secret.png) [h](../../x)", resolve=DOCUMENTS.get) == "<p>Plan h</p>"
    assert html("![Plan](documents/plan.png) [h](/x) [f](#y)") == "<p>Plan h f</p>"


@pytest.mark.parametrize(
    "address", ["https:t.example/p.gif", "https:/t.example/p.gif", "//t.example/p", "///t.example"]
)
def test_no_spelling_of_a_remote_picture_is_requested(address: str) -> None:
    assert "<img" not in html(f"![x]({address})", resolve=lambda asked: asked)


def test_a_relative_address_in_a_comment_counts_from_the_forge() -> None:
    asked = "https://forge.example/lindenbrook/consultations/issues/3"
    assert 'href="https://forge.example/lindenbrook/consultations/issues/4"' in html("[a](4)", base_url=asked)
    assert "<img" not in html("![a](4.png)", base_url=asked)


def test_a_broken_address_breaks_nothing() -> None:
    assert html("[a](https://[x) ![b](//[y) [c](https:d) [e](https://%00)") == "<p>a b c e</p>"


def test_a_host_is_named_as_people_write_it() -> None:
    assert "(münchen.example)" in html("![x](https://münchen.example/p.gif)")
