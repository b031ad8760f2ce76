"""What an editor must add by hand to files that were there before. Their texts in, words out; no I/O."""

import re
from collections.abc import Iterator, Mapping

LOOKED_AT = ("mkdocs.yml", ".gitignore")
"""The files that need lines of ours whoever made them."""
_SETTINGS = (
    (r"^[ \t]*-[ \t]*civicgen\b|^plugins:.*\bcivicgen\b", "plugins:\n  - civicgen"),
    (r"^docs_dir:[ \t]*['\"]?content/pages/?['\"]?[ \t]*(#|$)", "docs_dir: content/pages"),
    (r"^use_directory_urls:[ \t]*(false|False|no|off)\b", "use_directory_urls: false"),
    (
        r"^[ \t]+custom_dir:[ \t]*['\"]?site_overrides/?['\"]?[ \t]*(#|$)",
        "theme:\n  name: material\n  custom_dir: site_overrides\n  font: false",
    ),
)


def lines_to_add(texts: Mapping[str, str], made: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """For each file that was kept and lacks something: its path, and the lines that belong there.

    `texts` are the files as they are, `made` as they would have been made.
    """
    for path, text in sorted(texts.items()):
        if path == "mkdocs.yml":
            missing = [lines for pattern, lines in _SETTINGS if not re.search(pattern, text, re.MULTILINE)]
        elif path == ".gitignore":
            there = {line.strip().strip("/") for line in text.splitlines()}
            ours = [line for line in made.get(path, "").splitlines() if line and not line.startswith("#")]
            missing = [line for line in ours if line.strip("/") not in there]
        else:
            continue
        if missing:
            yield path, "\n".join(missing)
