"""The guides and their steps: what is written under a heading, and the function that does it.

`WALK` is literal and in the order in which the steps are gone; a guide's steps are its headings of the third level.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import steps_of_first_consultation as first
import steps_of_keep_it_running as keep
import steps_of_take_part as part
from guide_stage import REPOSITORY, Stage

GUIDES = REPOSITORY / "content" / "pages" / "guides"
PICTURES = GUIDES / "pictures"
_SECTION = re.compile(r"^(#{2,3}) (.+)$", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(pictures/([a-z-]+)\.png\)")
_ROW = re.compile(r"^\| ([^|]+) \| [^|]+ \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a guide: its file, its heading, what one does, and the pictures that are taken on the way."""

    guide: str
    heading: str
    act: Callable[[Stage], None]
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a guide says under a heading. `pictures` are names and alternative texts, in their order."""

    heading: str
    text: str
    is_step: bool

    @property
    def pictures(self) -> list[tuple[str, str]]:
        return [(name, words) for words, name in _PICTURE.findall(self.text)]

    @property
    def button(self) -> str:
        """The workflow whose fields a table of this section explains; '' where there is none."""
        found = re.search(r"^\| button \*([a-z ]+)\* \|", self.text, re.MULTILINE)
        return found[1] if found else ""

    @property
    def fields(self) -> list[str]:
        """The fields that the table names."""
        return [row for row in _ROW.findall(self.text) if not row.startswith(("button", "---"))]


def _steps(guide: str, *steps: tuple[str, Callable[[Stage], None], tuple[str, ...]]) -> tuple[Step, ...]:
    return tuple(Step(guide=guide, heading=heading, act=act, pictures=names) for heading, act, names in steps)


FIRST = _steps(
    "first-consultation.md",
    ("1. Copy civicgen", first.copy_it, ()),
    ("2. Allow workflows to open pull requests", first.allow_pull_requests, ()),
    ("3. Store the key", first.store_the_key, ()),
    ("4. Choose how the site is published", first.choose_pages, ()),
    ("5. Fill in the setup form", first.fill_in_the_form, ("setup-form",)),
    ('6. Run the workflow "set up"', first.run_set_up, ("setup-pull-request",)),
    ("7. Fill in what only you know", first.fill_in_what_only_you_know, ()),
    ("8. Merge it", first.merge_it, ("merge",)),
    ("9. Look at your site", first.look_at_your_site, ("your-site",)),
    ("10. Read the proposal", first.read_the_proposal, ()),
    ("11. Accept it", first.accept_it, ("accepted",)),
    ("12. Merge the proposal", first.merge_the_proposal, ("proposal-files", "proposal-page")),
    ("13. Publish now", first.publish_now, ()),
)
PART = _steps(
    "take-part.md",
    ("1. Find a proposal", part.find_a_proposal, ()),
    ("2. Go to its conversation", part.go_to_its_conversation, ("two-ways",)),
    ("3. Support it", part.support_it, ("thumbs-up",)),
    ("4. Say what you think", part.say_what_you_think, ()),
    ("5. Be told what follows", part.be_told_what_follows, ()),
    ("6. Propose something yourself", part.propose_something, ("propose-form",)),
    ("7. See what became of it", part.see_what_became_of_it, ("register",)),
    ("8. Change your mind", part.change_your_mind, ()),
)
KEEP = _steps(
    "keep-it-running.md",
    ("Refuse a proposal, or join it with another", keep.refuse, ()),
    ("Remove personal data", keep.remove_personal_data, ()),
    ("Extend it", keep.extend, ("extend-files",)),
    ("Close it, pause it, cancel it", keep.close, ("closed",)),
    ("Answer", keep.answer, ("answered", "told")),
    ("Say what was done", keep.say_what_was_done, ()),
)
WALK = (*FIRST, *PART, *KEEP)


def guides() -> list[Path]:
    """All guides, in the order of their names."""
    return sorted(GUIDES.glob("*.md"))


def sections(guide: Path) -> Iterator[Section]:
    """The sections of a guide below its first heading."""
    text = guide.read_text(encoding="utf-8")
    found = list(_SECTION.finditer(text))
    for begins, ends in zip(found, [*found[1:], None], strict=True):
        inside = text[begins.end() : ends.start() if ends else len(text)]
        yield Section(heading=begins[2], text=inside, is_step=begins[1] == "###")
