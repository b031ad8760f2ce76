"""Where the desk sends people: pages of the site, and pages of the forge. Content in, addresses out; no I/O.

An address is '' where the portal does not say where it is.
"""

from civicgen.model.content import Content
from civicgen.model.names import ConsultationSlug
from civicgen.model.portal import Portal


def site_address(portal: Portal, page: str = "") -> str:
    """A page of the site; the home page without one."""
    return f"{portal.site_url.rstrip('/')}/{page}" if portal.site_url else ""


def consultation_address(portal: Portal, slug: ConsultationSlug) -> str:
    return site_address(portal, f"consultations/{slug}/index.html")


def page_address(content: Content, name: str) -> str:
    """An ordinary page such as `take-part`; the home page where the portal has none of this name."""
    has_page = f"content/pages/{name}.md" in content.pages
    return site_address(content.portal, f"{name}.html" if has_page else "")


def forge_address(portal: Portal, path: str = "") -> str:
    """A page of the repository at the forge."""
    return f"{portal.forge_url}/{portal.repository}{path}" if portal.repository else ""
