"""Real front matter by others: 949 files that are well formed, and old revisions that are not."""

import tarfile
from pathlib import Path

import pytest
from content_samples import HOME, findings_with, portal_with

from civicgen.content.frontmatter import split_front_matter
from civicgen.content.read import read_content
from civicgen.model.content import SourceFile


@pytest.mark.real_data
def test_949_real_files_are_read_as_front_matter(real_data: Path) -> None:
    with tarfile.open(real_data / "frontmatter" / "ethereum-EIPs-949.tar.gz") as archive:
        members = [member for member in archive if member.isfile() and member.name.endswith(".md")]
        texts = [(member.name, stream.read()) for member in members if (stream := archive.extractfile(member))]
    readable = [name for name, data in texts if not name.endswith("LICENSE.md")]
    assert len(readable) == 949
    for name, data in texts:
        if name in readable:
            sheet = split_front_matter(data.decode()).sheet
            assert isinstance(sheet.value, dict)
            assert sheet.line_of(("eip",)) == 2, name


@pytest.mark.real_data
def test_real_files_of_another_project_are_shown_with_findings_and_stop_nothing(real_data: Path) -> None:
    with tarfile.open(real_data / "frontmatter" / "ethereum-EIPs-949.tar.gz") as archive:
        members = [member for member in archive if member.isfile() and "/eip-" in member.name]
        data = [stream.read() for member in members[:200] if (stream := archive.extractfile(member))]
    files = [SourceFile(path=f"{HOME}/proposals/eip-{n}.md", data=text) for n, text in enumerate(data)]
    content = read_content([*portal_with(), *files])
    assert len(content.dossiers[0].proposals) == 2 + len(data)
    codes = {finding.code for finding in content.findings}
    assert "unknown-key" in codes
    assert not codes & {"yaml", "no-front-matter", "not-utf-8", "tag", "anchor", "double-key"}


@pytest.mark.real_data
def test_each_malformed_real_file_gets_a_finding_with_a_line(real_data: Path) -> None:
    """T28."""
    folder = real_data / "frontmatter" / "malformed"
    found = sorted(folder.glob("*/*"))
    assert len(found) == 12
    for file in found:
        place = f"{HOME}/proposals/a.md" if file.suffix == ".md" else "content/portal.yml"
        findings = [finding for finding in findings_with({place: file.read_bytes()}) if finding.place.file == place]
        assert findings, file.name
        assert all(finding.place.line for finding in findings), file.name
