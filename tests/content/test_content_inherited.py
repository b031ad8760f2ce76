"""A finding stops the pull request that causes it, and no other."""

from content_samples import CONSULTATION, OTHER, PROPOSAL, SOUND, consultation_with, portal_with

from civicgen.app.check import BaseBranch, Checked, changed_files, check, told_apart
from civicgen.errors import ConfigurationError
from civicgen.model.content import SourceFile
from civicgen.model.findings import Finding, Place

DURING = "2026-09-15T00:00:00Z"
LONG_AFTER = "2027-09-15T00:00:00Z"
SLIP = SOUND[OTHER].replace("thread: 13", "thread: 13\nbudgett: 3")


class Files:
    """A portal in memory."""

    def __init__(self, files: dict[str, str | bytes | None]) -> None:
        self._files = portal_with(files)

    def read(self) -> list[SourceFile]:
        return self._files


class Unreadable:
    """A history that Git refuses to tell."""

    def read(self) -> tuple[dict[str, tuple[()]], str]:
        raise ConfigurationError("git does not trust this folder")


def checked(base: dict[str, str | bytes | None], change: dict[str, str | bytes | None], at: str = DURING) -> Checked:
    branch = BaseBranch(files=Files(base), wordings=(Unreadable(),))
    return check(Files({**base, **change}), at=at, base=branch)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_what_is_wrong_on_the_base_branch_stops_nobody() -> None:
    result = checked({OTHER: SLIP}, {PROPOSAL: SOUND[PROPOSAL].replace("thread: 12", "thread: 12\ncost: 5 EUR")})
    assert (codes(result.caused), codes(result.inherited), result.errors) == ([], ["unknown-key"], 0)


def test_it_stays_inherited_when_its_line_moves_or_its_neighbour_is_mended() -> None:
    twice = SLIP.replace("budgett: 3", "budgett: 3\nbudget: 4")
    moved = SLIP.replace("thread: 13", "thread: 13\ncost: 5 EUR\ntopics: [traffic]")
    result = checked({OTHER: twice}, {OTHER: moved})
    assert (codes(result.caused), codes(result.inherited)) == ([], ["unknown-key"])


def test_another_slip_in_the_same_file_is_caused() -> None:
    result = checked({OTHER: SLIP}, {OTHER: SLIP.replace("budgett: 3", "budgett: 3\nsumary: x")})
    assert [finding.message for finding in result.caused] == ["unknown key `sumary`"]
    assert (result.errors, codes(result.inherited)) == (1, ["unknown-key"])


def test_a_line_number_within_a_message_may_move_as_well() -> None:
    twice = SOUND[OTHER].replace("thread: 13", "thread: 13\nthread: 14")
    result = checked({OTHER: twice}, {OTHER: twice.replace("title:", "language: en\ntitle:")})
    assert (codes(result.caused), codes(result.inherited)) == ([], ["double-key"])


def finding(line: int) -> Finding:
    return Finding(code="x", place=Place(file="a.md", line=line), message="the same", hint="Mend it.")


def test_of_equal_findings_as_many_are_inherited_as_there_were_those_on_their_lines_first() -> None:
    caused, inherited = told_apart([finding(1), finding(5), finding(9)], [finding(5), finding(7)])
    assert [each.place.line for each in inherited] == [5, 1]
    assert [each.place.line for each in caused] == [9]


def test_being_late_is_inherited_and_stops_nobody() -> None:
    """The answer is overdue, the proposal still open: whoever corrects another text is not asked about it."""
    late: dict[str, str | bytes | None] = {CONSULTATION: consultation_with(answer_by="2026-12-24")}
    result = checked(late, {OTHER: SOUND[OTHER].replace("13", "13\ncost: 3 EUR")}, at=LONG_AFTER)
    assert {"answer-overdue", "open-past-closing"} <= set(codes(result.inherited))
    assert (result.caused, result.errors) == ((), 0)


def test_errors_that_time_brings_are_inherited_too() -> None:
    """Once the consultation opens, a proposal without thread is an error: of the base branch, not of who comes next."""
    result = checked({PROPOSAL: SOUND[PROPOSAL].replace("thread: 12\n", "")}, {})
    assert (codes(result.inherited), result.errors) == (["no-thread"], 0)


def test_a_broken_base_does_not_hide_what_a_pull_request_breaks() -> None:
    result = checked({OTHER: SLIP}, {OTHER: "---\ntitle: [\n---\n"})
    assert result.errors >= 1


def test_without_a_base_everything_is_caused() -> None:
    result = check(Files({OTHER: SLIP}), at=DURING)
    assert (codes(result.caused), result.inherited, result.base) == (["unknown-key"], (), None)


def test_a_history_that_cannot_be_read_leaves_the_number_open_and_the_check_goes_on() -> None:
    (error,) = checked({}, {PROPOSAL: SOUND[PROPOSAL].replace("dark", "very dark")}).caused
    assert (error.code, "{wording: N, " in error.hint) == ("wording-not-marked", True)


def test_changed_files_are_those_whose_bytes_differ() -> None:
    before, after = portal_with({"content/pages/a.md": "a"}), portal_with({"content/pages/b.md": "b", OTHER: SLIP})
    changed = [(change.path, change.before is None, change.after is None) for change in changed_files(before, after)]
    assert changed == [(OTHER, False, False), ("content/pages/a.md", False, True), ("content/pages/b.md", True, False)]
    assert changed_files(before, before) == ()
