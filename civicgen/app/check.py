"""Check content: everything that an editor should know, worst first. No I/O but through the port."""

import msgspec

from civicgen.app.ports import ContentFiles
from civicgen.content.against_base import check_against_base
from civicgen.content.against_ledger import check_against_ledger
from civicgen.content.read import read_content, worst_first
from civicgen.model.content import Content
from civicgen.model.findings import Finding, Severity
from civicgen.model.ledger import Ledger
from civicgen.model.times import Instant


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """Content, with the findings of its own checks and of those against the ledger."""

    content: Content
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors


def check(
    files: ContentFiles, *, at: Instant, ledger: Ledger | None = None, base: ContentFiles | None = None
) -> Checked:
    """Read and check content as of a moment; against the ledger and against the base branch where they are given."""
    content = read_content(files.read(), at=at)
    findings = [*content.findings]
    if ledger is not None:
        findings += check_against_ledger(content, ledger)
    if base is not None:
        findings += check_against_base(content, read_content(base.read(), at=at), at)
    return Checked(content=content, findings=worst_first(findings))
