"""The issue forms in a portal's folder and what must change there; addresses that begin files. Reads that folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

from civicgen.cli.desk_words import desk_words
from civicgen.desk.form_changes import FormChanges, form_changes
from civicgen.desk.issue_forms import FOLDER, issue_forms
from civicgen.desk.prefilled import new_file_address
from civicgen.desk.skeletons import OF_A_CONSULTATION, Place
from civicgen.model.consultation import Consultation
from civicgen.model.content import Content
from civicgen.model.desk import DeskFile
from civicgen.model.portal import Portal
from civicgen.model.times import Instant
from civicgen.store.portal_files import PortalFiles


def changes_of_forms(content: Content, root: Path, at: Instant) -> FormChanges:
    """What leads from the forms that lie in a portal's folder to those that are due at a moment."""
    words = {language: desk_words(language, root) for language in content.portal.languages}
    return form_changes(issue_forms(content, words, at), PortalFiles(root).texts_in(FOLDER))


def links_of(consultation: Consultation, portal: Portal, at: Instant, branch: str) -> Iterator[str]:
    """A list of Markdown: addresses that begin a file of each kind of a consultation on the forge's page."""
    place = Place(portal=portal, consultation=consultation, today=at.partition("T")[0])
    for kind, begin in OF_A_CONSULTATION.items():
        skeleton = begin(place)
        if skeleton is not None:
            yield f"- {consultation.slug}: [new {kind}]({new_file_address(portal, branch, skeleton)})"


def forms_in(root: Path, at: Instant) -> Callable[[Content], tuple[DeskFile, ...]]:
    """The same for a button; a portal that has no forms of civicgen's yet gets none by the way."""

    def changes(content: Content) -> tuple[DeskFile, ...]:
        return changes_of_forms(content, root, at).changes if PortalFiles(root).texts_in(FOLDER) else ()

    return changes
