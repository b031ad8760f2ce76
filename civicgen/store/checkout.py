"""The portal's folder as Git sees it: history, remote, what is not committed. Asks git, changes nothing."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from civicgen.model.health import CheckoutSeen
from civicgen.store.git import Git
from civicgen.store.key import KEY_FILE


class GitCheckout:
    """The checkout in a folder. Implements `app.doctoring.ports.Checkout`."""

    def __init__(self, root: Path) -> None:
        self._git = Git(root)

    def look(self, settings: Sequence[str]) -> CheckoutSeen:
        is_shallow = self._said("rev-parse", "--is-shallow-repository") == "true"
        return CheckoutSeen(
            is_shallow=is_shallow,
            is_partial=bool(self._said("config", "--get-regexp", r"^remote\..*\.promisor$", fine=(0, 1))),
            remote=self._remote(),
            changed=self._changed(settings),
            has_key_committed=bool(self._said("ls-files", "--", KEY_FILE)),
            may_commit_key=bool(self._said("ls-files", "--others", "--exclude-standard", "--", KEY_FILE)),
        )

    def _remote(self) -> str:
        """The address of `origin`, else of the first remote."""
        names = self._said("remote").split()
        if not names:
            return ""
        name = "origin" if "origin" in names else names[0]
        return without_secrets(self._said("config", "--get", f"remote.{name}.url", fine=(0, 1)))

    def _changed(self, settings: Sequence[str]) -> tuple[str, ...]:
        said = self._git.run("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", *settings)
        lines = said.decode("utf-8", "replace").split("\0")
        return tuple(line[3:] for line in lines if line)

    def _said(self, *arguments: str, fine: tuple[int, ...] = (0,)) -> str:
        return self._git.run(*arguments, fine=fine).decode("utf-8", "replace").strip()


def without_secrets(address: str) -> str:
    """A remote's address without the name and the token that may stand before its host."""
    try:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https") and "@" in parts.netloc:
            return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    except ValueError:  # half a bracket
        return "an address that is none"
    return address
