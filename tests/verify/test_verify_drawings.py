"""The bars of a drawing are as wide as their numbers say, and its words say no other numbers."""

import pytest

from civicgen.app.verifying.drawings import drawing_differences

BAR = """\
<p>A page.</p>
<svg viewBox="0 0 1000 20">
<title>Support and opposition</title>
<desc>A bar: 1,061 support it, 5 oppose it, 0 abstain.</desc>
<rect x="0" width="995" data-figure="streets/lamps/support" data-value="1061"/>
<rect x="995" width="1" data-figure="streets/lamps/abstain" data-value="0"/>
<rect x="996" width="4" data-figure="streets/lamps/oppose" data-value="5"/>
</svg>
"""


def found(page: str) -> list[str]:
    return [str(difference) for difference in drawing_differences("page.html", page)]


def test_bars_that_share_the_width_as_the_numbers_do_are_fine() -> None:
    assert found(BAR) == []
    assert found("<svg><rect width='5' height='5'/><text>17</text></svg>") == []


def test_a_bar_that_is_too_narrow_is_named_with_its_line() -> None:
    (difference,) = found(BAR.replace('width="995"', 'width="500"'))
    assert difference == "page.html: line 5, width of the bar streets/lamps/support: is 500, should be about 995"
    without_view_box = BAR.replace(' viewBox="0 0 1000 20"', "")
    assert found(without_view_box) == []
    assert found(without_view_box.replace('width="995"', 'width="500"'))


def test_a_number_in_words_that_no_bar_has_is_named() -> None:
    (difference,) = found(BAR.replace("1,061", "9,061"))
    assert difference.startswith("page.html: line 4, a number in the words of a drawing: is '9,061'")
    (difference,) = found(BAR.replace("Support and opposition", "9,000 accounts"))
    assert difference.startswith("page.html: line 3, ")


@pytest.mark.parametrize("width", ["wide", "1/0", "-5"])
def test_a_width_that_is_none_is_named(width: str) -> None:
    assert found(BAR.replace('width="995"', f'width="{width}"'))


def test_drawings_without_numbers_are_nobodys_business() -> None:
    assert found('<svg><rect width="3" height="3"/><desc>Room 101</desc></svg>') == []
    assert (
        found(BAR.replace("1061", "0").replace('value="5"', 'value="0"').replace("1,061", "0").replace(" 5 ", " 0 "))
        == []
    )
