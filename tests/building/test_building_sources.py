"""What a leaf is made from: whole, and no more than it shows."""

from datetime import timedelta
from itertools import pairwise

import pytest
from building_portal import CONSULTATION, FILES, HOME, LAMPS, example_town, portal_with, sources
from hypothesis import given, settings
from hypothesis import strategies as st

from civicgen.app.building.sources import context_of, is_all_answered, moments_of, outline_of, sources_of, stretch_at
from civicgen.app.building.targets import Targets, all_targets, linked_paths
from civicgen.app.building.texts import SafeTexts
from civicgen.model.content import Content
from civicgen.model.leaf import ProposalSource
from civicgen.model.names import ProposalId, State
from civicgen.model.times import Instant, instant, moment

TRICKY = {
    "a heading": "[x](zebra.md#Why not)\n\n[y](zebra.md#why)",
    "the text itself": "# Why\n\n[x](#why) [y](lamps.md#why)",
    "a folder up": "[x](../proposals/../proposals/./zebra.md)",
    "angle brackets": "[x](<../documents/plan.txt>) [y](< zebra.md >)",
    "percent signs": "[x](%7Aebra.md) [y](zebra%2Emd%23why)",
    "entities and backslashes": r"[x](zebra&#46;md) [y](zebra\.md) [z](&period;./documents/plan.txt)",
    "a reference": "[x][1] and [1]\n\n[1]: ../documents/plan.txt 'The plan'",
    "a reference on two lines": "[x]\n\n[x]:\n  zebra.md",
    "a reference in a quotation": "> [x]\n>\n> [x]: zebra.md",
    "a link over two lines of a quotation": "> [x](\n> zebra.md)",
    "a picture": "![The plan](../documents/plan.txt) [![x](zebra.md)](signs.md)",
    "a table": "| a | b |\n|---|---|\n| [x](zebra.md) | ![y](../documents/plan.txt) |",
    "an autolink": "<zebra.md> zebra.md www.oakford.example <https://oakford.example/zebra.md>",
    "raw HTML": '<a href="zebra.md">x</a>',
    "code": "`[x](zebra.md)`\n\n```\n[y](signs.md)\n```",
    "a query": "[x](zebra.md?a=b#c) [y](?zebra.md)",
    "other pages": "[x](../../../pages/about.md#us) [y](../consultation.md#lamps) [z](../answers/zebra.md#z)",
    "nowhere": "[x](nowhere.md) [y](../../../../etc/passwd) [z](/zebra.md) [w](//zebra.md) [v](javascript:zebra.md)",
    "the web": "[x](https://oakford.example/zebra.md) [y]( https://oakford.example) [z](mailto:a@oakford.example)",
    "half a link": "[x](zebra.md [y]( ](zebra.md) [z]:",
}


@pytest.mark.parametrize("text", TRICKY.values(), ids=list(TRICKY))
def test_a_source_renders_links_as_the_whole_content_does(text: str) -> None:
    content = portal_with({LAMPS: f"---\ntitle: Lamps\nthread: 12\n---\n{text}\n"})
    source = sources(content)["lamps"]
    assert rendered(source, SafeTexts.of_source(source)) == rendered(source, SafeTexts(content))


WHOLE = all_targets(portal_with())
PIECES = ("[x]", "[", "]", "](", "(", ")", "<", ">", "> ", "zebra.md", "../documents/plan.txt", "#why", "%20", " ",
          "\n", "\n\n", "`", "|", "!", ":", "]: ", "\\", "&#46;", '"', "- ", "https://", "    ", "a")  # fmt: skip


