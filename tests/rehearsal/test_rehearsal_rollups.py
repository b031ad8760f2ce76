"""Whatever happens and whenever one looks: roll-ups, lists and totals say the same."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rehearsal_town import comment, issue, reaction, seed

KINDS = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")
ISSUES = "/repos/town/ideas/issues"
minutes = st.integers(0, 59)


@st.composite
def reactions(draw):
    """Reactions of three people and of nobody; each may be withdrawn, and none is there twice at a time."""
    lines, free = [], {}
    for _ in range(draw(st.integers(0, 25))):
        person, kind = draw(st.sampled_from([1, 2, 3, None])), draw(st.sampled_from(KINDS))
        on = draw(st.sampled_from(["issue:1", "comment:501"]))
        begins = draw(minutes)
        ends = draw(st.none() | st.integers(begins, 59))
        if person is not None:
            if begins < free.get((person, kind, on), 0):
                continue
            free[person, kind, on] = 99 if ends is None else ends
        line = reaction(on, person, kind, created_at=f"2026-11-20T10:{begins:02}:00Z", id=len(lines) + 1)
        lines.append(line if ends is None else line | {"removed_at": f"2026-11-20T10:{ends:02}:00Z"})
    return lines


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reactions(), st.lists(minutes, min_size=1, max_size=3))
def test_rollups_lists_and_totals_agree_at_every_moment(play, lines, moments):
    client = play(seed(issue(1), comment(501, 1), *lines))
    for minute in sorted(moments):
        now = f"2026-11-20T10:{minute:02}:00Z"
        client.server.advance(now)
        for post, path, field in (("issue:1", "1", "issue(number: 1)"), ("comment:501", "comments/501", "")):
            live = Counter(
                line["content"]
                for line in lines
                if line["on"] == post and line["created_at"] <= now < line.get("removed_at", "9")
            )
            rollup = client.get(f"{ISSUES}/{path}").json["reactions"]
            listed = Counter(one["content"] for one in client.get(f"{ISSUES}/{path}/reactions?per_page=100").json)
            assert {kind: rollup[kind] for kind in KINDS if rollup[kind]} == dict(listed) == dict(live)
            assert rollup["total_count"] == live.total()
            if field:
                answer = client.query(
                    f'{{ repository(owner: "town", name: "ideas") {{ {field} {{ reactions(first: 1) {{ totalCount }}'
                    " reactionGroups { reactors(first: 1) { totalCount } } } } }"
                )
                found = answer["data"]["repository"]["issue"]
                assert found["reactions"]["totalCount"] == live.total()
