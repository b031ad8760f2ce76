"""What somebody wrote of a cost -> an amount as content has it, such as `38000 EUR`. Text in, text out; no I/O."""

import re

_SIGNS = {"€": "EUR", "£": "GBP", "zł": "PLN", "₴": "UAH", "₹": "INR"}
"""Signs that stand for one currency only; a dollar, a crown or a yen may be several's."""

_NUMBER = r"(?P<number>[0-9]{1,15}|[0-9]{1,3}(?P<apart>[.,'’ \u00a0\u202f])[0-9]{3}(?:(?P=apart)[0-9]{3}){0,4})"
_NO_CENTS = r"(?:[.,](?:00|-|–))?"
_CURRENCY = r"(?P<currency>[A-Z]{3}|" + "|".join(map(re.escape, _SIGNS)) + ")"
_FORMS = (
    re.compile(rf"{_NUMBER}{_NO_CENTS}\s*{_CURRENCY}\.?"),
    re.compile(rf"{_CURRENCY}\s*{_NUMBER}{_NO_CENTS}\.?"),
)


def cost_of(text: str) -> str:
    """The amount and the currency's code; '' where the text is not just that, or not clear."""
    for form in _FORMS:
        found = form.fullmatch(text.strip())
        if found is not None:
            digits = re.sub(r"[^0-9]", "", found["number"])
            return f"{int(digits)} {_SIGNS.get(found['currency'], found['currency'])}"
    return ""
