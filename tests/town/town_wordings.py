"""What texts of the town said before they were changed, by file. Reads `wordings.yml`."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Until `at`, the passage `before` stood where the file now has `after`."""

    at: str
    before: str
    after: str


def _read() -> dict[str, list[Wording]]:
    by_file: dict[str, list[Wording]] = defaultdict(list)
    text = (Path(__file__).parent / "wordings.yml").read_text(encoding="utf-8")
    for entry in yaml.load(text, Loader=yaml.BaseLoader):
        wording = Wording(at=entry["at"], before=entry["before"], after=entry["after"])
        by_file["content/" + entry["file"]].append(wording)
    return dict(by_file)


WORDINGS = _read()
