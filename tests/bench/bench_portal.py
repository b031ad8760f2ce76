"""Writes a city as civicgen reads it: content with its history in Git, and a seed. Writes files, runs git."""

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import bench_city
from bench_city import City, Comment, Proposal, Support

from civicgen.model.times import Instant
from civicgen.store.replay import Replay, SeedCommit

REPOSITORY = Path(__file__).resolve().parents[2]
PROPOSALS = f"content/consultations/{bench_city.SLUG}/proposals"
EDITOR = "Editors of Vila Clara <editors@vilaclara.example>"
_PORTAL = """\
name: Vila Clara decides together
summary: A city that is made up, as large as a real one.
repository: vila-clara/city-plan
site_url: https://vilaclara.example/
languages: [en, ca, es]
timezone: Europe/Madrid
licence:
  name: CC BY 4.0
  url: https://creativecommons.org/licenses/by/4.0/
authorities:
  - id: city
    name: City of Vila Clara
    address: Plaça Major 1, Vila Clara
    email: plan@vilaclara.example
"""
_CONSULTATION = f"""\
---
title: The city plan
summary: What should the city do in the next four years? Everybody may propose, and support the proposals of others.
question: What should the city do in the next four years?
authority: city
contact: plan@vilaclara.example
influence: involve
decided_by: The city council
phases:
  - name: Propose and support
    kind: propose-and-support
    opens: {bench_city.OPENS}
    closes: {bench_city.CLOSES}
---

Four years, ten quarters, one plan. Say what is missing where you live.
"""
_PAGE = """\
---
title: {title}
---

# {title}

{words}
"""
_PAGES = {
    "index": ("Vila Clara decides together", "A made-up city, to measure civicgen with."),
    "take-part": ("Taking part", "Write on the forge, by letter, or come to the town hall."),
    "about": ("About this site", "Its texts were put together by a program."),
}


def write_portal(city: City, root: Path) -> None:
    """The portal at `root`, with the history of its texts as a repository of its own. What was there is replaced."""
    shutil.rmtree(root, ignore_errors=True)
    source = root.with_name(root.name + ".source")
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(REPOSITORY / "site_overrides", source / "site_overrides")
    shutil.copy2(REPOSITORY / "mkdocs.yml", source / "mkdocs.yml")
    _write(source / "content/portal.yml", _PORTAL)
    for name, (title, words) in _PAGES.items():
        _write(source / f"content/pages/{name}.md", _PAGE.format(title=title, words=words))
    _write(source / f"content/consultations/{bench_city.SLUG}/consultation.md", _CONSULTATION)
    for proposal in city.proposals:
        _write(source / PROPOSALS / f"{proposal.id}.md", proposal_file(proposal, proposal.wordings[-1][1]))
    commits = [
        SeedCommit(at=Instant(instant(at)), author=EDITOR, message="Change texts", files=files)
        for at, files in _commits(city)
    ]
    replay = Replay(portal=source, copy=root, commits=commits, begins=Instant(instant(bench_city.BEGAN)))
    replay.play_until(Instant(instant(bench_city.NOW)))
    shutil.rmtree(source)


def write_seed(city: City, path: Path) -> None:
    """The seed of the rehearsal server, with the commits of the texts."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in seed_lines(city))


def seed_lines(city: City) -> Iterator[dict[str, object]]:
    """The lines of the seed."""
    yield {
        "type": "repository",
        "owner": bench_city.OWNER,
        "name": bench_city.NAME,
        "id": 2016,
        "created_at": "2015-12-01T09:00:00Z",
        "now": instant(bench_city.NOW),
    }
    for number in range(1, city.accounts + 1):
        yield {"type": "user", "id": number, "login": f"account-{number}", "created_at": "2014-05-01T12:00:00Z"}
    for proposal in city.proposals:
        made = {"user": 1 + proposal.thread % city.accounts, "created_at": "2016-02-01T08:00:00Z"}
        yield {"type": "issue", "number": proposal.thread, "title": proposal.title, **made}
    for proposal in city.proposals:
        for each in (*proposal.supports, *proposal.comments):
            yield _line(each)
    for events in city.later:
        for each in events:
            yield _line(each)
    for at, files in _commits(city):
        yield {"type": "commit", "at": instant(at), "author": EDITOR, "message": "Change texts", "files": files}


def proposal_file(proposal: Proposal, text: str) -> str:
    """The Markdown file of a proposal with one of its wordings."""
    return (
        f"---\ntitle: {json.dumps(proposal.title, ensure_ascii=False)}\nthread: {proposal.thread}\n"
        f"topics: [{', '.join(proposal.topics)}]\nlanguage: {proposal.language}\n---\n\n{text}"
    )


def instant(at: datetime) -> str:
    """As the formats write it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _line(each: Support | Comment) -> dict[str, object]:
    if isinstance(each, Support):
        on = f"issue:{each.thread}"
        return {"type": "reaction", "on": on, "user": each.user, "content": each.kind, "created_at": instant(each.at)}
    return {
        "type": "comment",
        "id": each.id,
        "issue": each.thread,
        "user": each.user,
        "body": each.text,
        "created_at": instant(each.at),
    }


def _commits(city: City) -> list[tuple[datetime, dict[str, str | None]]]:
    """The texts that have several wordings, by the moment of each."""
    found: dict[datetime, dict[str, str | None]] = {}
    for proposal in city.proposals:
        if len(proposal.wordings) > 1:
            for at, text in proposal.wordings:
                found.setdefault(at, {})[f"{PROPOSALS}/{proposal.id}.md"] = proposal_file(proposal, text)
    return sorted(found.items())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
