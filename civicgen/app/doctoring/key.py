"""Is the key of the pseudonyms here, the right one, and out of sight? No I/O; the key itself is never seen here."""

from civicgen.app.doctoring.diagnosis import Verdict, fine, problem, unknown, warning
from civicgen.app.doctoring.evidence import Evidence
from civicgen.app.doctoring.web import SETTINGS_TAB, Web
from civicgen.model.health import CheckoutSeen, RecordSeen
from civicgen.model.ledger import LedgerMeta

VARIABLE = "CIVICGEN_KEY"
FILE = ".civicgen/key"
SHORTEST = 32


def check_key(seen: Evidence) -> Verdict:
    """The key that the record was begun with, where anything is collected."""
    key = seen.key
    if key.problem:
        return problem(f"The key cannot be read: {key.problem}.", f"Mend {FILE}, or put the key into {VARIABLE}.")
    if not key.source:
        return _none(seen)
    if key.length < SHORTEST:
        return problem(
            f"The key in {key.source} has {key.length} characters; it needs {SHORTEST} at least.",
            f"Put the key that you keep in your safe into {key.source}; for a portal that has collected nothing yet, "
            "make up a longer one that nobody can guess.",
        )
    meta = _meta(seen)
    if meta is None:
        return fine(f"There is a key in {key.source}; no public record was seen that it would have to fit.")
    if meta.key != key.fingerprint:
        return problem(
            f"The key in {key.source} is not the one that the public record was begun with: the fingerprint of that is "
            f"{meta.key}, of this {key.fingerprint}. With it everybody would be counted twice, so nothing is "
            "collected.",
            f"Put the key of then, which you keep in your safe, into {_place(seen)}.",
        )
    return fine(f"The key in {key.source} is the one that the public record was begun with.")


def check_key_file(seen: Evidence) -> Verdict:
    """Nobody else can read the key: with it, everybody could tell who is behind a pseudonym."""
    if isinstance(seen.checkout, CheckoutSeen) and seen.checkout.has_key_committed:
        return problem(
            f"{FILE} is committed: everybody who can read the repository can tell who is behind each pseudonym.",
            f"Run `git rm --cached {FILE}`, write `/.civicgen/` into .gitignore, commit and push. Whoever has it "
            "already keeps it: ask your data protection officer whether people must be told, and whoever hosts the "
            "repository how to take the file out of its history.",
        )
    if seen.key.is_open:
        return problem(f"{FILE} can be read by other users of this machine.", f"Run `chmod 600 {FILE}`.")
    if isinstance(seen.checkout, CheckoutSeen) and seen.checkout.may_commit_key:
        return warning(
            f"Git does not know that {FILE} must never be committed.",
            "Write the line `/.civicgen/` into the file .gitignore.",
        )
    return fine("The key is in no file that others could read.")


def _none(seen: Evidence) -> Verdict:
    has_record = isinstance(seen.record, RecordSeen) and seen.record.meta is not None
    if has_record or (seen.is_ci and _meta(seen) is not None):
        return problem(
            "The public record was begun with a key that is not here; with another one everybody would be counted "
            "twice. Nothing can be collected.",
            f"Put the key of then, which you keep in your safe, into {_place(seen)}.",
        )
    if seen.is_ci:
        return problem(
            "There is no key, and none is made where everything is forgotten after the run. Nothing can be collected.",
            f"Make up {SHORTEST} characters or more that nobody can guess (a password manager does it), keep a copy "
            f"in your safe, and put them into {_place(seen)}.",
        )
    if _meta(seen) is not None:
        return unknown(
            "There is no key in this folder. It is needed only where collecting is done; whether the workflow has it "
            "cannot be seen from here.",
            f"Open {Web(seen).secrets} {SETTINGS_TAB}: at `Repository secrets` there must be {VARIABLE}.",
        )
    return fine(f"There is no key yet; the first harvest in this folder makes one in {FILE}.")


def _place(seen: Evidence) -> str:
    if seen.is_ci:
        return (
            f"the secret {VARIABLE}: open {Web(seen).secrets} {SETTINGS_TAB}, press `New repository secret`, write "
            f"{VARIABLE} at `Name` and the key at `Secret`. The workflow hands it on by `env: {{{VARIABLE}: ${{{{ "
            f"secrets.{VARIABLE} }}}}}}`"
        )
    return f"{FILE}, as its only line, or into the variable {VARIABLE}"


def _meta(seen: Evidence) -> LedgerMeta | None:
    records = [record for record in (seen.record, seen.published) if isinstance(record, RecordSeen)]
    return next((record.meta for record in records if record.meta is not None), None)
