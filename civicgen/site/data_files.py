"""The folder `data/` of a site: the public record as it is, and the files about a consultation as a whole.

In: the matter of a build. Out: files, into the site's folder. Reads the ledger's folder.
"""

from collections.abc import Mapping

from civicgen.counting.figures import portal_figures
from civicgen.exports.answers import answer_pieces
from civicgen.exports.consultation import consultation_json
from civicgen.exports.edition import EDITION, edition_json
from civicgen.exports.figures import figures_json, portal_json
from civicgen.exports.intake import INTAKE, intake_csv
from civicgen.exports.published import SUMS, recount_script, sums_file
from civicgen.exports.registry import FROM_THE_CONTENT, address_in_data, file_of
from civicgen.model.leaf import part_of
from civicgen.model.names import ProposalId
from civicgen.site.editions import edition_of
from civicgen.site.ground import Ground
from civicgen.site.matter import ConsultationMatter, Matter
from civicgen.site.parts import FOLDER


def write_data(consultation: ConsultationMatter, totals: Mapping[str, int], *, ground: Ground) -> None:
    """The files of one consultation, but for those that are made with the leaves."""
    slug, parts = consultation.slug, consultation.context.parts
    ground.progress("data files", 0, None)
    answers: list[dict[ProposalId, Mapping[str, bytes]]] = [{} for _ in range(parts)]
    for each, pieces in answer_pieces(consultation.dossier.answers).items():
        answers[part_of(each, parts)][each] = pieces
    for part in range(parts):
        for name in FROM_THE_CONTENT:
            found = [answers[part][each][name] for each in sorted(answers[part])]
            data = file_of(name, found, slug=slug, columns=())
            ground.folder.put(f"{FOLDER}/{address_in_data(slug, name, part, parts)}", data)
    ground.folder.put(f"{FOLDER}/{slug}/consultation.json", consultation_json(consultation.facts, parts))
    if consultation.register:
        ground.folder.put(f"{FOLDER}/{slug}/{INTAKE}", intake_csv(consultation.register))
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
    folder.put(f"{FOLDER}/{EDITION}", edition_json(edition_of(matter, ground.inputs)))
    folder.put(f"{FOLDER}/recount.py", recount_script())
    hashes = {
        address.removeprefix(f"{FOLDER}/"): standing.sha256
        for address, standing in folder.made().items()
        if address.startswith(f"{FOLDER}/")
    }
    folder.put(f"{FOLDER}/{SUMS}", sums_file(hashes))
