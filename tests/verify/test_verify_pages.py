"""How numbers are read from a page: as a browser would show them, in any script's digits, with grouping."""

import pytest

from civicgen.app.verifying.differences import file_differences
from civicgen.app.verifying.pages import numbers_shown, page_differences

FIGURES = {"a/b/support": 1200, "a//overdue": 0}


def said(page: str) -> list[str]:
    return [str(difference) for difference in page_differences("p.html", page, FIGURES)]


@pytest.mark.parametrize(
    "text", ["1200", "1,200", "1.200", "1 200", "1\u202f200", "1&nbsp;200", "1’200", "١٢٠٠", "\n  1200\n"]
)
def test_grouping_and_scripts_do_not_matter(text: str) -> None:
    assert said(f'<data value="1200" data-figure="a/b/support">{text}</data>') == []


@pytest.mark.parametrize("text", ["120", "12000", "", "many", "-1200", "1200%", "<b>1200</b>", "1.2e3", "²"])
def test_what_does_not_show_the_number_is_named(text: str) -> None:
    (difference,) = said(f'<p>\n<data value="1200" data-figure="a/b/support">{text}</data>')
    assert difference.startswith("p.html: line 2, a/b/support as text: is ")


@pytest.mark.parametrize(
    "element",
    [
        '<data data-figure="a/b/support">1200</data>',
        "<data value=1199 data-figure=a/b/support>1200</data>",
        '<DATA VALUE="01200" DATA-FIGURE="a/b/support">1200</DATA>',
        '<data value="1200" value="9" data-figure="a/b/suppart">1200</data>',
        '<rect width="5" data-figure="a/b/support"/>',
        "<rect data-value='12' data-figure='a/b/support'/>",
        '<text data-value="1200" data-figure="a/b/support">1201</text>',
        '<svg data-figure="a//overdue" data-value="1">',
        '<data value="1200">1200</data>',
        '<data\n\tvalue="1201"\n\tdata-figure="a/b/support"\n>1200</data>',
    ],
)
def test_every_way_to_be_wrong_is_found(element: str) -> None:
    assert len(said(f"<p>before {element} after</p>")) == 1


@pytest.mark.parametrize(
    "page",
    [
        '<p title="<data value=9 data-figure=a/b/support>">',
        "<p title='a > b <data value=9>'>",
        "<!-- <data value=9> -->",
        "<script>let x = '<data value=9>'</script>",
        "<style>/* <data value=9> */</style>",
        "<title><data value=9></title>",
        "&lt;data value=9&gt; data-figure=a/b/support",
        "a < b data-figure=x > c",
        '<dataset value="9">',
        '<p data-figures="9">',
    ],
)
def test_what_is_no_number_is_not_taken_for_one(page: str) -> None:
    assert list(numbers_shown(page)) == []


def test_a_number_behind_hostile_text_is_still_read() -> None:
    page = '<p title="it\'s <b">x</p><!-- > --><script>"<"</script><data value="7" data-figure="a/b/support">7</data>'
    assert said(page) == ["p.html: line 1, a/b/support: is '7', should be 1200"]


@pytest.mark.parametrize(
    ("name", "published", "recomputed", "named"),
    [
        ("x.csv", b"id,n\r\na,1\r\n", b"id,n\r\na,2\r\n", "x.csv: line 2 (a), n: is '1', should be '2'"),
        ("x.csv", b"id,n\r\na,1\r\n", b"id,n\r\n", "x.csv: line 2: is there, should be no line"),
        ("x.csv", b"id\r\na\r\n", b"id,n\r\na,2\r\n", "x.csv: line 1, the headings"),
        ("x.csv", b"id,n\na,1\n", b"id,n\r\na,1\r\n", "x.csv: the file: is written in another way"),
        ("x.csv", b"\xff", b"id\r\n", "x.csv: the file: is not readable"),
        ("x.json", b'{"a":[1,{"b":2}]}', b'{"a":[1,{"b":3}]}', "x.json: a[1].b: is 2, should be 3"),
        ("x.json", b'{"a":null}', b"{}", "x.json: a: is null, should be missing"),
        ("x.json", b'{"a":1}', b'{"a":true}', "x.json: a: is 1, should be true"),
        ("x.json", b'{"a":1.0}', b'{"a":1}', "x.json: a: is 1.0, should be 1"),
        ("x.json", b"[1]", b"[1,2]", "x.json: [1]: is missing, should be 2"),
        ("x.json", b"{", b"{}", "x.json: the file: is not readable"),
    ],
)
def test_differences_of_files_lead_to_the_place(name: str, published: bytes, recomputed: bytes, named: str) -> None:
    assert str(next(file_differences(name, published, recomputed))).startswith(named)


def test_equal_files_have_no_differences() -> None:
    assert list(file_differences("x.csv", b"a\r\n", b"a\r\n")) == []
