"""What citizens' Markdown looks like on a page."""

import pytest

from civicgen.text.characters import replace_forbidden
from civicgen.text.markdown import Rendered, render


def html(text: str, **options: object) -> str:
    return render(text, **options).html.strip()


def test_a_table_keeps_its_alignment() -> None:
    table = html("| Street | Lamps |\n|:--|--:|\n| Mill Lane | 12 |")
    assert '<th class="align-left">Street</th>' in table
    assert '<td class="align-right">12</td>' in table


def test_a_task_list_shows_what_is_done() -> None:
    assert html("- [ ] ask\n- [x] answer") == "<ul>\n<li>☐ ask</li>\n<li>☑ answer</li>\n</ul>"


def test_strikethrough() -> None:
    assert html("~~forty~~ thirty") == "<p><del>forty</del> thirty</p>"


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("https://lindenbrook.example/plan", "https://lindenbrook.example/plan"),
        ("www.lindenbrook.example", "http://www.lindenbrook.example"),
        ("clerk@lindenbrook.example", "mailto:clerk@lindenbrook.example"),
    ],
)
def test_a_bare_address_is_a_link(text: str, href: str) -> None:
    assert html(text) == f'<p><a href="{href}" rel="nofollow ugc noopener">{text}</a></p>'


def test_mentions_and_numbers_are_not_links() -> None:
    assert html("@anna see #12, GH-3") == "<p>@anna see #12, GH-3</p>"


def test_raw_html_is_shown_as_the_text_that_it_is() -> None:
    assert html('Use <b onclick="x()">bold</b>') == '<p>Use &lt;b onclick="x()"&gt;bold&lt;/b&gt;</p>'
    assert html("one\n\n<script>alert(1)</script>\n\ntwo").splitlines() == [
        "<p>one</p>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "<p>two</p>",
    ]


def test_code_is_left_alone() -> None:
    assert html("```js\nif (a < b) {{ c }}\n```") == "<pre><code>if (a &lt; b) {{ c }}\n</code></pre>"


def test_line_breaks_count_in_comments_only() -> None:
    assert html("one\ntwo") == "<p>one\ntwo</p>"
    assert html("one\ntwo", keep_line_breaks=True) == "<p>one<br>\ntwo</p>"


def test_windows_line_ends_make_no_difference() -> None:
    assert html("# A\r\n\r\n- b\r\n- c\r\n") == html("# A\n\n- b\n- c\n")


def test_a_list_keeps_the_number_that_it_starts_with() -> None:
    assert html("3. third") == '<ol start="3">\n<li>third</li>\n</ol>'


def test_headings_begin_below_those_of_the_page() -> None:
    assert html("# One\n\n## Two") == "<h3>One</h3>\n<h4>Two</h4>"
    assert html("# One\n\n#### Four\n\n###### Six") == "<h3>One</h3>\n<h4>Four</h4>\n<h5>Six</h5>"
    assert html("## Two\n\n### Three") == "<h3>Two</h3>\n<h4>Three</h4>"
    assert html("### Three\n\n# One\n\n### Three") == "<h3>Three</h3>\n<h3>One</h3>\n<h4>Three</h4>"
    assert html("# One", heading_level=4) == "<h4>One</h4>"


def test_a_heading_without_words_is_none() -> None:
    assert html("#\n\n# A\n\n##") == "<h3>A</h3>"


def test_headings_can_be_linked_to_and_never_collide_with_the_page() -> None:
    rendered = render("# Costs & *time*\n\n[below](#time-1)\n\n# Time\n\n# Time\n\n# location", id_prefix="text-")
    assert [heading.id for heading in rendered.headings] == [
        "text-costs--time",
        "text-time",
        "text-time-1",
        "text-location",
    ]
    assert [heading.text for heading in rendered.headings][:2] == ["Costs & time", "Time"]
    assert 'href="#text-time-1"' in rendered.html
    assert '<h3 id="text-time-1">' in rendered.html


def test_headings_have_different_ids_whatever_they_say() -> None:
    rendered = render("# a\n\n# a\n\n# a-1\n\n# a\n\n# !\n\n# ?", id_prefix="t-")
    ids = [heading.id for heading in rendered.headings]
    assert len(set(ids)) == len(ids) == 6


def test_characters_that_no_page_may_have_are_replaced() -> None:
    assert html("a\x00b\x1b[31mc&#27;d&#x202;\ud800\ufffe") == "<p>a\ufffdb\ufffd[31mc\ufffddȂ\ufffd\ufffd</p>"


def test_template_and_macro_syntax_is_plain_text() -> None:
    text = "{{ 7*7 }} {% raw %} ${{ secrets.X }} {: onclick=alert(1)} [[link]] :smile:"
    assert html(text) == f"<p>{text}</p>"
    assert html('--8<-- "/etc/passwd"') == '<p>--8&lt;-- "/etc/passwd"</p>'


def test_nothing_gives_nothing() -> None:
    assert render("") == Rendered(html="")


EVERYTHING = """\
# Lamps & [light](plan.html "the *plan*")

One **strong** word,\\
a [link](https://lindenbrook.example/a?b&c), ~~an old~~ one, ![a lamp](lamp.png) and ![far](https://far.example/x.png).

## Lamps

> - [ ] ask
> - [x] answer `a & b`

7. seventh

   ```js
   let a = "b"
   ```

| Street | Lamps |
|:--|--:|
| Mill Lane | 12 |

***
[nowhere](javascript:x) https://lindenbrook.example "quoted"
"""


@pytest.mark.parametrize("keep_line_breaks", [False, True])
def test_raw_html_somewhere_changes_nothing_of_the_rest(keep_line_breaks: bool) -> None:
    options = {"id_prefix": "t-", "resolve": lambda address: f"own/{address}", "keep_line_breaks": keep_line_breaks}
    assert html(f"{EVERYTHING}\n\n<x>", **options) == html(EVERYTHING, **options) + "\n<p>&lt;x&gt;</p>"


def test_a_long_text_is_shown_as_a_short_one() -> None:
    assert html("a\n\n" * 200 + EVERYTHING) == "<p>a</p>\n" * 200 + html(EVERYTHING)


def test_every_character_stands_unless_it_is_a_control_or_none() -> None:
    for code in range(0x110000):
        is_control = (code < 0x20 and chr(code) not in "\t\n\r") or 0x7F <= code < 0xA0
        is_none = 0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0 or code & 0xFFFE == 0xFFFE
        assert (replace_forbidden(chr(code)) == "\ufffd") is (is_control or is_none or code == 0xFFFD), hex(code)
