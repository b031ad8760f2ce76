"""The summary of a pull request: what changes, who must approve, what is wrong; and no text in it is more than text."""

import re

import comrak
import pytest
from content_samples import ANSWER, CONSULTATION, HOME, OTHER, PROPOSAL, SOUND, consultation_with, portal_with

from civicgen.app.check import BaseBranch, Checked, check
from civicgen.app.reviewing.summary import summary
from civicgen.desk.codeowners import read_codeowners
from civicgen.model.content import SourceFile

DURING = "2026-09-15T00:00:00Z"
OWNERS = read_codeowners("* @town/desk\n/content/consultations/*/answers/ @town/clerk @town/desk\n/content/pages/\n")
Change = dict[str, str | bytes | None]


class Files:
    def __init__(self, files: list[SourceFile]) -> None:
        self._files = files

    def read(self) -> list[SourceFile]:
        return self._files


def checked(change: Change, base: Change | None = None) -> Checked:
    was, now = portal_with(base), portal_with({**(base or {}), **change})
    return check(Files(now), at=DURING, base=BaseBranch(files=Files(was)))


def said(change: Change, base: Change | None = None, **options: int) -> str:
    return summary(checked(change, base), OWNERS, **options)


def lines(text: str) -> list[str]:
    return [line.removeprefix("- ") for line in text.split("\n") if line.startswith("- ")]


def test_it_begins_with_what_must_be_mended_then_who_approves_then_what_changes() -> None:
    text = said({PROPOSAL: SOUND[PROPOSAL].replace("dark", "very dark")})
    order = ["**1 error must be mended first**", "**Error** in", "### Who must approve", "### What changes"]
    assert sorted(order, key=text.index) == order
    assert "changed while people take their stance on it" in text


def test_a_sound_change_is_said_to_be_one() -> None:
    assert "**Nothing in the content stands against merging it**." in said({"content/pages/about.md": "# About\n"})
    assert "Nothing below `content/`." in said({})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {PROPOSAL: SOUND[PROPOSAL].replace("dark", "dim")},
            "**Proposal** `Lamps in Mill Lane`: **new wording**, not marked",
        ),
        (
            {
                PROPOSAL: SOUND[PROPOSAL].replace(
                    "\n---\n", "\neditorial: [{wording: 2, by: desk, note: A word.}]\n---\n"
                )
            },
            "**Proposal** `Lamps in Mill Lane`: wording 2 is marked as form only by `desk`: `A word.`",
        ),
        (
            {PROPOSAL: SOUND[PROPOSAL].replace("12", "12\nstatus: withdrawn\ncost: 5 EUR")},
            "**Proposal** `Lamps in Mill Lane`: status `open` → `withdrawn`",
        ),
        ({PROPOSAL: SOUND[PROPOSAL].replace("12", "12\ncost: 5 EUR")}, "`Lamps in Mill Lane`: other details: `cost`"),
        ({PROPOSAL: None}, "**Proposal** `Lamps in Mill Lane` is gone"),
        (
            {f"{HOME}/proposals/new.md": "---\ntitle: New\nthread: 9\n---\nx\n"},
            "**New proposal** `New` (open, thread 9)",
        ),
        ({ANSWER: SOUND[ANSWER].replace("accepted", "partly")}, "**outcome** `accepted` → `partly`"),
        (
            {ANSWER: SOUND[ANSWER].replace("spring", "May")},
            "**Answer** `The zebra crossing`: the reason reads otherwise",
        ),
        (
            {
                ANSWER: SOUND[ANSWER].replace(
                    "answered_on", "follow_ups: [{date: 2026-11-20, text: Done.}]\nanswered_on"
                )
            },
            "follow-up of 2026-11-20: `Done.`",
        ),
        ({ANSWER: None}, "**Answer** `The zebra crossing` is gone"),
        (
            {f"{HOME}/answers/b.md": SOUND[ANSWER].replace("zebra-at-the-school", "lamps-in-mill-lane")},
            "**New answer** `The zebra crossing`: `accepted`, to 1 proposal: `lamps-in-mill-lane`",
        ),
        (
            {f"{HOME}/updates/2026-09-15-news.md": "---\ntitle: News\n---\nx\n"},
            "**New update** `News` of 2026-09-15",
        ),
        (
            {f"{HOME}/contributions/a.csv": "receipt,received,channel,count,checked_by\nP1,2026-09-12,form,14,me\n"},
            "**New contributions**, 1 receipt for 14 people: `P1`",
        ),
        ({CONSULTATION: consultation_with(influence="consult")}, "**Terms**: `influence` `involve` → `consult`"),
        (
            {CONSULTATION: consultation_with(counting="\n  rule: latest-per-person")},
            "**Terms**: `rule` of counting `one-stance-only` → `latest-per-person`",
        ),
        ({"content/pages/about.md": "# About\n"}, "new file: `content/pages/about.md`"),
        ({PROPOSAL.replace(".md", ".de.md"): "---\ntitle: L\n---\n"}, "new file: `content/consultations/"),
    ],
)
def test_each_change_is_said_in_an_editors_words(change: Change, words: str) -> None:
    assert any(words in line for line in lines(said(change))), said(change)


