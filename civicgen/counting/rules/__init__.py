"""The counting rules, one file each. A new rule is a file here and one line in `RULES`.

A rule gets the stances of one account on one proposal that nothing else excludes, and says what becomes of each: None
for counted, or a reason. There are two or more: a stance alone is counted. A rule sees neither other accounts nor other
proposals.
"""

from collections.abc import Callable, Mapping, Sequence

from civicgen.counting.rules.latest_per_person import latest_per_person
from civicgen.counting.rules.one_stance_only import one_stance_only
from civicgen.counting.stances import StanceSeen
from civicgen.model.names import Excluded, RuleName, Stance

Rule = Callable[[Sequence[tuple[StanceSeen, Stance]]], Mapping[int, Excluded | None]]

RULES: Mapping[RuleName, Rule] = {
    RuleName("one-stance-only"): one_stance_only,
    RuleName("latest-per-person"): latest_per_person,
}


def rule_named(name: RuleName) -> Rule:
    """The rule of that name.

    Raises:
        ValueError: there is none.
    """
    rule = RULES.get(name)
    if rule is None:
        raise ValueError(f"counting rule {name!r}; known are {', '.join(RULES)}")
    return rule
