"""What a web page is made from: templates, and who looks. Everything is escaped. No network."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from civicgen.rehearsal.application import Application
from civicgen.rehearsal.commits import Commits
from civicgen.rehearsal.entities import Account
from civicgen.rehearsal.exchange import HTML, Answer, Request
from civicgen.rehearsal.forms.reading import Chooser
from civicgen.rehearsal.forms.source import chooser_of
from civicgen.rehearsal.pages.people import citizens
from civicgen.rehearsal.world import World

NOT_YOURS = "Choose first who you are: write the login of a citizen and press the button again."
_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDesk:
    """The request of a person. `values` are the fields of the form or, without one, of the query, each with all that
    was sent; `names` is what the address's pattern caught."""

    application: Application
    request: Request
    values: Mapping[str, tuple[str, ...]]
    commits: Commits
    names: tuple[str, ...] = ()

    @property
    def world(self) -> World:
        return self.application.world

    @property
    def citizen(self) -> Account | None:
        """Who looks: the person with the login chosen, if there is one."""
        account = self.world.citizen(self.sent("as").strip())
        return account if account is not None and account.kind == "User" else None

    @property
    def may_write(self) -> bool:
        return self.world.may_write(self.citizen)

    def named(self, *names: str) -> "PageDesk":
        """The same with what the address's pattern caught."""
        return replace(self, names=names)

    def sent(self, name: str, default: str = "") -> str:
        """The last value sent in a field."""
        return self.values.get(name, (default,))[-1]

    def has(self, name: str) -> bool:
        return name in self.values

    def chooser(self) -> Chooser:
        """The issue forms as they are now."""
        return chooser_of(self.commits, self.application.root)

    def page(self, template: str, *, status: int = 200, notice: str = "", **values: Any) -> Answer:
        """A page from a template."""
        login = self.citizen.login if self.citizen else ""
        chosen = {"as": login} if login else {}
        wanted = self.sent("as").strip()
        if wanted and not login:
            notice = notice or f"There is no citizen {wanted}; choose one of the list."
        text = (
            _templates()
            .get_template(template)
            .render(
                repository=self.world.repository.full_name,
                now=self.application.now(),
                here=self.request.path,
                kept=[(name, value) for name, value in self.request.query.items() if name != "as"],
                citizen=login,
                citizens=citizens(self.world),
                may_write=self.may_write,
                as_query=f"?{urlencode(chosen)}" if chosen else "",
                as_more=f"&{urlencode(chosen)}" if chosen else "",
                notice=notice,
                **values,
            )
        )
        return Answer(status=status, body=text.encode(), content_type=HTML, headers=_HEADERS)

    def problem(self, status: int, heading: str) -> Answer:
        """A page that says no more than what is wrong."""
        return self.page("problem.html", status=status, heading=heading)

    def go(self, address: str, *, anchor: str = "") -> Answer:
        """Send the browser on, still as the same person."""
        query = f"?{urlencode({'as': self.citizen.login})}" if self.citizen else ""
        return Answer(status=303, headers={"location": address + query + (f"#{anchor}" if anchor else "")})


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("civicgen.rehearsal.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
