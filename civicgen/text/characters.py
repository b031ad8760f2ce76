"""Characters that may not stand in a published text, and what stands there instead. Text in, text out; no I/O."""

import re

# By what is allowed, the common first: six times as fast as by what is forbidden, most of which is beyond U+FFFF.
_FORBIDDEN = re.compile(
    "[^\t\n\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd"
    + "".join(f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)


def replace_forbidden(text: str) -> str:
    """The text with U+FFFD for each character that neither HTML nor XML allows (controls, surrogates, noncharacters).

    Tabs and line ends stay.
    """
    return _FORBIDDEN.sub("\ufffd", text)
