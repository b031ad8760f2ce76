"""Git, key, record, schedule, placeholders, forms and what is installed: what each check says."""

import pytest
from doctor_evidence import JUST_NOW, META, PORTAL, PUBLISH, WORKFLOW, diagnosed, evidence, file, forge, portal
from msgspec.structs import replace

from civicgen.app.doctoring.diagnosis import State
from civicgen.desk.issue_forms import MARKER
from civicgen.model.desk import DeskFile, Label
from civicgen.model.health import Attempt, CheckoutSeen, KeySeen, ProgramsSeen, RecordSeen, Unseen
from civicgen.model.times import Instant

OLD = Attempt(at=Instant("2026-11-26T11:00:00Z"), outcome="complete")
NOTHING = RecordSeen(meta=None)


def checkout(**changed: object) -> CheckoutSeen:
    seen = evidence().checkout
    assert isinstance(seen, CheckoutSeen)
    return replace(seen, **changed)


def record(last: Attempt | None, last_complete: Attempt | None = None) -> RecordSeen:
    return RecordSeen(meta=META, last=last, last_complete=last_complete or last)


@pytest.mark.parametrize(
    ("changed", "name", "state", "cure"),
    [
        ({"is_shallow": True}, "history", State.PROBLEM, "git fetch --unshallow"),
        ({"is_shallow": True}, "history", State.PROBLEM, "fetch-depth: 0"),
        ({"is_partial": True}, "history", State.WARNING, "--filter"),
        ({"remote": ""}, "remote", State.WARNING, "https://github.com/new"),
        ({"changed": ("content/portal.yml",)}, "committed", State.WARNING, "git commit"),
    ],
)
def test_t33_a_checkout_that_cannot_date_texts_is_told(
    changed: dict[str, object], name: str, state: State, cure: str
) -> None:
    said = diagnosed(name, checkout=checkout(**changed))
    assert said.state is state
    assert cure in said.cure


def test_git_that_refuses_is_a_problem_with_its_reason() -> None:
    reason = Unseen(why="git does not trust it; run: git config --global --add safe.directory /portal")
    said = diagnosed("git", checkout=reason)
    assert said.state is State.PROBLEM
    assert "safe.directory" in said.what
    assert diagnosed("committed", checkout=reason).state is State.UNKNOWN


def test_a_key_that_is_missing_matters_where_there_is_a_record() -> None:
    none = KeySeen()
    assert diagnosed("key", key=none).state is State.PROBLEM
    assert diagnosed("key", key=none, record=NOTHING).state is State.OK


def test_a_clone_of_a_portal_that_workflows_collect_for_needs_no_key() -> None:
    said = diagnosed("key", key=KeySeen(), record=NOTHING, published=record(JUST_NOW))
    assert said.state is State.UNKNOWN
    assert "/settings/secrets/actions" in said.cure
    assert "CIVICGEN_KEY" in said.cure


@pytest.mark.parametrize("published", [None, record(JUST_NOW)])
def test_in_a_workflow_the_cure_of_a_missing_key_is_the_secret(published: RecordSeen | None) -> None:
    said = diagnosed("key", key=KeySeen(), record=NOTHING, published=published, is_ci=True)
    assert said.state is State.PROBLEM
    assert "`New repository secret`" in said.cure
    assert "${{ secrets.CIVICGEN_KEY }}" in said.cure
    assert ("Make up" in said.cure) is (published is None)


def test_h12b_another_key_is_a_problem_and_both_fingerprints_are_said() -> None:
    said = diagnosed("key", key=KeySeen(source="CIVICGEN_KEY", length=64, fingerprint="0a0b0c0d"))
    assert said.state is State.PROBLEM
    assert META.key in said.what
    assert "0a0b0c0d" in said.what


def test_the_key_of_a_record_that_only_the_site_shows_is_compared_too() -> None:
    other = KeySeen(source="CIVICGEN_KEY", length=64, fingerprint="0a0b0c0d")
    assert diagnosed("key", key=other, record=NOTHING, published=record(JUST_NOW)).state is State.PROBLEM


