"""A portal's own template, as tests render it."""

from pathlib import Path

from civicgen.site.catalogue import load_catalogue
from civicgen.site.templating import OVERRIDES, Templates

FIGURES = {"town/": 3, "town/a/support": 17, "town/b/support": 4}


def shown(root: Path, source: str, *, own_prefix: str = "", compiled: Path | None = None, **values: object) -> str:
    """What a portal's own template gives, which is what jinja2's own code gives."""
    template = root / OVERRIDES / "own.html"
    template.parent.mkdir(parents=True, exist_ok=True)
    template.write_text(source, encoding="utf-8")
    catalogue = load_catalogue("en", overrides=root / OVERRIDES / "catalogues")
    templates = Templates(root, catalogue, compiled=compiled)
    page = templates.render("own.html", address="a.html", figures=FIGURES, own_prefix=own_prefix, **values)
    assert page == templates.definition.get_template("own.html").render(values)
    return page
