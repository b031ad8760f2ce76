"""Titles -> names of files: small letters, digits, hyphens. Text in, text out; no I/O."""

import re
import unicodedata

from civicgen.starting.plans import doubt

LONGEST_SLUG = 80
_LONGEST_MADE = 60
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "å": "a", "ł": "l", "đ": "d", "ð": "d",
     "þ": "th", "ı": "i", "&": " "}
)  # fmt: skip


def slug_of(title: str) -> str:
    """A name made of a title, cut between words; '' where the title has no letter that a name may have."""
    spelled = unicodedata.normalize("NFC", title.replace("'", "").replace("’", "")).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    slug = ""
    for word in re.findall(r"[a-z0-9]+", plain):
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > _LONGEST_MADE:
            return slug or word[:_LONGEST_MADE]
        slug = longer
    return slug


def chosen_slug(name: str, given: str, title: str) -> str:
    """The name that was given for the input `name`, or one made of a title.

    Raises:
        DoubtError: the one given may not be a name, or the title gives none.
    """
    slug = given or slug_of(title)
    if not slug:
        raise doubt(name, "no name for the file can be made of the title", "Write one, such as `lamps-in-mill-lane`.")
    if len(slug) > LONGEST_SLUG or not _SLUG.fullmatch(slug):
        hint = f"Use small letters a-z, digits and single hyphens, at most {LONGEST_SLUG}."
        raise doubt(name, f"`{slug[:80]}` may not be the name of a file here", hint)
    return slug
