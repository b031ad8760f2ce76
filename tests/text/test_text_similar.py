"""Texts that say the same are found, in whatever language, and it is said by which words."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicgen.text.similar import similar_to

CORPUS = {
    "lamps": "Five lamps in Mill Lane, between the school and the bridge. It is dark there in winter.",
    "crossing": "A zebra crossing where Mill Lane meets Priory Street, because children cross there to the school.",
    "bench": "A bench half way up Harrow Hill, for those who carry their shopping home.",
    "bins": "Two litter bins on the path along the river, emptied every day in summer.",
    "lampen": "Fünf Straßenlampen in der Mühlgasse, zwischen Schule und Brücke. Im Winter ist es dort finster.",
    "phare": "Des lampadaires dans l'allée du château, où il fait très sombre en hiver.",
    "arabic": "مصابيح في شارع المدرسة لأن الشارع مظلم في الشتاء",
    "chinese": "学校路需要更多的路灯，冬天晚上太黑了",
}


@pytest.mark.parametrize(
    ("text", "key", "word"),
    [
        ("A street lamp for the dark end of Mill Lane", "lamps", "lamp"),
        ("Benches on Harrow Hill", "bench", "benches"),
        ("Eine Lampe an der Mühlgasse bei der Schule", "lampen", "muhlgasse"),
        ("Un LAMPADAIRE pour l’Allée du Chateau", "phare", "chateau"),
        ("شارع المدرسة مظلم", "arabic", "مظلم"),
        ("学校路的路灯", "chinese", ""),
    ],
)
def test_the_text_that_says_the_same_comes_first(text: str, key: str, word: str) -> None:
    first = similar_to(text, CORPUS, 3)[0]
    assert first.key == key
    assert word in first.words or not word


def test_scores_go_from_nothing_in_common_to_the_same_text() -> None:
    assert similar_to(CORPUS["bench"], CORPUS, 1)[0].score == 1
    assert similar_to("qqq", CORPUS, 8) == ()
    assert similar_to("", CORPUS, 8) == ()
    assert similar_to("lamps", {}, 8) == ()


def test_what_everybody_writes_tells_little() -> None:
    corpus = {f"p{n}": f"I propose for the town a {name} by the river" for n, name in enumerate(CORPUS)}
    first, second, *_ = similar_to("I propose for the town a place with bins and a crossing", corpus, 9)
    assert {first.words, second.words} == {("crossing",), ("bins",)}


def test_many_copies_of_one_text_are_all_found() -> None:
    found = similar_to("No bypass!", dict.fromkeys(map(str, range(50)), "No bypass!"), 100)
    assert [similar.score for similar in found] == [1] * 50
    assert found[0].words == ("bypass", "no")


@given(texts=st.lists(st.text(max_size=60), max_size=6), asked=st.text(max_size=60), seed=st.randoms())
def test_the_order_of_the_corpus_changes_nothing(texts: list[str], asked: str, seed: random.Random) -> None:
    corpus = {f"p{n}": text for n, text in enumerate(texts)}
    shuffled = list(corpus.items())
    seed.shuffle(shuffled)
    found = similar_to(asked, corpus, 5)
    assert found == similar_to(asked, dict(shuffled), 5)
    for similar in found:
        assert isinstance(similar.score, Fraction)
        assert 0 < similar.score <= 1


def test_a_score_is_the_same_from_either_side() -> None:
    one, other = CORPUS["lamps"], CORPUS["crossing"]
    assert similar_to(one, {"x": other}, 1)[0].score == similar_to(other, {"x": one}, 1)[0].score
