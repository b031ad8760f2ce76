"""The whole `data/` folder of a site. In: what is published, the ledger. Out: bytes by path. Pure but for `recount.py`,
whose text is read from the package."""

import hashlib
from collections.abc import Mapping, Sequence
from importlib.resources import files

from civicgen.exports.figures import portal_json
from civicgen.exports.registry import EXPORTS
from civicgen.exports.texts import shown_texts, texts_file
from civicgen.model.facts import Published
from civicgen.model.ledger import Ledger

SUMS = "SHA256SUMS"
LEDGER_FOLDER = "ledger"


def published_files(
    published: Sequence[Published],
    ledger: Ledger,
    raw_ledger_files: Mapping[str, bytes],
    *,
    portal_figures: Mapping[str, int],
) -> Mapping[str, bytes]:
    """Everything below `data/`, by its path relative to `data/`, in the order of the paths.

    `raw_ledger_files` are the ledger's own files by their path in its folder, copied as they are; what lies in
    `texts/` is left out, because only texts that may be shown are published. `SHA256SUMS` covers all the others and
    can be checked with `sha256sum -c`.
    """
    found = {f"{LEDGER_FOLDER}/{path}": data for path, data in raw_ledger_files.items() if _is_public(path)}
    for each in published:
        texts = texts_file(shown_texts(each.rows, each.texts))
        if texts:
            found[f"{LEDGER_FOLDER}/texts/{each.facts.slug}.jsonl"] = texts
        for name, export in EXPORTS.items():
            found[f"{each.facts.slug}/{name}"] = export(each)
    found["portal.json"] = portal_json([each.facts for each in published], portal_figures, ledger)
    found["recount.py"] = files("civicgen.exports").joinpath("recount.py").read_bytes()
    found[SUMS] = sums_file(found)
    return dict(sorted(found.items()))


def sums_file(contents: Mapping[str, bytes]) -> bytes:
    """The SHA-256 of each file, in the form that `sha256sum` writes."""
    return b"".join(f"{hashlib.sha256(contents[path]).hexdigest()}  {path}\n".encode() for path in sorted(contents))


def _is_public(path: str) -> bool:
    """Whether a file of the ledger's folder goes out as it is: settings, harvests and segments, nothing else."""
    return path.endswith((".json", ".jsonl")) and not path.startswith(("texts/", "."))
