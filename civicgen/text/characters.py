"""Characters that may not stand in a published text, and what stands there instead. Text in, text out; no I/O."""

import re

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)


def replace_forbidden(text: str) -> str:
    """The text with U+FFFD for each character that neither HTML nor XML allows (controls, surrogates, noncharacters).

    Tabs and line ends stay.
    """
    return _FORBIDDEN.sub("\ufffd", text)
