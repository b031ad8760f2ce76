"""Is the site published, and at the address that the portal gives it? No I/O."""

from urllib.parse import urlsplit

from civicgen.app.doctoring.diagnosis import AGAIN, Verdict, fine, problem, unknown, unseen, warning
from civicgen.app.doctoring.evidence import Evidence
from civicgen.app.doctoring.web import SETTINGS_TAB, Web
from civicgen.content.portal import PORTAL_FILE
from civicgen.model.health import PagesSetting, Setting, Unseen

_HOSTED = ".github.io"
_NO_SITE = unknown("GitHub Pages is switched off, so that it has no address to be looked at.", "See `pages`.")


def check_pages(seen: Evidence) -> Verdict:
    """The forge publishes the site, as a workflow hands it over."""
    pages, web = seen.forge.pages, Web(seen)
    where = f"Open {web.pages} {SETTINGS_TAB}; at `Build and deployment`, `Source`, choose `GitHub Actions`."
    if isinstance(pages, Unseen):
        if _is_off(seen):
            return _switched_off(seen, where)
        return unseen(pages, f"Look at {web.pages} {SETTINGS_TAB}: `Source` must be `GitHub Actions`.")
    if not pages.is_by_workflow:
        return problem(
            "The site is published from a branch, not by the workflow: what civicgen builds never appears.", where
        )
    if pages.is_failed:
        return problem(
            "The forge could not publish the site the last time.",
            f"Open {web.workflow_runs('')}, press the topmost run and read what is red there; then press `Re-run all "
            "jobs`.",
        )
    if not pages.is_public:
        return warning(
            "Only members of your organisation can see the site.",
            f"Open {web.pages} {SETTINGS_TAB}; at `GitHub Pages visibility` choose `Public`.",
        )
    return fine(f"The site is published by a workflow{f' at {pages.address}' if pages.address else ''}.")


def check_address(seen: Evidence) -> Verdict:
    """The published address is the one in portal.yml, which feeds, calendars and search engines are told."""
    pages, site_url = seen.forge.pages, seen.content.portal.site_url
    if not site_url:
        known = (pages.address if isinstance(pages, PagesSetting) else "") or "https://..."
        return problem(
            f"{PORTAL_FILE} has no `site_url`: feeds, calendars and forms cannot say where the site is.",
            f"Write `site_url: {known}` into {PORTAL_FILE}.",
        )
    if isinstance(pages, Unseen):
        return _NO_SITE if _is_off(seen) else unseen(pages, f"Open {site_url} in your browser.")
    if not pages.address:
        return unknown("The forge does not tell the address of the site.", f"Open {site_url} in your browser.")
    if _place(pages.address) == _place(site_url):
        return fine(f"The published address is the `site_url` of {PORTAL_FILE}.")
    host = urlsplit(site_url).hostname or ""
    return warning(
        f"The site is published at {pages.address}, but {PORTAL_FILE} says `site_url: {site_url}`: feeds, calendars "
        "and search engines send people there.",
        f"If {pages.address} is right: open {Web(seen).file(PORTAL_FILE)}, press the pencil, and write `site_url: "
        f"{pages.address}`. If {site_url} is right: open {Web(seen).pages} {SETTINGS_TAB}, and write {host} at "
        "`Custom domain`.",
    )


def check_https(seen: Evidence) -> Verdict:
    """Visitors are always led to the safe address."""
    pages = seen.forge.pages
    if isinstance(pages, Unseen):
        return _NO_SITE if _is_off(seen) else unseen(pages, AGAIN)
    if pages.is_https_enforced:
        return fine("Visitors are led to https.")
    return warning(
        "The site can be visited without encryption, so that others on the way could read along or change it.",
        f"Open {Web(seen).pages} {SETTINGS_TAB} and tick `Enforce HTTPS`. Where it cannot be ticked yet, the "
        "certificate of your own domain is still being made: try again in a day.",
    )


def _is_off(seen: Evidence) -> bool:
    """Whether the forge says that it publishes nothing; a page that the token may not see is no proof."""
    setting = seen.forge.repository
    return isinstance(setting, Setting) and not setting.facts.has_pages


def _switched_off(seen: Evidence, where: str) -> Verdict:
    site_url = seen.content.portal.site_url
    host = urlsplit(site_url).hostname or ""
    if site_url and not host.endswith(_HOSTED):
        return warning(
            f"GitHub Pages is switched off. That is right only if the site is published elsewhere at {site_url}.", where
        )
    return problem("GitHub Pages is switched off: there is no site.", where)


def _place(address: str) -> tuple[str, str]:
    """What two ways of writing one address have in common."""
    parts = urlsplit(address)
    return (parts.netloc.lower(), parts.path.removesuffix("index.html").rstrip("/"))
