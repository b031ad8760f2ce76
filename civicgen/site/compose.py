"""Composing: a page's data goes through its template into a frame. Page data in, HTML out; writes nothing."""

from collections.abc import Mapping
from posixpath import join
from typing import Protocol
from urllib.parse import urlsplit

from civicgen.model.portal import Portal
from civicgen.site.catalogue import Catalogue
from civicgen.site.frames import DEEP_FRAMES, NOT_FOUND, Frame, Head
from civicgen.site.inputs import digest_of
from civicgen.site.policy import check_content, check_frame
from civicgen.site.templating import Templates
from civicgen.views.addresses import root_from


class View(Protocol):
    """What every page's data has."""

    @property
    def address(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str: ...


class Composer:
    """Makes civic pages out of their data.

    Args:
        look: a hash of everything that templates depend on beside what they are given.
    """

    def __init__(
        self, portal: Portal, catalogue: Catalogue, templates: Templates, frames: Mapping[str, Frame], *, look: bytes
    ) -> None:
        self._portal = portal
        self._catalogue = catalogue
        self._templates = templates
        self._frames = frames
        self._look = look
        for address, frame in frames.items():
            check_frame(frame, name=address)

    def words(self, key: str, **values: object) -> str:
        """Plain words for a title or a description, which are escaped later."""
        return str(self._catalogue.text(key, **values).unescape())

    def made_from(self, address: str) -> bytes:
        """A hash of all that a page depends on beside its own data: templates, words, frame and portal."""
        frame = self._frame(address)
        parts = (frame.before_head, frame.before_content, frame.after_content, str(frame.intro))
        return digest_of([self._look.hex(), self._portal.name, self._portal.site_url, *parts])

    def page(
        self, template: str, view: View, *, figures: Mapping[str, int], own_prefix: str = "", **values: object
    ) -> str:
        """A whole page. `figures` are the numbers that it may show, `own_prefix` what their names begin with.

        Raises:
            ConfigurationError: the template fails, or the page breaks the output policy.
        """
        frame = self._frame(view.address)
        site_url = self._portal.site_url
        is_found = view.address != NOT_FOUND
        # A page that is served for any missing address can only link from the top.
        root = root_from(view.address) if is_found else urlsplit(site_url).path.rstrip("/") + "/"
        content = self._templates.render(
            template,
            address=view.address,
            figures=figures,
            own_prefix=own_prefix,
            page=view,
            root=root,
            intro=frame.intro,
            **values,
        )
        check_content(content, address=view.address)
        name = self._portal.name
        head = Head(
            title=view.title if view.title == name else f"{view.title} · {name}",
            description=" ".join(view.description.split())[:300],
            canonical=join(site_url, view.address) if site_url and is_found else "",
        )
        return frame.fill(head, content)

    def part(
        self, template: str, address: str, *, figures: Mapping[str, int], own_prefix: str = "", **values: object
    ) -> str:
        """A part of pages, such as a card. `address` is the page that it is about, for messages.

        Raises:
            ConfigurationError: the template fails, or the part breaks the output policy.
        """
        part = self._templates.render(template, address=address, figures=figures, own_prefix=own_prefix, **values)
        check_content(part, address=address)
        return part

    def _frame(self, address: str) -> Frame:
        return self._frames.get(address) or self._frames[frame_name(address)]


def frame_name(address: str) -> str:
    """The frame for a page below a consultation."""
    return DEEP_FRAMES[address.count("/")].removesuffix(".md") + ".html"
