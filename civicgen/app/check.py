"""Check content: everything that an editor should know, worst first. No I/O but through the port."""

from dataclasses import dataclass

from civicgen.app.ports import ContentFiles
from civicgen.content.against_ledger import check_against_ledger
from civicgen.content.read import read_content, worst_first
from civicgen.model.content import Content
from civicgen.model.findings import Finding, Severity
from civicgen.model.ledger import Ledger
from civicgen.model.times import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Content, with the findings of its own checks and of those against the ledger."""

    content: Content
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors


def check(files: ContentFiles, *, at: Instant, ledger: Ledger | None) -> Checked:
    """Read and check content as of a moment; against the ledger too where there is one."""
    content = read_content(files.read(), at=at)
    against = () if ledger is None else check_against_ledger(content, ledger)
    return Checked(content=content, findings=worst_first((*content.findings, *against)))