@pytest.mark.parametrize(
    ("key", "state"),
    [
        (KeySeen(source=".civicgen/key", length=8), State.PROBLEM),
        (KeySeen(source=".civicgen/key", problem="no permission"), State.PROBLEM),
    ],
)
def test_a_key_that_is_none_is_a_problem(key: KeySeen, state: State) -> None:
    assert diagnosed("key", key=key).state is state


def test_a_key_that_others_can_read_is_a_problem() -> None:
    opened = replace(evidence().key, is_open=True)
    assert "chmod 600" in diagnosed("key-file", key=opened).cure
    committed = diagnosed("key-file", checkout=checkout(has_key_committed=True))
    assert committed.state is State.PROBLEM
    assert "git rm --cached" in committed.cure
    assert diagnosed("key-file", checkout=checkout(may_commit_key=True)).state is State.WARNING


def test_b01_a_damaged_record_is_a_problem_with_its_place() -> None:
    said = diagnosed("record", record=RecordSeen(meta=None, damage="streets/000001.jsonl:3: was edited"))
    assert said.state is State.PROBLEM
    assert "streets/000001.jsonl:3" in said.what
    assert "git restore" in said.cure
    assert diagnosed("schedule", record=RecordSeen(meta=None, damage="x")).state is State.UNKNOWN


def test_missing_texts_are_counted() -> None:
    said = diagnosed("texts", record=RecordSeen(meta=META, last=JUST_NOW, missing_texts=1_234))
    assert said.state is State.WARNING
    assert "1,234" in said.what


def test_b17_no_attempt_within_twice_the_promised_time_is_a_sleeping_schedule() -> None:
    said = diagnosed("schedule", record=record(OLD))
    assert said.state is State.PROBLEM
    assert "49 hours" in said.what or "2 days" in said.what
    assert "every 24 hours" in said.what
    assert "https://github.com/oakford/talk/actions/workflows/publish.yml" in said.cure
    assert "`Enable workflow`" in said.cure


def test_b17_exactly_twice_the_promised_time_is_still_a_delay() -> None:
    edge = Attempt(at=Instant("2026-11-26T12:00:00Z"), outcome="complete")
    assert diagnosed("schedule", record=record(edge)).state is State.OK


def test_b17_an_old_folder_is_no_alarm_where_the_published_site_is_fresh() -> None:
    assert diagnosed("schedule", record=record(OLD), published=record(JUST_NOW)).state is State.OK
    assert diagnosed("schedule", record=NOTHING, published=record(OLD)).state is State.PROBLEM


def test_attempts_that_fail_again_and_again_are_told_with_the_reason() -> None:
    failed = Attempt(at=JUST_NOW.at, outcome="failed", reason="the token is refused")
    said = diagnosed("schedule", record=RecordSeen(meta=META, last=failed, last_complete=OLD))
    assert said.state is State.WARNING
    assert "the token is refused" in said.what
    assert OLD.at in said.what


def test_where_nobody_can_tell_when_it_was_collected_it_is_unknown() -> None:
    assert diagnosed("schedule", record=NOTHING).state is State.UNKNOWN
    assert diagnosed("schedule", record=NOTHING, published=Unseen(why="no network")).state is State.UNKNOWN
    assert diagnosed("schedule", record=NOTHING, published=NOTHING).state is State.WARNING


def test_placeholders_are_found_everywhere_with_file_and_line() -> None:
    owners = file(".github/CODEOWNERS", "# owners\n* @oakford/CHANGE-ME\n")
    page = file("content/pages/about.md", "# About\n\nCHANGE-ME and CHANGE-ME again\n")
    said = diagnosed("placeholders", settings=(file(PUBLISH, WORKFLOW), owners), sources=(page,))
    assert said.state is State.PROBLEM
    assert "2 lines" in said.what
    assert "content/pages/about.md:3, .github/CODEOWNERS:2" in said.what
    assert "https://github.com/oakford/talk/blob/HEAD/content/pages/about.md" in said.cure


