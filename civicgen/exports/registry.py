"""The files of each consultation, by name. A new file is a module and one line here."""

from collections.abc import Callable, Mapping

from civicgen.exports.answers import answers_csv, answers_json
from civicgen.exports.comments import comments_csv, comments_json
from civicgen.exports.consultation import consultation_json
from civicgen.exports.contributions import contributions_csv
from civicgen.exports.figures import figures_json
from civicgen.exports.proposals import proposals_csv, proposals_json
from civicgen.exports.recomputable import Recomputable
from civicgen.exports.stances import stances_csv
from civicgen.exports.thresholds import thresholds_csv
from civicgen.model.facts import Published

FROM_THE_LEDGER: Mapping[str, Callable[[Recomputable], bytes]] = {
    "consultation.json": consultation_json,
    "proposals.csv": proposals_csv,
    "proposals.json": proposals_json,
    "stances.csv": stances_csv,
    "comments.csv": comments_csv,
    "comments.json": comments_json,
    "contributions.csv": contributions_csv,
    "thresholds.csv": thresholds_csv,
    "figures.json": figures_json,
}
"""Files that `verify` makes again from ledger and facts."""

FROM_THE_CONTENT: Mapping[str, Callable[[Published], bytes]] = {
    "answers.csv": answers_csv,
    "answers.json": answers_json,
}
"""Files that hold texts of the content and no number; `verify` holds them against SHA256SUMS."""

EXPORTS: Mapping[str, Callable[[Published], bytes]] = {**FROM_THE_LEDGER, **FROM_THE_CONTENT}
