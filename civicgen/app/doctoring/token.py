"""Is there a token, and may it do what civicgen does with it? Only what the forge says counts. No I/O.

What GitHub says differs with the sort of token. It names the scopes of a classic one. Of a fine-grained one it tells
what its owner may do, of a workflow's nothing at all: what these may write shows only when they write.
"""

from civicgen.app.doctoring.diagnosis import AGAIN, Verdict, fine, problem, unknown, unseen, warning
from civicgen.app.doctoring.evidence import Evidence
from civicgen.app.doctoring.web import Web
from civicgen.model.health import Setting, TokenKind, Unseen

READING = {"issues": "Issues", "pulls": "Pull requests"}
_READ = {"issues": "read", "pull_requests": "read"}
_WRITE = {"issues": "write", "pull_requests": "write", "contents": "write"}
_NEEDED = "`Metadata`, `Issues` and `Pull requests`, each `Read-only`"
_WANTED = "`Issues`, `Pull requests` and `Contents`, each `Read and write`"
_REFUSED = (403, 404)
_SWITCHED_OFF = 410


def check_token(seen: Evidence) -> Verdict:
    """There is one, and the forge accepts it."""
    if seen.token_problem:
        return problem(f"{seen.token_problem[:1].upper()}{seen.token_problem[1:]}.", _new(seen))
    setting = seen.forge.repository
    if isinstance(setting, Unseen):
        if setting.status == 401:
            return problem(
                "The forge refuses the token in GITHUB_TOKEN (401): it is wrong, expired or revoked.", _new(seen)
            )
        if setting.status not in _REFUSED:
            return unseen(setting, AGAIN)
    kind = "" if seen.token_kind is TokenKind.OTHER else f" ({seen.token_kind.value})"
    return fine(f"The forge accepts the token in GITHUB_TOKEN{kind}.")


def check_reading(seen: Evidence) -> Verdict:
    """The token may read what `civicgen harvest` reads."""
    setting = seen.forge.repository
    if isinstance(setting, Unseen):
        return unseen(setting, "See `token` and `repository`.")
    parts = {READING["issues"]: seen.forge.issues, READING["pulls"]: seen.forge.pulls}
    refused = {name: part for name, part in parts.items() if part is not None and part.status in _REFUSED}
    if refused:
        asked = ", ".join(sorted({part.wanted for part in refused.values() if part.wanted}))
        named = f" (the forge asks for {asked})" if asked else ""
        return problem(
            f"The token may not read {' and '.join(f'`{name}`' for name in refused)}{named}: nothing can be collected.",
            _allow(seen, _NEEDED, "issues: read and pull-requests: read"),
        )
    failed = next((part for part in parts.values() if part is not None and part.status != _SWITCHED_OFF), None)
    if failed is not None:
        return unseen(failed, AGAIN)
    return fine("The token may read what is collected: the repository, its issues and its pull requests.")


def check_writing(seen: Evidence) -> Verdict:
    """The token may do what editors' commands and buttons do at the forge."""
    setting = seen.forge.repository
    if isinstance(setting, Unseen):
        return unseen(setting, "See `token` and `repository`.")
    may_push = "push" in setting.facts.permissions
    if setting.scopes is not None:
        return _classic(seen, setting, may_push=may_push)
    if seen.token_kind is TokenKind.INSTALLATION:
        return unknown(
            "What a workflow's token may write is not told by the forge: it is what `permissions:` of its job says.",
            "In a workflow that opens pull requests or writes comments, look for `contents: write`, `issues: write` "
            "and `pull-requests: write` in its file below .github/workflows. For collecting nothing of this is needed.",
        )
    if not setting.facts.permissions:
        return unknown(
            "The forge does not tell what this token may do.", f"Open {Web(seen).home} and see whether you may."
        )
    if not may_push:
        return _too_weak(seen, "The account that the token belongs to may not write to the repository")
    if seen.token_kind is TokenKind.FINE_GRAINED:
        return unknown(
            "The account that the token belongs to may write; whether the token may, the forge does not tell before "
            "something is written.",
            f"Look at {Web(seen).own_tokens}: the token needs {_WANTED}. For collecting nothing of this is needed.",
        )
    return fine("The token may write to the repository: labels, comments and pull requests can be made.")


def _classic(seen: Evidence, setting: Setting, *, may_push: bool) -> Verdict:
    scopes = setting.scopes or frozenset()
    if "repo" not in scopes and (setting.facts.is_private or "public_repo" not in scopes):
        needed = "repo" if setting.facts.is_private else "public_repo"
        return _too_weak(seen, f"The token is a classic one without the scope `{needed}`")
    if not may_push:
        return _too_weak(seen, "The account that the token belongs to may not write to the repository")
    return fine("The token may write to the repository: labels, comments and pull requests can be made.")


def _too_weak(seen: Evidence, what: str) -> Verdict:
    return warning(
        f"{what}: enough to collect, too weak for labels, announcements and pull requests.",
        "Only if you want to do these from here: let an administrator give the account the role `Write` at "
        f"{Web(seen).access}, and make a token with {_WANTED}: {Web(seen).new_token(**_WRITE)}",
    )


def _new(seen: Evidence) -> str:
    if seen.is_ci:
        return (
            "In the workflow's file below .github/workflows, give the step the workflow's own token: "
            "`env: {GITHUB_TOKEN: ${{ github.token }}}`."
        )
    return (
        f"Open {Web(seen).new_token(**_READ)}. At `Repository access` choose `Only select repositories` and the "
        f"portal's; at `Permissions` there must be {_NEEDED} (for work at the forge as well: {_WANTED}). Press "
        "`Generate token`, and put what is shown into the variable GITHUB_TOKEN, in no file of the repository."
    )


def _allow(seen: Evidence, permissions: str, in_workflow: str) -> str:
    if seen.is_ci:
        return f"In the workflow's file below .github/workflows, add to `permissions:` of the job: {in_workflow}."
    return (
        f"Open {Web(seen).own_tokens}, press the token's name, then `Edit`: at `Repository access` the portal's "
        f"repository, at `Permissions` {permissions}. Press `Update`. Where an organisation owns the repository, one "
        "of its owners may have to approve it."
    )