def test_addresses_of_examples_are_told() -> None:
    invented = PORTAL.replace("takepart.oakford.town", "takepart.oakford.example").replace(
        "council@oakford.town", "Council <council@example.org>"
    )
    said = diagnosed("example-addresses", **portal(invented))
    assert said.state is State.WARNING
    assert "site_url: https://takepart.oakford.example/" in said.what
    assert "council@example.org" in said.what


@pytest.mark.parametrize("address", ["https://example.oakford.town/", "https://latest.town/", "https://testing.town/"])
def test_an_address_that_only_sounds_like_an_example_is_none(address: str) -> None:
    changed = PORTAL.replace("https://takepart.oakford.town/", address)
    assert diagnosed("example-addresses", **portal(changed)).state is State.OK


def test_errors_in_content_are_counted_and_left_to_check() -> None:
    assert diagnosed("content", errors=2).state is State.PROBLEM
    assert "civicgen check" in diagnosed("content", errors=2).cure
    assert diagnosed("content", warnings=1).state is State.WARNING


def test_labels_that_are_missing_at_the_forge_are_named() -> None:
    wanted = (Label(name="proposal", colour="1d76db"), Label(name="consultation: streets", colour="006b75"))
    said = diagnosed("labels", labels=wanted)
    assert said.state is State.WARNING
    assert "consultation: streets" in said.what
    assert "proposal" not in said.what.replace("consultation: streets", "")
    assert "https://github.com/oakford/talk/labels" in said.cure
    assert diagnosed("labels", labels=wanted, forge=forge(labels=Unseen(why="x"))).state is State.UNKNOWN


def test_forms_that_lag_behind_the_content_are_named_and_foreign_ones_are_left() -> None:
    path = ".github/ISSUE_TEMPLATE/report.en.yml"
    due = (DeskFile(path=path, text=f"{MARKER} new\n"),)
    behind = (file(path, f"{MARKER} old\n"),)
    assert diagnosed("forms", forms=due, settings=behind).state is State.WARNING
    assert path in diagnosed("forms", forms=due, settings=()).what
    foreign = diagnosed("forms", forms=due, settings=(file(path, "name: mine\n"),))
    assert "by hand" in foreign.what
    assert diagnosed("forms", forms=due, settings=(file(path, f"{MARKER} new\n"),)).state is State.OK


def programs(**changed: str) -> ProgramsSeen:
    return replace(evidence().programs, **changed)


def test_another_version_than_the_workflows_use_is_told_with_file_and_line() -> None:
    said = diagnosed("version", programs=programs(civicgen="0.2.0"))
    assert said.state is State.WARNING
    assert "0.1.0 012345678901 (.github/workflows/publish.yml:6)" in said.what


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("- run: pip install civicgen==0.1.0", State.OK),
        ("- run: pip install 'civicgen == 0.0.9'", State.WARNING),
        ("uses: civic/civicgen/.github/actions/setup@v0.1.0", State.OK),
        ("uses: civic/civicgen@v0.0.9", State.WARNING),
        ("uses: town/tools/.github/actions/civicgen@0.0.9", State.WARNING),
        ("uses: civic/civicgen@main", State.OK),
        ("- run: civicgen check", State.OK),
    ],
)
def test_versions_are_read_wherever_workflows_name_them(text: str, state: State) -> None:
    assert diagnosed("version", settings=(file(PUBLISH, f"{text}\n"),)).state is state


def test_of_two_commits_the_version_that_a_comment_gives_does_not_matter() -> None:
    same = programs(civicgen="0.1.1", commit="0123456789" * 4)
    assert diagnosed("version", programs=same).state is State.OK
    other = programs(commit="a" * 40)
    assert diagnosed("version", programs=other).state is State.WARNING


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"engine": "2.0.1"}, "MkDocs 2.0.1"),
        ({"engine": ""}, "not installed"),
        ({"theme": ""}, "not installed"),
        ({"engine_problem": "No module named 'yaml'"}, "No module named 'yaml'"),
    ],
)
def test_b06_an_engine_that_makes_no_site_is_a_problem(changed: dict[str, str], words: str) -> None:
    said = diagnosed("engine", programs=programs(**changed))
    assert said.state is State.PROBLEM
    assert words in said.what
    assert "pip install" in said.cure
