"""Who is asked to approve a change: GitHub's own examples of CODEOWNERS, and what its documentation adds."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicgen.desk.codeowners import read_codeowners

EXAMPLE = """\
# This is a comment.
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/* docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
"""


def owners(text: str, path: str) -> str:
    return " ".join(read_codeowners(text).owners_of(path))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("README.md", "@global-owner1 @global-owner2"),
        ("deep/down/here", "@global-owner1 @global-owner2"),
        ("app.js", "@js-owner"),
        ("src/deep/app.js", "@js-owner"),
        ("cmd/main.go", "docs@example.com"),
        ("notes/a.txt", "@octo-org/octocats"),
        ("build/logs", "@octocat"),
        ("build/logs/today/1.log", "@octocat"),
        ("my/apps/x.py", "@octocat"),
        ("docs/getting-started.md", "@doctocat"),
        ("docs/build-app/troubleshooting.md", "@doctocat"),
        ("other/docs/a.md", "@global-owner1 @global-owner2"),
        ("scripts/run.sh", "@doctocat @octocat"),
        ("deeply/nested/logs/1.log", "@octocat"),
        ("apps/one/main.c", "@octocat"),
        ("apps/github/main.c", ""),
    ],
)
def test_the_example_of_the_documentation(path: str, expected: str) -> None:
    assert owners(EXAMPLE, path) == expected


@pytest.mark.parametrize(
    ("pattern", "fitting", "unfitting"),
    [
        ("*", "a a/b .github/x", ""),
        ("*.*", "a.b x/y.z", "Makefile"),
        ("docs/*", "docs/a.md", "docs/a/b.md x/docs/a.md"),
        ("/docs/*", "docs/a.md", "docs/a/b.md"),
        ("docs/**", "docs/a.md docs/a/b.md", "docs x/docs/a.md"),
        ("docs/", "docs/a docs/a/b x/docs/a", "docs adocs/a"),
        ("docs", "docs docs/a x/docs x/docs/y/z", "docs.md adocs"),
        ("/docs", "docs docs/a/b", "x/docs docs2"),
        ("docs/plan", "docs/plan docs/plan/a", "x/docs/plan docs/plan.md"),
        ("**/logs", "logs logs/a build/logs/a a/b/logs", "blogs/a"),
        ("docs/**/*.md", "docs/a.md docs/b/c/a.md", "docs/a.txt a.md"),
        ("**", "a a/b/c", ""),
        ("a?c", "abc x/abc", "a/c ac abbc"),
        ("a**c", "ac abbc", "a/c"),
        ("/*", "a", "a/b"),
        ("/content/*/answers/", "content/x/answers/a content/x/answers/b/c", "content/answers/a content/x/y/answers/a"),
        (r"a\ b/", "a b/c", "a/b"),
        ("a.b", "a.b", "axb"),
        ("A", "A", "a"),
        ("(x|y)+", "(x|y)+", "x"),
        ("/", "", "a a/b"),
    ],
)
def test_patterns_fit_what_they_should_and_nothing_else(pattern: str, fitting: str, unfitting: str) -> None:
    paths = ["a b/c"] if " b" in pattern else fitting.split()
    for path in paths:
        assert owners(f"{pattern} @o", path) == "@o", path
    for path in unfitting.split():
        assert owners(f"{pattern} @o", path) == "", path


@pytest.mark.parametrize(
    "line", ["!a @o", r"\#a @o", "a[bc] @o", "a owner", "a @o not-an-owner", "a @", "a @o,@p", "a @-x", "a @x/y/z"]
)
def test_a_line_that_the_forge_cannot_read_is_passed_over_and_named(line: str) -> None:
    found = read_codeowners(f"* @first\n{line}\n")
    assert found.unread == (2,)
    assert found.owners_of("a") == ("@first",)


def test_comments_blank_lines_and_other_line_ends_are_fine() -> None:
    found = read_codeowners("\ufeff# who\r\n\r\n  # more\r\n*\t@o\t# all\r\n")
    assert (found.owners_of("a"), found.unread) == (("@o",), ())


NAMES = st.text(alphabet="ab.", min_size=1, max_size=3).filter(lambda name: name.strip("."))
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


@given(PATHS, PATHS)
def test_a_folder_owns_everything_below_it(folder: str, below: str) -> None:
    assert owners(f"/{folder}/ @o", f"{folder}/{below}") == "@o"
    assert owners(f"{folder} @o", f"{folder}/{below}") == "@o"


@given(PATHS, st.lists(st.tuples(PATHS, st.sampled_from(["@a", "@b", ""])), max_size=6))
def test_the_last_line_that_fits_decides(path: str, lines: list[tuple[str, str]]) -> None:
    fitting = [owner for pattern, owner in lines if owners(f"{pattern} @x", path)]
    text = "\n".join(f"{pattern} {owner}" for pattern, owner in lines)
    assert owners(text, path) == (fitting[-1] if fitting else "")


@given(st.text(max_size=40), PATHS)
def test_no_file_makes_it_stumble(text: str, path: str) -> None:
    found = read_codeowners(text)
    assert all(re.fullmatch(r"\S+", owner) for owner in found.owners_of(path))


def test_the_projects_own_file_is_read_whole() -> None:
    file = Path(__file__).resolve().parents[2] / ".github" / "CODEOWNERS"
    found = read_codeowners(file.read_text(encoding="utf-8"))
    assert found.unread == ()
    assert len(found.owners_of("content/consultations/x/answers/y.md")) == 2
    assert len(found.owners_of("content/consultations/x/proposals/y.md")) == 1
