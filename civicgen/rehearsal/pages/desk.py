"""What a web page is made from: templates, and who looks. Everything is escaped. No network."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from civicgen.rehearsal.application import Application
from civicgen.rehearsal.entities import Account
from civicgen.rehearsal.exchange import HTML, Answer, Request
from civicgen.rehearsal.pages.views import citizens
from civicgen.rehearsal.world import World

_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDesk:
    """The request of a person; `sent` are the fields of the form or, without one, of the query."""

    application: Application
    request: Request
    sent: dict[str, str]

    @property
    def world(self) -> World:
        return self.application.world

    @property
    def citizen(self) -> Account | None:
        """Who looks: the person with the login chosen, if there is one."""
        account = self.world.citizen(self.sent.get("as", "").strip())
        return account if account is not None and account.kind == "User" else None

    def page(self, template: str, *, status: int = 200, notice: str = "", **values: Any) -> Answer:
        """A page from a template."""
        login = self.citizen.login if self.citizen else ""
        chosen = {"as": login} if login else {}
        wanted = self.sent.get("as", "").strip()
        if wanted and not login:
            notice = notice or f"There is no citizen {wanted}; choose one of the list."
        text = (
            _templates()
            .get_template(template)
            .render(
                repository=self.world.repository.full_name,
                now=self.application.now(),
                here=self.request.path,
                citizen=login,
                citizens=citizens(self.world),
                as_query=f"?{urlencode(chosen)}" if chosen else "",
                as_more=f"&{urlencode(chosen)}" if chosen else "",
                notice=notice,
                **values,
            )
        )
        return Answer(status=status, body=text.encode(), content_type=HTML, headers=_HEADERS)

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