@given(text=st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_link_is_missed_however_it_is_written(text: str) -> None:
    named = Targets(
        pages={path: WHOLE.pages[path] for path in linked_paths(text, LAMPS) if path in WHOLE.pages},
        anchored=WHOLE.anchored,
    )
    html = [SafeTexts(targets).document(text, file=LAMPS, page="a/b.html").html for targets in (named, WHOLE)]
    assert html[0] == html[1]


@pytest.mark.parametrize("content", [example_town(), portal_with()], ids=["the example town", "a small portal"])
def test_every_source_renders_as_the_whole_content_does(content: Content) -> None:
    whole = SafeTexts(content)
    for source in sources(content).values():
        assert rendered(source, SafeTexts.of_source(source)) == rendered(source, whole)


def rendered(source: ProposalSource, texts: SafeTexts) -> list[str]:
    """The HTML of all texts on the proposal's page."""
    written = [(source.proposal.body, source.proposal.file)]
    for answer in source.answers:
        written += [(text, answer.file) for text in (answer.reason, *(each.text for each in answer.follow_ups))]
    return [
        texts.document(text, file=file, page=source.facts.page, has_anchors=has_anchors).html
        for text, file in written
        for has_anchors in (True, False)
    ]


def test_links_lead_to_pages_documents_and_headings() -> None:
    text = "[a](../../../pages/about.md) [b](../documents/plan.txt) [c](zebra.md#why) [d](../answers/zebra.md)"
    source = sources(portal_with({LAMPS: f"---\ntitle: Lamps\nthread: 12\n---\n{text}\n"}))["lamps"]
    html = rendered(source, SafeTexts.of_source(source))[0]
    for address in ("../../../about.html", "../documents/plan.txt", "zebra.html#text-why", "../answers.html#zebra"):
        assert f'href="{address}"' in html


def test_a_new_file_elsewhere_leaves_a_source_as_it_is() -> None:
    before = sources(portal_with())
    after = sources(
        portal_with(
            {
                f"{HOME}/proposals/benches.md": "---\ntitle: Benches\nthread: 20\n---\nSee [lamps](lamps.md).\n",
                "content/pages/more.md": "# More\n",
            }
        )
    )
    assert {name: after[name] for name in before} == before


def test_a_link_to_a_new_file_finds_it() -> None:
    text = "---\ntitle: Lamps\nthread: 12\n---\nSee [benches](benches.md).\n"
    benches = f"{HOME}/proposals/benches.md"
    before = sources(portal_with({LAMPS: text}))["lamps"]
    after = sources(portal_with({LAMPS: text, benches: "---\ntitle: Benches\nthread: 20\n---\nOak.\n"}))["lamps"]
    assert (before.targets, after.targets) == ({}, {benches: "consultations/bright-streets/proposals/benches.html"})


def test_a_source_names_its_relatives() -> None:
    found = sources(portal_with())
    assert found["crossing"].merged_into is not None
    assert found["crossing"].merged_into.title == "A zebra crossing"
    assert [each.id for each in found["zebra"].merged_from] == ["crossing"]
    assert [each.id for each in found["lamps"].split_into] == ["signs"]
    assert found["signs"].split_from is not None
    assert found["signs"].split_from.address == "consultations/bright-streets/proposals/lamps.html"
    assert [each.id for each in found["signs"].answered] == ["zebra", "signs"]
    assert (found["zebra"].facts.outcome, found["lamps"].facts.outcome) == ("accepted", None)


def test_a_source_holds_letters_that_may_be_shown_and_no_others() -> None:
    content = portal_with()
    assert [each.receipt for each in sources(content)["lamps"].letters] == ["L-1"]
    (dossier,) = [each for each in content.dossiers if each.contributions]
    asked_to_go = {each.proposal.id: each for each in sources_of(dossier, all_targets(content), {"receipt:L-1"})}
    assert asked_to_go[ProposalId("lamps")].letters == ()


def test_a_letter_above_leaves_those_below_as_they_are() -> None:
    path = f"{HOME}/contributions/letters.csv"
    head, _, lines = FILES[path].partition("\n")
    above = f"{head}\nL-0,2026-09-03 10:00,paper,zebra,support,Fast cars.,yes,clerk\n{lines}"
    assert sources(portal_with({path: above}))["lamps"] == sources(portal_with())["lamps"]


def test_the_outline_is_all_but_the_proposals() -> None:
    content = portal_with()
    outline = outline_of(content)
    assert outline.findings == content.findings
    assert all(dossier.proposals == () for dossier in outline.dossiers)
    facts = [source.facts for source in sources(content).values()]
    assert all_targets(outline, facts) == all_targets(content)


def test_a_consultation_is_answered_when_all_that_need_it_are() -> None:
    facts = {name: source.facts for name, source in sources(portal_with()).items()}
    assert not is_all_answered(facts.values())
    del facts["lamps"]
    assert is_all_answered(facts.values())
    assert not is_all_answered([facts["crossing"]])


@pytest.mark.parametrize(
    ("built_for", "state", "is_late"),
    [
        (None, None, False),
        ("2026-08-01T00:00:00Z", State.PLANNED, False),
        ("2026-09-10T00:00:00Z", State.OPEN, False),
        ("2027-01-24T22:59:59Z", State.CLOSED, False),
        ("2027-01-24T23:00:00Z", State.CLOSED, True),
    ],
)
def test_the_context_says_where_the_consultation_stands(
    built_for: Instant | None, state: State | None, is_late: bool
) -> None:
    outline = outline_of(portal_with())
    consultation = outline.dossiers[0].consultation
    context = context_of(
        outline, consultation, is_answered=False, as_of=None, built_for=built_for, closings=(), parts=1, kinds=()
    )
    assert (context.state, context.is_late, context.is_collected) == (state, is_late, False)


def test_the_introduction_is_no_part_of_the_context() -> None:
    """Else every page were made anew when a word of it changes."""
    other = (
        FILES[CONSULTATION].replace("The introduction.", "Another one.").replace("question:", "fixed: [x]\nquestion:")
    )
    contexts = []
    for content in (portal_with(), portal_with({CONSULTATION: other})):
        consultation = content.dossiers[0].consultation
        contexts.append(
            context_of(
                content, consultation, is_answered=False, as_of=None, built_for=None, closings=(), parts=1, kinds=()
            )
        )
    assert contexts[0] == contexts[1]


STATES = {
    "as it is": "",
    "a state written down": "state: closed\n",
    "a promise": "answer_by: 2026-10-20\n",
    "a pause": (
        "changes:\n  - {at: 2026-09-10, field: state, before: open, after: paused, reason: Storm.}\n"
        "  - {at: 2026-09-14, field: state, before: paused, after: open, reason: Over.}\n"
    ),
    "a cancellation": "changes:\n  - {at: 2026-09-10, field: state, before: open, after: cancelled, reason: Sold.}\n",
}


@pytest.mark.parametrize("more", STATES.values(), ids=list(STATES))
def test_between_two_moments_nothing_is_judged_differently(more: str) -> None:
    written = FILES[CONSULTATION]
    if "changes:" in more:
        written = written[: written.index("changes:")] + "---\n"
    files: dict[str, str | None] = {
        CONSULTATION: written.replace("---\n", f"---\n{more}", 1),
        f"{HOME}/proposals/benches.md": "---\ntitle: Benches\n---\nOak.\n",
    }
    moments = moments_of(portal_with(files))
    judged = {}
    for at in sorted({*moments, *map(before, moments), *hours()}):
        content = portal_with(files, at=at)
        consultation = content.dossiers[0].consultation
        context = context_of(
            content, consultation, is_answered=False, as_of=at, built_for=at, closings=(), parts=1, kinds=()
        )
        found = (content, context)
        assert judged.setdefault(stretch_at(moments, at), found) == found, at
    assert len(judged) == len(moments) + 1
    assert any(one != other for one, other in pairwise(judged.values()))
    assert stretch_at(moments, None) not in judged


def before(at: Instant) -> Instant:
    return instant(moment(at) - timedelta(seconds=1))


def hours() -> list[Instant]:
    return [
        Instant(f"2026-{month:02}-{day:02}T{hour}Z")
        for month in (8, 9, 10, 11)
        for day in (1, 10, 20, 30)
        for hour in ("21:59:59", "22:00:00", "22:59:59", "23:00:00")
    ]
