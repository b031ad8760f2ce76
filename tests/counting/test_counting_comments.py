"""Comments as the ledger knows them: no words, no logins."""

from ledger_table import AFTER, at, numbered, opened, table

from civicgen.counting.comments import comment_weights
from civicgen.counting.tally import count

ROWS = """
comment-made;       lamps; ada; ; 09-05; 09-06; comment:9
comment-made;       lamps; ben; ; 09-05; 09-06; comment:10; reply_to=comment:9
comment-made;       lamps; cem; ; 09-04; 09-06; comment:11
comment-edited;     lamps; ada; ; 09-07; 09-08; comment:9
comment-hidden;     lamps; ;    ; ;      09-08; comment:10; reason=spam
comment-gone;       lamps; ;    ; ;      09-08; comment:11
reaction-cast;      lamps; dot; +1;    09-06; 09-08; reaction:1; on=comment:9
reaction-cast;      lamps; eve; +1;    09-06; 09-08; reaction:2; on=comment:9
reaction-cast;      lamps; eve; heart; 09-06; 09-08; reaction:3; on=comment:9
reaction-withdrawn; lamps; eve; +1;    ;      09-09; reaction:2; on=comment:9
"""


def test_comments_stand_in_the_order_of_their_making_with_what_became_of_them() -> None:
    comments = comment_weights(numbered(table(ROWS)), as_of=AFTER)["lamps"]
    assert [(each.ref, each.edited_at, each.hidden, each.is_gone) for each in comments] == [
        ("comment:11", None, None, True),
        ("comment:9", at("09-07"), None, False),
        ("comment:10", None, "spam", False),
    ]
    assert [dict(each.reactions) for each in comments] == [{}, {"+1": 1, "heart": 1}, {}]
    assert comments[2].reply_to == "comment:9"


def test_a_reaction_on_a_comment_is_no_stance_on_the_proposal() -> None:
    tally = count(numbered([opened(), *table(ROWS)]), as_of=AFTER)
    assert tally is not None
    assert tally.proposals["lamps"].support == 0
    assert tally.proposals["lamps"].excluded == ()


def test_comments_are_as_of_a_moment_too() -> None:
    comments = comment_weights(numbered(table(ROWS)), as_of=at("09-06"))["lamps"]
    assert [(each.ref, each.hidden, each.is_gone) for each in comments] == [
        ("comment:11", None, False),
        ("comment:9", None, False),
        ("comment:10", None, False),
    ]


def test_a_comment_that_is_shown_again_is_no_longer_hidden() -> None:
    rows = ROWS + "comment-shown; lamps; ; ; ; 09-10; comment:10"
    comments = comment_weights(numbered(table(rows)), as_of=AFTER)["lamps"]
    assert comments[2].hidden is None
