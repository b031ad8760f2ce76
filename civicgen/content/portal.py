"""`portal.yml` -> Portal and findings. Reads nothing, writes nothing."""

from collections.abc import Iterator

from civicgen.content.frontmatter import LARGEST_FRONT_MATTER, finding_of
from civicgen.content.ids import id_finding
from civicgen.content.shapes.portal import PortalShape
from civicgen.content.shaping import fill
from civicgen.content.sheet import Sheet, SheetError, read_sheet
from civicgen.content.source_text import source_text
from civicgen.content.when import zone_named
from civicgen.model.content import SourceFile
from civicgen.model.findings import Finding, Place
from civicgen.model.portal import Authority, Portal

PORTAL_FILE = "content/portal.yml"

_LARGEST_FILE = 16 * LARGEST_FRONT_MATTER


def read_portal(source: SourceFile | None) -> tuple[Portal, tuple[Finding, ...]]:
    """The portal; what is missing has its default, and what is wrong a finding."""
    if source is None:
        missing = Finding(
            code="no-portal",
            place=Place(file=PORTAL_FILE),
            message="the portal does not say who runs it: portal.yml is missing",
            hint="Write content/portal.yml; docs/content.md has an example.",
        )
        return _portal(PortalShape()), (missing,)
    sheet, problems = read_yaml(source)
    filled = fill(PortalShape, sheet, source.path)
    checks = tuple(_check_portal(filled.shape, sheet, source.path)) if not problems else ()
    return _portal(filled.shape), problems or (*filled.findings, *checks)


def read_yaml(source: SourceFile) -> tuple[Sheet, tuple[Finding, ...]]:
    """A YAML file as a sheet, empty where it cannot be read."""
    empty = Sheet(value={}, lines={(): 1})
    text = source_text(source)
    if isinstance(text, Finding):
        return empty, (text,)
    if len(text) > _LARGEST_FILE:
        problem = SheetError(
            "file-too-large", f"more than {_LARGEST_FILE:,} characters", "Split the file or shorten it.", line=1
        )
        return empty, (finding_of(source, problem),)
    try:
        sheet = read_sheet(text)
    except SheetError as problem:
        return empty, (finding_of(source, problem),)
    return (empty if sheet.value is None else sheet), ()


def _portal(shape: PortalShape) -> Portal:
    authorities = {
        authority.id: Authority(
            id=authority.id,
            name=authority.name or authority.id,
            address=authority.address,
            email=authority.email,
            phone=authority.phone,
            imprint=authority.imprint,
            data_protection_officer=authority.data_protection_officer,
        )
        for authority in shape.authorities
        if authority.id
    }
    return Portal(
        name=shape.name or "Consultations",
        summary=shape.summary,
        repository=shape.repository,
        forge_url=shape.forge_url.rstrip("/"),
        site_url=shape.site_url,
        languages=tuple(dict.fromkeys(shape.languages)),
        timezone=shape.timezone if zone_named(shape.timezone) else "UTC",
        licence_name=shape.licence.name,
        licence_url=shape.licence.url or "",
        authorities=authorities,
        privacy=shape.privacy,
        minimum_age=shape.minimum_age,
        retention=shape.retention,
        update_interval_hours=shape.update_interval_hours,
    )


def _check_portal(shape: PortalShape, sheet: Sheet, file: str) -> Iterator[Finding]:
    if zone_named(shape.timezone) is None:
        yield Finding(
            code="unknown-zone",
            place=Place(file=file, line=sheet.line_of(("timezone",))),
            message=f"`timezone` is `{shape.timezone[:60]}`, which is not a time zone",
            hint="Write a zone such as Europe/Berlin, America/New_York or UTC.",
        )
    if len(set(shape.languages)) < len(shape.languages):
        yield Finding(
            code="double-entry",
            place=Place(file=file, line=sheet.line_of(("languages",))),
            message="`languages` names a language twice",
            hint="Name each language once, the default first.",
        )
    seen: set[str] = set()
    for at, authority in enumerate(shape.authorities):
        place = Place(file=file, line=sheet.line_of(("authorities", at, "id")))
        finding = id_finding(authority.id, place, "the authority's id") if authority.id else None
        if finding is not None:
            yield finding
        elif authority.id in seen:
            yield Finding(
                code="double-entry",
                place=place,
                message=f"a second authority has the id `{authority.id}`",
                hint="Give each authority an id of its own.",
            )
        seen.add(authority.id)
