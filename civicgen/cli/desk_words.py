"""The desk's words for a language: from the site's catalogues, and from the portal's own."""

from pathlib import Path

from civicgen.desk.words import DeskWords
from civicgen.site.catalogue import OVERRIDES, load_catalogue


def desk_words(language: str, root: Path | None) -> DeskWords:
    """The words in a language; English where a catalogue lacks them. A portal's own win word by word.

    `root` is the portal's folder, None where there is none yet.

    Raises:
        ConfigurationError: a catalogue is no TOML or holds something else than words.
    """
    catalogue = load_catalogue(language, overrides=None if root is None else root / OVERRIDES)
    return DeskWords(language=language, entries=catalogue.entries, plural_form=catalogue.locale.plural_form)
