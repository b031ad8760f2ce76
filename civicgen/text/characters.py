"""Characters that may not stand in a published text, and what stands there instead. Text in, text out; no I/O."""

import re

_ALLOWED = "\t\n\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd" + "".join(
    f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0x110000, 0x10000)
)
_SOUND = re.compile(f"[{_ALLOWED}]*")
_FORBIDDEN = re.compile(f"[^{_ALLOWED}]")


def replace_forbidden(text: str) -> str:
    """The text with U+FFFD for each character that neither HTML nor XML allows (controls, surrogates, noncharacters).

    Tabs and line ends stay.
    """
    # To see that nothing is forbidden takes half the time of looking for what is.
    return text if _SOUND.fullmatch(text) else _FORBIDDEN.sub("\ufffd", text)
