"""The key of the ledger: made once, never replaced, never made where it would be lost."""

import stat
from pathlib import Path

import pytest

from civicgen.errors import ConfigurationError
from civicgen.ledger.layout import FORMAT
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.ledger import LedgerMeta
from civicgen.store.key import load_key

KEY = "the key of Lindenbrook, long enough to be one"
OTHER = "a key of somebody else, which is long enough too"
META = LedgerMeta(format=FORMAT, repository="lindenbrook/consultations", key=Secrets(KEY).fingerprint())


def written(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob("*"))


def test_a_first_key_is_made_for_its_owner_only(tmp_path: Path) -> None:
    key = load_key(tmp_path, {}, meta=None, is_ci=False)
    assert len(key) >= 32
    assert stat.S_IMODE((tmp_path / ".civicgen/key").stat().st_mode) == 0o600
    assert load_key(tmp_path, {}, meta=None, is_ci=False) == key


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    load_key(tmp_path, {}, meta=None, is_ci=False)
    assert load_key(tmp_path, {"CIVICGEN_KEY": f"{KEY}\n"}, meta=META, is_ci=True) == KEY


@pytest.mark.parametrize("environ", [{}, {"CIVICGEN_KEY": OTHER}, {"CIVICGEN_KEY": ""}])
def test_a_ledger_is_refused_with_another_key_or_none(tmp_path: Path, environ: dict[str, str]) -> None:
    """H12b: otherwise everybody would be counted twice."""
    with pytest.raises(ConfigurationError, match="counted twice") as refused:
        load_key(tmp_path, environ, meta=META, is_ci=False)
    assert refused.value.exit_code == 2
    assert written(tmp_path) == []
    assert OTHER not in str(refused.value)


def test_no_key_is_made_on_a_machine_that_forgets_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="CIVICGEN_KEY"):
        load_key(tmp_path, {}, meta=None, is_ci=True)
    assert written(tmp_path) == []


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="32"):
        load_key(tmp_path, {"CIVICGEN_KEY": "secret"}, meta=None, is_ci=False)
