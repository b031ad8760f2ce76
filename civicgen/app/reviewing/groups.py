"""What a pull request changes, consultation by consultation. Contents and changed files in, sentences out; no I/O."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import msgspec

from civicgen.app.check import Base, FileChange
from civicgen.app.reviewing.dossiers import say_dossier
from civicgen.app.reviewing.redlines import moved_files
from civicgen.app.reviewing.said import Said, quoted
from civicgen.model.content import Content, Dossier
from civicgen.model.moderation import Moderation, ModerationEntry

_FOLDER = "content/consultations/"


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """All that changes in one consultation, or outside of all. `title` and `said` are Markdown."""

    title: str
    said: tuple[str, ...]
    changed: tuple[FileChange, ...]


def groups(content: Content, base: Base) -> Iterator[Group]:
    """A group for each consultation of which a file changed, then one for the rest."""
    files: dict[str, list[FileChange]] = defaultdict(list)
    for change in base.changed:
        files[_slug(change.path)].append(change)
    former = moved_files(base.content, content)
    was, now = _by_slug(base.content), _by_slug(content)
    for slug in sorted(files, key=lambda each: (not each, each)):
        before, after = was.get(slug), now.get(slug)
        said = [*say_dossier(before, after)]
        if not slug:
            said += _say_moderation(base.content.moderation, content.moderation)
        told = {each.file for each in said}
        told |= {former[path] for path in told if path in former}
        lines = (*(each.words for each in said), *(_say_file(each) for each in files[slug] if each.path not in told))
        yield Group(title=_title(slug, after or before), said=lines, changed=tuple(files[slug]))


def _title(slug: str, dossier: Dossier | None) -> str:
    if dossier is not None:
        return quoted(dossier.consultation.title)
    return quoted(slug) if slug else "The portal"


def _say_file(change: FileChange) -> str:
    what = "new file" if change.before is None else "file gone" if change.after is None else "file changed"
    return f"{what}: {quoted(change.path)}"


def _say_moderation(was: Moderation, now: Moderation) -> Iterator[Said]:
    known = Counter(map(_words, was.record))
    for entry in now.record:
        words = _words(entry)
        if known[words] > 0:
            known[words] -= 1
        else:
            yield Said(words=f"**Record of moderation**, new: {words}", file=entry.place.file)


def _words(entry: ModerationEntry) -> str:
    what = f"{quoted(entry.item)} {quoted(entry.outcome)} by rule {quoted(entry.rule)}"
    return f"{entry.on}, {what} ({quoted(entry.role)})"


def _by_slug(content: Content) -> Mapping[str, Dossier]:
    return {dossier.consultation.slug: dossier for dossier in content.dossiers}


def _slug(path: str) -> str:
    """The consultation that a file belongs to; '' for none."""
    return path.removeprefix(_FOLDER).split("/")[0] if path.startswith(_FOLDER) else ""
