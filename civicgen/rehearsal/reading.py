"""Seed text -> Seed: each line on its own, so that what is wrong is named with its line. Reads nothing itself.

What spans lines (numbers that nothing has, two reactions that are one) is for `seed_checks.py`.
"""

from collections.abc import Iterable, Iterator

import msgspec

from civicgen.errors import ConfigurationError
from civicgen.model.times import moment
from civicgen.rehearsal.acts import Act
from civicgen.rehearsal.seed import AnyLine, EventLine, RepositoryLine, Seed
from civicgen.rehearsal.seed_checks import check_event, check_seed

_decoder = msgspec.json.Decoder(AnyLine)
MOST_PROBLEMS = 20


def read_seed(lines: Iterable[str | bytes], *, name: str = "seed") -> Seed:
    """The seed in `lines`, read and checked. Empty lines and lines that start with `#` are passed over.

    Raises:
        ConfigurationError: something is wrong; the message names each problem as `name:line: problem`.
    """
    decoded: list[tuple[int, AnyLine]] = []
    problems: list[tuple[int, str]] = []
    for number, text in _worded(lines):
        try:
            line = _decoder.decode(text)
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
            problems.append((number, f"{problem}; see docs/rehearsal/seed.md for what each line holds"))
            continue
        decoded.append((number, line))
        problems.extend((number, said) for said in _impossible_times(line))
    if not problems:
        problems.extend(check_seed(decoded))
    if problems:
        raise ConfigurationError(_told(problems, name))
    repository = decoded[0][1]
    assert isinstance(repository, RepositoryLine)
    return Seed(repository=repository, lines=tuple(decoded))


def _worded(lines: Iterable[str | bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(lines, start=1):
        text = line.encode() if isinstance(line, str) else line
        if text.strip() and not text.startswith(b"#"):
            yield number, text


def _impossible_times(line: msgspec.Struct) -> Iterator[str]:
    """Instants that have the right shape but are not on the calendar (31 February)."""
    for field in _time_fields(type(line)):
        at = getattr(line, field)
        if at is not None and not _is_on_calendar(at):
            yield f"`{field}`: there is no {at}; write an instant that exists"
    parts: list[object] = [getattr(line, field, None) for field in ("transferred", "hidden", "when")]
    parts += [*getattr(line, "renamed", ()), *getattr(line, "edits", ())]
    for part in parts:
        at = getattr(part, "at", None)
        if at is not None and not _is_on_calendar(at):
            yield f"`at`: there is no {at}; write an instant that exists"
    if isinstance(line, EventLine) and isinstance(line.do, Act):
        at = getattr(line.do, "created_at", None)
        if at is not None and not _is_on_calendar(at):
            yield f"`created_at`: there is no {at}; write an instant that exists"


_fields_of: dict[type, tuple[str, ...]] = {}


def _time_fields(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    if kind not in _fields_of:
        names = (name for name in kind.__struct_fields__ if name in ("at", "now") or name.endswith("_at"))
        _fields_of[kind] = tuple(names)
    return _fields_of[kind]


_good_days: set[str] = set()


def _is_on_calendar(at: str) -> bool:
    if at[:10] in _good_days and at[11:] <= "23:59:59Z" and at[14:16] < "60" and at[17:19] < "60":
        return True
    try:
        moment(at)  # type: ignore[arg-type]  # not an Instant before this has passed
    except ValueError:
        return False
    _good_days.add(at[:10])
    return True


def _told(problems: list[tuple[int, str]], name: str) -> str:
    told = [f"{name}:{number}: {said}" for number, said in sorted(problems)[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        told.append(f"and {len(problems) - MOST_PROBLEMS} more")
    return "\n".join(told)


def read_events(text: bytes) -> tuple[EventLine, ...]:
    """Events as sent to a running server: lines of type `event`, as in a seed.

    Raises:
        ConfigurationError: a line is wrong, or of another type.
    """
    events: list[EventLine] = []
    for number, line in _worded(text.splitlines()):
        try:
            event = _decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
            raise ConfigurationError(_told([(number, str(problem))], "events")) from None
        if not isinstance(event, EventLine):
            raise ConfigurationError(_told([(number, "only lines of type `event` can be added")], "events"))
        problems = [*_impossible_times(event), *check_event(event)]
        if problems:
            raise ConfigurationError(_told([(number, problem) for problem in problems], "events"))
        events.append(event)
    return tuple(events)
