"""The key of the ledger: found, made once, or refused. Reads the environment it is given and files; may write one file.

Pseudonyms are keyed hashes: with another key everybody would be somebody else, and be counted twice. So a ledger that
has rows is never touched with a key that is not its own.
"""

import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from civicgen.errors import ConfigurationError
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.health import KeySeen
from civicgen.model.ledger import LedgerMeta
from civicgen.store.atomic import write_whole

KEY_VARIABLE = "CIVICGEN_KEY"
KEY_FILE = ".civicgen/key"
SHORTEST_KEY = 32
_MADE_BYTES = 32
_OWNER_ONLY = 0o600
_BY_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def load_key(root: Path, environ: Mapping[str, str], *, meta: LedgerMeta | None, is_ci: bool) -> str:
    """The key of this portal's ledger: `CIVICGEN_KEY`, else the file `.civicgen/key`, else a new one.

    Args:
        root: the portal's root.
        meta: of the ledger; None while there is none, which is the only time at which a key is made.
        is_ci: on a machine that forgets everything, where a made key would be lost.

    Raises:
        ConfigurationError: there is no key, it is too short, or the ledger was written with another. Nothing is
            written then.
    """
    key, source = _find(root, environ)
    if not key:
        if meta is not None:
            raise ConfigurationError(
                f"the ledger was begun with a key that is not here: set {KEY_VARIABLE} to it, or put it into "
                f"{KEY_FILE}; with another key everybody would be counted twice"
            )
        if is_ci:
            raise ConfigurationError(
                f"no key: {KEY_VARIABLE} is not set. Make up {SHORTEST_KEY} characters or more that nobody can guess "
                f"(a password manager does it), keep a copy in your safe, and store them as the secret {KEY_VARIABLE}: "
                "on GitHub below Settings, Secrets and variables, Actions"
            )
        return _make(root)
    if len(key) < SHORTEST_KEY:
        raise ConfigurationError(f"the key in {source} has {len(key)} characters; it needs {SHORTEST_KEY} at least")
    if meta is not None and Secrets(key).fingerprint() != meta.key:
        raise ConfigurationError(
            f"the key in {source} is not the one that the ledger was begun with (its fingerprint is {meta.key}); "
            f"set {KEY_VARIABLE} to that one: with another key everybody would be counted twice"
        )
    return key


def look_at_key(root: Path, environ: Mapping[str, str]) -> KeySeen:
    """Where the key is and how it may be known, without the key; nothing is made."""
    try:
        key, source = _find(root, environ)
    except ConfigurationError as problem:
        return KeySeen(source=KEY_FILE, problem=str(problem))
    if not key:
        return KeySeen()
    is_open = source == KEY_FILE and bool((root / KEY_FILE).stat().st_mode & _BY_OTHERS)
    return KeySeen(source=source, length=len(key), fingerprint=Secrets(key).fingerprint(), is_open=is_open)


def _find(root: Path, environ: Mapping[str, str]) -> tuple[str, str]:
    """The key and where it was found; both are '' where there is none."""
    key = environ.get(KEY_VARIABLE, "").strip()
    if key:
        return key, KEY_VARIABLE
    path = root / KEY_FILE
    try:
        return path.read_text(encoding="utf-8").strip(), KEY_FILE
    except FileNotFoundError:
        return "", ""
    except (OSError, UnicodeError) as problem:
        raise ConfigurationError(f"{KEY_FILE} cannot be read: {problem}; mend it or set {KEY_VARIABLE}") from problem


def _make(root: Path) -> str:
    key = secrets.token_hex(_MADE_BYTES)
    write_whole(root / KEY_FILE, f"{key}\n".encode(), mode=_OWNER_ONLY)
    return key
