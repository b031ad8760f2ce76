"""The form with which people report a problem: its notice and its fields. Content and words in, text and fields out; no
I/O."""

from civicgen.desk.addresses import page_address
from civicgen.desk.form_fields import Field, FieldKind
from civicgen.desk.inert import link, literal
from civicgen.desk.words import DeskWords
from civicgen.model.content import Content

KINDS = ("number", "rule", "text", "page", "other")


def report_notice(content: Content, words: DeskWords) -> str:
    """What people are told before they write: above all, what does not belong in public."""
    time = words.text("desk.form.working_time")
    public = words.text("desk.reporting.public", contact=_contact(content, words))
    return f"{public}\n\n{words.text('desk.reporting.becomes', time=time)}"


def report_fields(words: DeskWords) -> tuple[Field, ...]:
    def said(key: str) -> str:
        return words.text(f"desk.reporting.{key}")

    return (
        Field(
            id="kind",
            kind=FieldKind.DROPDOWN,
            label=said("kind"),
            options=tuple(said(f"kind_{kind}") for kind in KINDS),
        ),
        Field(id="address", kind=FieldKind.INPUT, label=said("address"), help=said("address_help")),
        Field(id="text", kind=FieldKind.TEXTAREA, label=said("text"), help=said("text_help")),
    )


def _contact(content: Content, words: DeskWords) -> str:
    """Whom to write to about what is not for the public: the data-protection officer, or else the authority."""
    for authority in content.portal.authorities.values():
        contact = (authority.data_protection_officer or authority.email).strip()
        if contact and " " not in contact and "@" in contact:
            return link(literal(contact), f"mailto:{contact}")
        if contact:
            return literal(contact)
    page = page_address(content, "privacy")
    return link(words.text("desk.form.personal_data"), page) if page else words.text("desk.form.personal_data")
