"""The findings that a page shows of a whole consultation or portal: so many of each severity, no more. No I/O."""

from collections.abc import Iterable

import msgspec

from civicgen.model.findings import Finding, Severity

SHOWN = 50
"""Of each severity. A page must not grow with all proposals; `civicgen check` prints every finding."""


class ShownFindings(msgspec.Struct, frozen=True, kw_only=True):
    """`shown` in the order of all; of each severity how many more there are."""

    shown: tuple[Finding, ...]
    more_errors: int
    more_warnings: int


def shown_findings(findings: Iterable[Finding]) -> ShownFindings:
    """The first of each severity."""
    shown: list[Finding] = []
    seen = dict.fromkeys(Severity, 0)
    for finding in findings:
        seen[finding.severity] += 1
        if seen[finding.severity] <= SHOWN:
            shown.append(finding)
    return ShownFindings(
        shown=tuple(shown),
        more_errors=max(0, seen[Severity.ERROR] - SHOWN),
        more_warnings=max(0, seen[Severity.WARNING] - SHOWN),
    )
