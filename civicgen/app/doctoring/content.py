"""Is anything wrong in content? No I/O."""

from civicgen.app.doctoring.diagnosis import Verdict, fine, problem, warning
from civicgen.app.doctoring.evidence import Evidence

_HOW = (
    "Run `civicgen check`, or look at the checks of any pull request: each is said there with its file, line and cure."
)


def check_content(seen: Evidence) -> Verdict:
    """`civicgen check` finds nothing."""
    if seen.errors:
        return problem(f"The content has {seen.errors:,} errors and {seen.warnings:,} warnings.", _HOW)
    if seen.warnings:
        return warning(f"The content has {seen.warnings:,} warnings.", _HOW)
    return fine("Nothing is wrong in the content.")
