"""A bare Git repository for the tests, with branches made as a clone would push them."""

import os
import subprocess
from pathlib import Path

WHO = {"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@town.example", "GIT_CONFIG_GLOBAL": os.devnull}
WHO |= {"GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@town.example"}


class TownGit:
    """The bare repository `bare` and a clone of it in which commits are made."""

    def __init__(self, folder: Path) -> None:
        self.bare = folder / "town.git"
        self.clone = folder / "clone"
        self._run(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.bare))
        self._run(folder, "init", "--quiet", "--initial-branch=main", str(self.clone))
        self._run(self.clone, "remote", "add", "origin", str(self.bare))
        self.push("main", {"README.md": "Our town\n", "content/old.md": "one\ntwo\nthree\n"})

    def push(self, branch: str, files: dict[str, str | bytes | None], *, start: str = "main") -> str:
        """Commit files (None removes) on a branch, made from `start` where it is new, and push it; the commit."""
        if self._run(self.clone, "branch", "--list", branch).strip():
            self._run(self.clone, "checkout", "--quiet", branch)
        elif branch != "main":
            self._run(self.clone, "checkout", "--quiet", "-b", branch, start)
        for path, text in files.items():
            file = self.clone / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                file.unlink()
            else:
                file.write_bytes(text if isinstance(text, bytes) else text.encode())
        self._run(self.clone, "add", "--all")
        self._run(self.clone, "commit", "--quiet", "--allow-empty", "-m", f"Change {branch}")
        self._run(self.clone, "push", "--quiet", "origin", branch)
        return self.commit(branch)

    def pull(self, branch: str = "main") -> None:
        self._run(self.clone, "checkout", "--quiet", branch)
        self._run(self.clone, "pull", "--quiet", "--ff-only", "origin", branch)

    def commit(self, branch: str) -> str:
        return self._run(self.bare, "rev-parse", branch).strip()

    def text(self, path: str, branch: str = "main") -> str:
        return self._run(self.bare, "show", f"{branch}:{path}")

    def say(self, *arguments: str) -> str:
        """What a git command says in the bare repository."""
        return self._run(self.bare, *arguments)

    def _run(self, folder: Path, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env={**os.environ, **WHO}, check=True, capture_output=True, text=True
        )
        return done.stdout