def test_an_extension_says_what_was_announced_and_why() -> None:
    phases = "\n  - {name: Support, kind: propose-and-support, opens: 2026-09-01, closes: 2026-10-08}"
    changes = "\n  - {at: 2026-09-15, field: closes, before: 2026-10-01, after: 2026-10-08, reason: Flood.}"
    found = lines(said({CONSULTATION: consultation_with(phases=phases, changes=changes)}))
    announced = "`closes` `2026-10-01T21:59:59Z` → `2026-10-08T21:59:59Z`, because `Flood.`"
    assert any(line.startswith("**Terms**: announced as of") and line.endswith(announced) for line in found)
    assert any(line.startswith("**Terms**: phase `Support` `closes`") for line in found)


def test_every_changed_file_is_named_somewhere() -> None:
    change: Change = {
        PROPOSAL: SOUND[PROPOSAL] + "\n",
        OTHER: SOUND[OTHER].replace("13", "14"),
        "content/pages/a.md": "# A\n",
        "content/odd.bin": b"\xff",
        "content/consultations/new/readme.txt": "x",
        f"{HOME}/documents/plan.pdf": b"%PDF-1.7",
    }
    text = said(change)
    assert [path for path in change if path not in text] == []


def test_a_new_wording_comes_with_its_redline_folded_away() -> None:
    text = said({PROPOSAL: SOUND[PROPOSAL].replace("dark", "very dark")})
    folded = text.partition("<details><summary>")[2].partition("</details>")[0]
    assert f"What changes in <code>{PROPOSAL}</code></summary>\n\n```diff\n" in folded
    assert "+ The way to school is {+very+} dark." in folded


def test_a_renamed_proposal_is_compared_with_what_it_was() -> None:
    renamed = PROPOSAL.replace("lamps-in-mill-lane", "lights")
    text = SOUND[PROPOSAL].replace("thread: 12", "thread: 12\nid: lamps-in-mill-lane").replace("dark", "very dark")
    found = said({PROPOSAL: None, renamed: text})
    assert "+ The way to school is {+very+} dark." in found
    assert f"the file was `{PROPOSAL}`" in found


def test_owners_are_those_of_whom_one_must_approve_and_are_not_called() -> None:
    found = said({PROPOSAL: None, ANSWER: None, "content/pages/about.md": "# About\n"})
    assert lines(found.partition("### Who must approve")[2])[:3] == [
        f"one of `town/clerk`, `town/desk`: `{ANSWER}`",
        f"`town/desk`: `{PROPOSAL}`",
        "nobody in particular: `content/pages/about.md`",
    ]
    assert "@" not in found


def test_without_codeowners_it_says_so() -> None:
    assert "no CODEOWNERS file" in summary(checked({PROPOSAL: None}), None)


def test_lines_of_codeowners_that_the_forge_passes_over_are_named() -> None:
    text = summary(checked({PROPOSAL: None}), read_codeowners("* @a\n!x @b\n"))
    assert "GitHub passes over these lines of CODEOWNERS: `2`." in text


def test_findings_of_the_base_branch_stand_apart_and_folded() -> None:
    text = said({ANSWER: SOUND[ANSWER] + "More.\n"}, {OTHER: SOUND[OTHER].replace("13", "13\nbudgett: 3")})
    before, _, after = text.partition("### On the base branch already: 1 finding")
    assert "Nothing in the content stands against merging it" in before
    assert "budgett" not in before.partition("### What changes")[0]
    assert "unknown key" in after


