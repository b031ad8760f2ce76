"""The city that speed is measured with: as large as Barcelona's consultation, sound, and always the same."""

import json
from collections import Counter
from pathlib import Path

import bench_shape
from bench_city import CHANGED, ROUNDS, Support, city
from bench_portal import seed_lines, write_portal
from bench_words import LANGUAGES

from civicgen.content.proposals import proposal_text
from civicgen.content.read import read_content
from civicgen.rehearsal.reading import read_seed
from civicgen.store.content_files import ContentFolder
from civicgen.store.git_history import GitWordings

SIZE = 60


def test_the_full_size_has_barcelonas_totals() -> None:
    supports, comments = bench_shape.supports(bench_shape.PROPOSALS), bench_shape.comments(bench_shape.PROPOSALS)
    assert (len(supports), sum(supports), max(supports)) == (10_860, 165_127, 1_720)
    assert (len(comments), sum(comments), max(comments)) == (10_860, 18_192, 320)


def test_a_smaller_city_keeps_the_greatest_proposal_and_the_longest_thread() -> None:
    small = city(SIZE)
    assert max(len(each.supports) for each in small.proposals) == 1_720
    assert max(len(each.comments) for each in small.proposals) == 320


def test_the_same_size_gives_the_same_city() -> None:
    assert city(SIZE) == city(SIZE)


def test_texts_are_in_three_languages_and_about_400_words_long() -> None:
    small = city(SIZE)
    assert {each.language for each in small.proposals} == set(LANGUAGES)
    assert all(350 < len(each.wordings[-1][1].split()) < 480 for each in small.proposals)


def test_the_page_that_is_weighed_has_ten_comments() -> None:
    assert len(city(SIZE).weighed.comments) == 10


def test_nobody_supports_a_proposal_twice_even_in_later_rounds() -> None:
    small = city(SIZE)
    later = [each for events in small.later for each in events if isinstance(each, Support)]
    supports = [each for proposal in small.proposals for each in proposal.supports] + later
    assert max(Counter((each.thread, each.user) for each in supports).values()) == 1


def test_each_round_changes_twenty_threads() -> None:
    small = city(SIZE)
    assert [len({each.thread for each in events}) for events in small.later] == [CHANGED] * ROUNDS


def test_the_rehearsal_server_accepts_the_seed() -> None:
    lines = [json.dumps(line, ensure_ascii=False) for line in seed_lines(city(SIZE))]
    assert read_seed([line.encode() for line in lines], name="seed").repository.name == "city-plan"


def test_the_content_is_without_findings_and_some_texts_have_three_wordings(tmp_path: Path) -> None:
    small = city(SIZE)
    write_portal(small, tmp_path / "portal")
    content = read_content(ContentFolder(tmp_path / "portal").read(), at=None)
    assert not content.findings
    assert len(content.dossiers[0].proposals) == SIZE
    wordings, reason = GitWordings(tmp_path / "portal", read_text=proposal_text).read()
    assert not reason
    assert (
        Counter(map(len, wordings.values())) == Counter(len(each.wordings) for each in small.proposals) == {1: 57, 3: 3}
    )
