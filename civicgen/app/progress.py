"""How long work says how far it is. A type only, so that what needs no more starts fast."""

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]
"""Called as `progress(what, done, total)`; `total` is None while unknown."""
