"""Do labels and forms at the forge fit the content? No I/O."""

from civicgen.app.doctoring.diagnosis import Verdict, fine, listed, unknown, unseen, warning
from civicgen.app.doctoring.evidence import Evidence
from civicgen.app.doctoring.web import Web
from civicgen.content.portal import PORTAL_FILE
from civicgen.desk.form_changes import form_changes
from civicgen.desk.issue_forms import FOLDER
from civicgen.model.findings import Finding, Severity
from civicgen.model.health import Unseen

_SEE = "See `content`."


def check_labels(seen: Evidence) -> Verdict:
    """Every label that forms set and civicgen looks for is there."""
    there = seen.forge.labels
    if isinstance(there, Unseen):
        return unseen(there, f"Look at {Web(seen).labels}.")
    if isinstance(seen.labels, Unseen):
        return unseen(seen.labels, "Correct the portal's own catalogue, in site_overrides/civic/catalogues.")
    names = {label.name.casefold() for label in there}
    missing = [label.name for label in seen.labels if label.name.casefold() not in names]
    if not missing:
        return fine(f"All {len(seen.labels)} labels are there.")
    return warning(
        f"{len(missing)} labels are missing at the forge: {listed(missing)}. A form does not make labels: without "
        "them what comes in by a form is not found.",
        f"Run `civicgen labels sync`; or open {Web(seen).labels}, press `New label`, write the name exactly like "
        "that, and press `Create label`.",
    )


def check_forms(seen: Evidence) -> Verdict:
    """The forms by which people propose and report say what the content says."""
    if any(_stands_in_the_way(finding) for finding in seen.content.findings):
        return unknown("There are errors in what the forms are made from, so nobody knows what they should say.", _SEE)
    if isinstance(seen.forms, Unseen):
        return unseen(seen.forms, "Correct the portal's own catalogue, in site_overrides/civic/catalogues.")
    present = {
        file.path: file.data.decode("utf-8", "replace") for file in seen.settings if file.path.startswith(f"{FOLDER}/")
    }
    found = form_changes(seen.forms, present)
    if found.changes:
        return warning(
            f"The issue forms do not say what the content says: {listed([file.path for file in found.changes])}.",
            "Run `civicgen forms`, and commit what it writes; it changes no form that somebody made by hand.",
        )
    if found.foreign:
        return warning(
            f"Somebody wrote these forms by hand, so that civicgen does not renew them: {listed(found.foreign)}.",
            "Compare them with the content whenever a consultation changes; or delete them, and run `civicgen forms`.",
        )
    return fine(f"The {len(seen.forms)} forms say what the content says.")


def _stands_in_the_way(finding: Finding) -> bool:
    file = finding.place.file
    return finding.severity is Severity.ERROR and (file == PORTAL_FILE or file.endswith("/consultation.md"))
