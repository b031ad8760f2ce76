"""The same pages by Hugo: every proposal and every list of proposals. Writes a Hugo site; runs Hugo.

Hugo gets everything ready: numbers counted, pseudonyms made, history read, comments beside the text of their proposal.
It renders the same Markdown through templates that give our HTML (`hugo/`); head, foot and the part on taking part are
cut from a page that civicgen built, so that they are ours byte for byte. It makes no data files, does not sanitise, and
does not check. So a ratio below 1 is civicgen doing more in less time.
"""

import json
import os
import shutil
import subprocess
from collections import Counter
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

import bench_words
from bench_city import City, Proposal
from bench_portal import instant
from bench_process import CommandFailedError

TEMPLATES = Path(__file__).parent / "hugo"
_ARTICLE = '<article class="md-content__inner md-typeset">'
_TAKE_PART = '<section class="takepart"'
_KINDS = {"+1": ("👍", "thumbs up"), "heart": ("❤️", "heart"), "hooray": ("🎉", "hooray")}
_ORDERS = {
    "newest": ("Newest first", "Params.published", "desc"),
    "most-supported": ("Most supported first", "Params.support", "desc"),
    "a-z": ("A to Z", "Title", "asc"),
}


def install() -> None:
    """Have Debian's Hugo.

    Raises:
        CommandFailedError: it is not installed and we may not install it.
    """
    if shutil.which("hugo"):
        return
    if os.getuid() != 0 or not shutil.which("apt-get"):
        raise CommandFailedError("hugo is not installed; sudo apt-get install hugo")
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "hugo"]):
        done = subprocess.run(["apt-get", *words], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise CommandFailedError(f"apt-get could not install hugo: {done.stderr.strip()[-300:]}")


def version() -> str:
    """What `hugo version` says, shortened."""
    told = subprocess.run(["hugo", "version"], capture_output=True, text=True, check=True).stdout.split()
    return told[1].split("-")[0].split("+")[0]


def write_site(city: City, folder: Path, *, page: Path) -> None:
    """The Hugo site, with the frame of `page`, the built page of the city's weighed proposal.

    Raises:
        CommandFailedError: the page has not the parts that we cut.
    """
    shutil.rmtree(folder, ignore_errors=True)
    layouts = folder / "layouts"
    (layouts / "_default").mkdir(parents=True)
    (layouts / "partials").mkdir()
    for name in ("proposal.html", "listing.html"):
        shutil.copy2(TEMPLATES / name, layouts / "_default" / name)
    for name in ("crumbs.html", "sorted.html"):
        shutil.copy2(TEMPLATES / name, layouts / "partials" / name)
    for name, html in _cut(page.read_text(encoding="utf-8"), city.weighed).items():
        (layouts / "partials" / f"{name}.html").write_text(html, encoding="utf-8")
    topics = [{"name": f"topic-{topic}", "words": topic} for topic in sorted(bench_words.TOPICS)]
    orders = [{"name": name, "words": words} for name, (words, _, _) in _ORDERS.items()]
    filters = [
        {"id": "order", "words": "Order", "lists": orders},
        {"id": "topic", "words": "Topic", "lists": topics},
        {"id": "status", "words": "Status", "lists": [{"name": "status-open", "words": "Open"}]},
    ]
    configuration = {
        "baseURL": "https://vilaclara.example/",
        "title": "Vila Clara decides together",
        "uglyURLs": True,
        "disableKinds": ["RSS", "sitemap", "taxonomy", "term", "404", "home"],
        "params": {"filters": filters},
    }
    (folder / "config.json").write_text(json.dumps(configuration), encoding="utf-8")
    _write_lists(folder / "content/consultations/city-plan/all")
    content = folder / "content/consultations/city-plan/proposals"
    content.mkdir(parents=True)
    _write_page(content / "_index.md", {"title": "Proposals", "_build": {"render": "never"}}, "")
    for proposal in city.proposals:
        _write_page(content / f"{proposal.id}.md", _facts(proposal), proposal.wordings[-1][1])


def _write_lists(folder: Path) -> None:
    for name, (_, key, order) in _ORDERS.items():
        _write_list(folder, name, {"key": key, "order": order})
    newest = {"key": "Params.published", "order": "desc"}
    for topic in bench_words.TOPICS:
        _write_list(folder, f"topic-{topic}", {**newest, "topic": topic})
    _write_list(folder, "status-open", newest)


def _write_list(folder: Path, name: str, facts: dict[str, Any]) -> None:
    (folder / name).mkdir(parents=True)
    _write_page(folder / name / "_index.md", {"title": "Proposals: The city plan", "layout": "listing", **facts}, "")


def _write_page(path: Path, facts: dict[str, Any], text: str) -> None:
    path.write_text(json.dumps(facts, ensure_ascii=False) + "\n\n" + text, encoding="utf-8")


def _facts(proposal: Proposal) -> dict[str, Any]:
    kinds = Counter(each.kind for each in proposal.supports)
    latest = proposal.wordings[-1][0]
    return {
        "title": proposal.title,
        "layout": "proposal",
        "slug_id": proposal.id,
        "thread": proposal.thread,
        "topics": proposal.topics,
        "support": len(proposal.supports),
        "this_wording": sum(each.at >= latest for each in proposal.supports),
        "published": instant(proposal.wordings[0][0]) + proposal.id,
        "entry": proposal.thread,
        "kinds": [
            {"kind": kind, "symbol": symbol, "words": words, "count": kinds[kind]}
            for kind, (symbol, words) in _KINDS.items()
            if kinds[kind]
        ],
        "wordings": [
            {"number": number, "at": instant(at), "commit": _digest(f"{proposal.id} {number}")}
            for number, (at, _) in reversed(list(enumerate(proposal.wordings, start=1)))
        ],
        "comments": [
            {"id": each.id, "who": _pseudonym(each.user), "at": instant(each.at), "text": each.text}
            for each in proposal.comments
        ],
    }


def _pseudonym(user: int) -> str:
    digest = _digest(str(user))
    return f"{digest[:4]}-{digest[4:8]}"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:40]


def _cut(html: str, proposal: Proposal) -> dict[str, str]:
    """Head, foot and the part on taking part, with what differs from page to page put in by Hugo."""
    before, found, rest = html.partition(_ARTICLE)
    _, begins, tail = rest.partition(_TAKE_PART)
    part, ends, rest = tail.partition("</section>")
    _, closes, after = rest.rpartition("</article>")
    if not (found and begins and ends and closes):
        raise CommandFailedError("civicgen's pages have changed: the frame for Hugo cannot be cut from them")
    title = escape(proposal.title, quote=False)
    lines = [line for line in before.splitlines() if not line.strip().startswith(('<link rel="canonical"',))]
    head = "\n".join(
        '  <meta name="description" content="{{ .Title }}">\n  <link rel="canonical" href="{{ .Permalink }}">'
        if line.strip().startswith('<meta name="description"')
        else line
        for line in lines
    )
    take_part = (begins + part + ends).replace(f"issues/{proposal.thread}", "issues/{{ .Params.thread }}")
    return {
        "before": head.replace(title, "{{ .Title }}") + "\n",
        "takepart": take_part.replace(title, "{{ .Title }}"),
        "after": after,
    }