HOSTILE = (
    "@mayor #12 ![x](https://t.example/p.gif) [x](javascript:alert(1)) <img src=x onerror=alert(1)> | `tick` ``` ~~~ "
    "</details></summary> ::error::x ::add-mask::x %0A::warning::x https://evil.example $(rm) ${{ secrets.X }} \u202e"
)


def hostile_portal() -> Change:
    """Every text that somebody writes, and a name of a file, try to be more than text."""
    quoted = '"' + HOSTILE.replace("<", "").replace(">", "").replace("\u202e", "") + '"'
    return {
        PROPOSAL: f"---\ntitle: {quoted}\nthread: 12\nauthors: [{quoted}]\n---\n{HOSTILE}\n\n# {HOSTILE}\n",
        f"{HOME}/proposals/new.md": f"---\ntitle: {quoted}\nthread: 77\n{quoted}: 1\n---\n{HOSTILE}\n",
        ANSWER: SOUND[ANSWER].replace("The zebra crossing", quoted).replace("spring", HOSTILE),
        f"{HOME}/updates/2026-09-15-x.md": f"---\ntitle: {quoted}\n---\n{HOSTILE}\n",
        CONSULTATION: consultation_with(title=quoted, question=quoted, promise=quoted),
        "content/pages/</code></summary><script>@x ``` .md": HOSTILE,
        "content/moderation.yml": f"rules: [{{id: a, title: A}}]\nappeal: {quoted}\n",
    }


TAGS = {"h2", "h3", "h4", "p", "ul", "li", "strong", "code", "pre", "details", "summary", "br"}


def rendered(markdown: str) -> str:
    """The HTML that the forge makes, with raw HTML let through, so that it shows where there is any."""
    extensions, options = comrak.ExtensionOptions(), comrak.RenderOptions()
    for name in ("table", "strikethrough", "autolink", "tasklist", "footnotes", "alerts", "math_dollars"):
        setattr(extensions, name, True)
    options.unsafe_ = True
    return comrak.render_markdown(markdown, extension_options=extensions, render_options=options)


def test_no_text_is_more_than_text() -> None:
    """H17: titles, texts, names of files and authors stand in code, whatever they are."""
    html = rendered(said(hostile_portal()))
    assert set(re.findall(r"</?([a-z][a-z0-9]*)", html)) <= TAGS
    outside = re.sub(r"<[^>]*>", "", re.sub(r"<code[^>]*>.*?</code>", "", html, flags=re.DOTALL))
    for sign in ("@", "::", "://", "${{", "|", "#12", "~~~", "alert", "&lt;"):
        assert sign not in outside, (sign, outside)
    assert "\u202e" not in html


def test_it_is_never_longer_than_the_forge_takes() -> None:
    """GitHub shows nothing at all of a summary of more than 1 MiB."""
    change: Change = {
        f"{HOME}/proposals/p-{number}.md": f"---\ntitle: P {number}\nthread: {100 + number}\n---\n" + "ü " * 9_000
        for number in range(90)
    }
    reworded: Change = {path: str(text).replace("ü ", "ö ") for path, text in change.items()}
    whole = said(reworded, change)
    assert len(whole.encode()) < 1_000_000
    assert whole.endswith("All findings stand in the log of the step.\n")
    cut = said(reworded, change, largest=20_000)
    assert len(cut.encode()) <= 20_000
    assert cut.count("<details>") == cut.count("</details>")


def test_of_very_many_texts_the_first_have_their_redlines() -> None:
    change: Change = {f"{HOME}/proposals/p-{n}.md": f"---\ntitle: P\nthread: {100 + n}\n---\nDark\n" for n in range(90)}
    text = said({path: str(text).replace("Dark", "Dim") for path, text in change.items()}, change)
    assert text.count("```diff") == 60
    assert "here are the first 60" in text


def test_many_findings_are_cut_and_say_so() -> None:
    change: Change = {f"{HOME}/proposals/p-{number}.md": f"---\nsumary: {number}\n---\n" for number in range(200)}
    text = said(change)
    assert "- and 300 more in the log of this step" in text


def test_without_a_base_only_findings_are_said() -> None:
    result = check(Files(portal_with({OTHER: SOUND[OTHER].replace("13", "13\nbudgett: 3")})), at=DURING)
    text = summary(result)
    assert "**1 error must be mended first**" in text
    assert "What changes" not in text
