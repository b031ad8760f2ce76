"""What may go wrong that no editor can mend in content, and the exit code that each kind of it has.

Wrong content is a finding (a value), never one of these. Messages say what is wrong, the value, and what to do.
"""

from collections.abc import Callable

EXIT_FINE = 0
EXIT_FINDINGS = 1
EXIT_INTERRUPTED = 130


class CivicgenError(Exception):
    """Root of everything that civicgen raises on purpose. On its own: a bug of ours."""

    exit_code = 70


class ConfigurationError(CivicgenError):
    """A setting, an option or the surroundings are wrong; the person at the keyboard can mend it."""

    exit_code = 2


class LedgerError(CivicgenError):
    """The ledger is not what was written: a chain, a row or a commitment does not hold.

    Attributes:
        file: the ledger's file, relative to the ledger's folder.
        line: the first bad line, counted from 1; None where the file as a whole is meant.
        what: what is wrong there, without the place.
    """

    exit_code = 65

    def __init__(self, message: str, *, file: str, line: int | None = None) -> None:
        place = file if line is None else f"{file}:{line}"
        super().__init__(f"{place}: {message}")
        self.what = message
        self.file = file
        self.line = line

    def __reduce__(self) -> tuple[Callable[..., "LedgerError"], tuple[str, str, int | None]]:
        """A copy that came from another process is made as this one was."""
        return _ledger_error, (self.what, self.file, self.line)


def _ledger_error(message: str, file: str, line: int | None) -> LedgerError:
    return LedgerError(message, file=file, line=line)


class TemporaryError(CivicgenError):
    """The forge or the network did not give what was asked for now; the old data stays. Try again later."""

    exit_code = 75
