"""The issue forms in a portal's folder, and what must change there. Reads that folder."""

from collections.abc import Callable
from pathlib import Path

from civicgen.cli.desk_words import desk_words
from civicgen.desk.form_changes import FormChanges, form_changes
from civicgen.desk.issue_forms import FOLDER, issue_forms
from civicgen.model.content import Content
from civicgen.model.desk import DeskFile
from civicgen.model.times import Instant
from civicgen.store.portal_files import PortalFiles


def changes_of_forms(content: Content, root: Path, at: Instant) -> FormChanges:
    """What leads from the forms that lie in a portal's folder to those that are due at a moment."""
    words = {language: desk_words(language, root) for language in content.portal.languages}
    return form_changes(issue_forms(content, words, at), PortalFiles(root).texts_in(FOLDER))


def forms_in(root: Path, at: Instant) -> Callable[[Content], tuple[DeskFile, ...]]:
    """The same for a button; a portal that has no forms of civicgen's yet gets none by the way."""

    def changes(content: Content) -> tuple[DeskFile, ...]:
        return changes_of_forms(content, root, at).changes if PortalFiles(root).texts_in(FOLDER) else ()

    return changes
