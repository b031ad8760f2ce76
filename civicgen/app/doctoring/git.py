"""Is this folder a checkout that texts can be dated by, and is everything in it committed? No I/O."""

from civicgen.app.doctoring.diagnosis import Verdict, fine, listed, problem, unseen, warning
from civicgen.app.doctoring.evidence import Evidence
from civicgen.app.doctoring.web import Web
from civicgen.model.health import Unseen

_DEEPEN = (
    "In a workflow: add `with: {fetch-depth: 0}` to the step `actions/checkout`. On your own machine, in this folder: "
    "`git fetch --unshallow`."
)


def check_git(seen: Evidence) -> Verdict:
    """There is a repository, and Git reads it."""
    if isinstance(seen.checkout, Unseen):
        return problem(
            f"Git cannot be asked when the texts were changed, so nothing can be collected: {seen.checkout.why}.",
            "What must be done stands there; where there is no repository yet: download the portal's with `git clone` "
            f"instead of as a zip file. Its address: {Web(seen).home}.",
        )
    return fine("This folder is a Git repository.")


def check_history(seen: Evidence) -> Verdict:
    """All earlier versions are here, so that every wording of a proposal can be dated."""
    if isinstance(seen.checkout, Unseen):
        return unseen(seen.checkout, "See `git`.")
    if seen.checkout.is_shallow:
        return problem(
            "This clone is shallow: earlier wordings of proposals are missing, so that nothing can be dated or "
            "collected.",
            _DEEPEN,
        )
    if seen.checkout.is_partial:
        return warning(
            "This is a partial clone: earlier wordings of proposals may be missing.",
            "Clone it again, without `--filter`.",
        )
    return fine("The whole history is here.")


def check_remote(seen: Evidence) -> Verdict:
    """It is known where commits go."""
    if isinstance(seen.checkout, Unseen):
        return unseen(seen.checkout, "See `git`.")
    if seen.checkout.remote:
        return fine(f"Commits go to {seen.checkout.remote}.")
    return warning(
        "This repository is nowhere but here: nobody can take part, and nothing is published.",
        f"Make an empty repository on the forge ({Web(seen).new_repository}), then run here what its page says below "
        "`push an existing repository`.",
    )


def check_committed(seen: Evidence) -> Verdict:
    """What stands in the files is what everybody else sees."""
    if isinstance(seen.checkout, Unseen):
        return unseen(seen.checkout, "See `git`.")
    if not seen.checkout.changed:
        return fine("Everything of the portal is committed.")
    return warning(
        f"Not committed as they stand here: {listed(seen.checkout.changed)}. The public does not see that, and a text "
        "that is not committed has no date.",
        "Commit what is meant to stay (`git add content`, `git commit`), and push it as a pull request.",
    )
