"""A build that finds its content unchanged reads no front matter, and does not wait for what would."""

import subprocess
import sys

NEEDED = (
    "civicgen.app.building.sources, civicgen.app.building.keeping, civicgen.app.building.texts, civicgen.views.proposal"
)


def test_sources_and_pages_need_no_reader_of_front_matter() -> None:
    found = subprocess.run(
        [sys.executable, "-c", f"import sys, {NEEDED}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.partition(".")[0] for name in found.stdout.split()}
    assert "civicgen" in loaded
    assert not loaded & {"pydantic", "yaml", "frontmatter"}
