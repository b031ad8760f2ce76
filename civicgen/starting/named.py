"""Finding what an input names: a consultation, proposals, the text of a file. No I/O."""

from collections.abc import Sequence

from civicgen.model.content import Content, Dossier
from civicgen.model.desk import DeskFile
from civicgen.model.proposal import Proposal
from civicgen.starting.plans import Doubt, DoubtError, Standing, doubt

_SHOWN = 12


def dossier_named(slug: str, standing: Standing, *, name: str = "consultation") -> Dossier:
    """The consultation whose folder has this name.

    Raises:
        DoubtError: there is none.
    """
    dossiers = standing.content.dossiers
    found = dossier_in(standing.content, slug)
    if found is None:
        hint = f"Write one of: {_some([dossier.consultation.slug for dossier in dossiers])}."
        raise doubt(name, f"there is no consultation `{slug[:80]}`", hint if dossiers else "Begin one first.")
    return found


def dossier_in(content: Content, slug: str) -> Dossier | None:
    """The consultation whose folder has this name; None where there is none."""
    return next((dossier for dossier in content.dossiers if folder_of(dossier).rsplit("/", 1)[1] == slug), None)


def folder_of(dossier: Dossier) -> str:
    """The folder of a consultation, from the portal's root."""
    return dossier.consultation.file.rsplit("/", 1)[0]


def proposals_named(ids: Sequence[str], dossier: Dossier, *, name: str = "proposals") -> tuple[Proposal, ...]:
    """The proposals of a consultation with these ids, in the order given.

    Raises:
        DoubtError: some are not there.
    """
    known = {str(proposal.id): proposal for proposal in dossier.proposals}
    missing = [proposal for proposal in ids if proposal not in known]
    if missing:
        hint = f"Write ids of proposals of this consultation: {_some(list(known))}." if known else "It has none yet."
        raise DoubtError(*(Doubt(input=name, message=f"there is no proposal `{i[:80]}`", hint=hint) for i in missing))
    return tuple(known[proposal] for proposal in ids)


def text_of(path: str, standing: Standing, *, name: str) -> str:
    """A file's text with every character that it has.

    Raises:
        DoubtError: it is not there, or no text.
    """
    try:
        return standing.sources[path].decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        raise doubt(name, f"{path} cannot be read as text", "Mend the file first; `civicgen check` says how.") from None


def new_file(path: str, text: str, standing: Standing, *, name: str = "slug") -> DeskFile:
    """A file that is not there yet.

    Raises:
        DoubtError: it is there.
    """
    if path in standing.sources:
        raise doubt(name, f"{path} is there already, and is not overwritten", "Choose another name for the new one.")
    return DeskFile(path=path, text=text)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (" and others" if len(names) > _SHOWN else "")
