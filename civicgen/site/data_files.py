"""The folder `data/` of a site: the public record as it is, and files put together from the pieces of leaves.

In: the matter of a build and its leaves. Out: files, into the site's folder; only those of which something changed are
made. Reads the ledger's folder.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from civicgen.counting.figures import portal_figures
from civicgen.exports.answers import answer_pieces
from civicgen.exports.consultation import consultation_json
from civicgen.exports.figures import figures_json, portal_json
from civicgen.exports.measures import columns
from civicgen.exports.published import SUMS, recount_script, sums_file
from civicgen.exports.registry import FILES, address_in_data, file_of
from civicgen.model.leaf import part_of
from civicgen.model.names import ProposalId
from civicgen.site.ground import Ground
from civicgen.site.leaves import Grown, pieces_in
from civicgen.site.matter import ConsultationMatter, Matter

FOLDER = "data"


def write_data(consultation: ConsultationMatter, grown: Grown, totals: Mapping[str, int], *, ground: Ground) -> None:
    """The files of one consultation."""
    slug, parts = consultation.slug, consultation.context.parts
    members: list[list[ProposalId]] = [[] for _ in range(parts)]
    for each in grown.leaves:
        members[part_of(each, parts)].append(each)
    answers: list[dict[ProposalId, Mapping[str, bytes]]] = [{} for _ in range(parts)]
    for each, pieces in answer_pieces(consultation.dossier.answers).items():
        answers[part_of(each, parts)][each] = pieces
    for part in range(parts):
        ground.progress("data files", part, parts)
        _write_part(consultation, grown, part, members[part], answers[part], ground)
    ground.folder.put(f"{FOLDER}/{slug}/consultation.json", consultation_json(consultation.facts, parts))
    ground.folder.put(f"{FOLDER}/{slug}/figures.json", figures_json(slug, totals))


def write_portal_data(matter: Matter, *, ground: Ground) -> None:
    """The files of the whole portal: the record's own, and the sums of everything below `data/`, which come last."""
    folder = ground.folder
    for file in matter.news.files:
        address, made_from = f"{FOLDER}/ledger/{file.path}", bytes.fromhex(file.sha256)
        if not folder.stands(address, made_from):
            with (ground.ledger / file.path).open("rb") as stream:
                # What is committed: a collection that crashed may have left more.
                folder.put(address, stream.read(file.size), made_from=made_from)
    facts = [each.facts for each in matter.consultations]
    document = portal_json(
        facts, portal_figures(facts), checkpoint=matter.news.checkpoint, harvests=len(matter.news.harvests)
    )
    folder.put(f"{FOLDER}/portal.json", document)
    folder.put(f"{FOLDER}/recount.py", recount_script())
    hashes = {
        address.removeprefix(f"{FOLDER}/"): standing.sha256
        for address, standing in folder.made().items()
        if address.startswith(f"{FOLDER}/")
    }
    folder.put(f"{FOLDER}/{SUMS}", sums_file(hashes))


def _write_part(
    consultation: ConsultationMatter,
    grown: Grown,
    part: int,
    proposals: Sequence[ProposalId],
    answers: Mapping[ProposalId, Mapping[str, bytes]],
    ground: Ground,
) -> None:
    """The files of one part; where nothing of it changed, they stay."""
    slug, parts, folder = consultation.slug, consultation.context.parts, ground.folder
    names = columns(consultation.context.kinds, consultation.context.closings)
    made_from = _made_from([slug, str(parts), str(part), *names], grown, proposals, answers)
    note = f"part:{slug}:{part}"
    before = msgspec.msgpack.decode(ground.cache.note(note) or b"\x90", type=list[str])
    if before and all(folder.stands(address, made_from) for address in before):
        return
    pieces: dict[str, list[bytes]] = {name: [] for name in FILES}
    kept = {each: pieces_in(data) for each, data in ground.cache.pieces(slug, proposals).items()}
    for each in sorted({*proposals, *answers}):
        for name, piece in (*kept.get(each, {}).items(), *answers.get(each, {}).items()):
            pieces[name].append(piece)
    made = []
    for name, found in pieces.items():
        data = file_of(name, found, slug=slug, columns=names)
        if data:
            made.append(f"{FOLDER}/{address_in_data(slug, name, part, parts)}")
            folder.put(made[-1], data, made_from=made_from)
    ground.cache.set_note(note, msgspec.msgpack.encode(made))


def _made_from(
    heading: Sequence[str],
    grown: Grown,
    proposals: Iterable[ProposalId],
    answers: Mapping[ProposalId, Mapping[str, bytes]],
) -> bytes:
    """One hash over all that a part is put together from."""
    found = hashlib.sha256("\0".join(heading).encode())
    for each in proposals:
        found.update(b"\0" + each.encode() + grown.leaves[each].pieces_digest)
    for each, pieces in sorted(answers.items()):
        found.update(b"\0" + each.encode() + msgspec.msgpack.encode(pieces, order="sorted"))
    return found.digest()
