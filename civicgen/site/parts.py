"""The data files that come in parts: each part is put together from the pieces of its proposals.

The site itself keeps the pieces: a part of which some proposals changed is cut up and put together again with their new
pieces. In: pieces. Out: files beside their places. Reads the site's folder, keeps the sizes of pieces in the cache.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from civicgen.exports.measures import columns
from civicgen.exports.registry import FROM_THE_LEDGER, address_in_data, cut, file_of
from civicgen.model.leaf import part_of
from civicgen.model.names import ProposalId
from civicgen.site.folder import SiteFolder
from civicgen.site.matter import ConsultationMatter
from civicgen.store.build_cache import BuildCache

FOLDER = "data"

Sizes = Mapping[str, Mapping[ProposalId, int]]
"""How many bytes the piece of each proposal has, in the order of the ids, by the files' names."""

_SIZES = msgspec.msgpack.Decoder(dict[str, dict[ProposalId, int]])


class MadeFile(msgspec.Struct, frozen=True, array_like=True):
    """A file of a part that waits beside its place; one whose bytes are the old ones has no hash."""

    address: str
    sha256: str
    size: int


class PartFiles:
    """The files in parts of one consultation."""

    def __init__(self, consultation: ConsultationMatter, folder: SiteFolder, cache: BuildCache) -> None:
        context = consultation.context
        self.count = context.parts
        self._slug = consultation.slug
        self._columns = columns(context.kinds, context.closings)
        self._folder = folder
        self._cache = cache

    def members(self, proposals: Iterable[ProposalId]) -> list[list[ProposalId]]:
        """The proposals of each part, in their order."""
        found: list[list[ProposalId]] = [[] for _ in range(self.count)]
        for each in proposals:
            found[part_of(each, self.count)].append(each)
        return found

    def made_from(self, part: int, pieces: Mapping[ProposalId, bytes]) -> bytes:
        """A hash of all that a part is made from; of each proposal in it the digest of its pieces."""
        heading = "\0".join([self._slug, str(self.count), str(part), *self._columns])
        found = hashlib.sha256(heading.encode())
        for each, digest in pieces.items():
            found.update(b"\0" + each.encode() + digest)
        return found.digest()

    def standing(self, part: int, made_from: bytes) -> Sizes | None:
        """What is known of the pieces of a part, if all its files still stand as they were made from that; then they
        stay, until they are made anew.
        """
        note = self._cache.note(self._note(part))
        if note is None:
            return None
        sizes = _SIZES.decode(note)
        return sizes if self._folder.stand((self._address(name, part) for name in sizes), made_from) else None

    def make(
        self,
        part: int,
        proposals: Sequence[ProposalId],
        new: Mapping[ProposalId, Mapping[str, bytes]],
        before: Sizes | None,
    ) -> tuple[list[MadeFile], Sizes]:
        """Make the files of a part beside their places. `new` are the pieces of those of its proposals that are not
        in the files that stand, or not as they are now; `before` is what is known of these files, None for nothing.
        """
        files: list[MadeFile] = []
        sizes: dict[str, Mapping[ProposalId, int]] = {}
        present = frozenset(proposals)
        for name in FROM_THE_LEDGER:
            address = self._address(name, part)
            known = None if before is None else before.get(name)
            if known is not None and not _concerns(known, new, name) and known.keys() <= present:
                files.append(MadeFile(address, "", 0))
                sizes[name] = known
                continue
            old = self._pieces(name, part, known)
            pieces = {
                each: piece
                for each in proposals
                if (piece := new[each].get(name, b"") if each in new else old.get(each, b""))
            }
            if known is not None and pieces == old:
                files.append(MadeFile(address, "", 0))
            elif data := file_of(name, pieces.values(), slug=self._slug, columns=self._columns):
                standing = self._folder.sha256_at(address)
                files.append(MadeFile(address, self._folder.beside.write(address, data, known=standing), len(data)))
            else:
                continue  # a file that would hold nothing
            sizes[name] = {each: len(piece) for each, piece in pieces.items()}
        return files, sizes

    def note(self, part: int, made_from: bytes, files: Iterable[MadeFile], sizes: Sizes) -> None:
        """Note what was made of a part, maybe in another process."""
        for name in FROM_THE_LEDGER.keys() - sizes.keys():
            self._folder.leave_out(self._address(name, part))
        for file in files:
            if file.sha256:
                self._folder.sha256_at(file.address)  # the other process saw what stands there; now this one does, too
                self._folder.took(file.address, file.sha256, size=file.size, made_from=made_from)
            else:
                self._folder.keep(file.address, made_from=made_from)
        self._cache.set_note(self._note(part), msgspec.msgpack.encode(sizes))

    def _pieces(self, name: str, part: int, sizes: Mapping[ProposalId, int] | None) -> Mapping[ProposalId, bytes]:
        """The pieces in the file that stands."""
        if not sizes:
            return {}
        data = (self._folder.path / self._address(name, part)).read_bytes()
        pieces = cut(name, data, sizes.values(), slug=self._slug, columns=self._columns)
        return dict(zip(sizes, pieces, strict=True))

    def _address(self, name: str, part: int) -> str:
        return f"{FOLDER}/{address_in_data(self._slug, name, part, self.count)}"

    def _note(self, part: int) -> str:
        return f"part:{self._slug}:{part}"


def _concerns(known: Mapping[ProposalId, int], new: Mapping[ProposalId, Mapping[str, bytes]], name: str) -> bool:
    """Whether any of the new pieces belongs in a file, or any of these proposals has one there."""
    return any(each in known or pieces.get(name) for each, pieces in new.items())
