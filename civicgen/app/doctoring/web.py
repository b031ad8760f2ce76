"""Where on the forge's web pages something is set right. Evidence in, addresses out; no I/O."""

from urllib.parse import urlencode

from civicgen.app.doctoring.evidence import Evidence
from civicgen.model.health import Setting

GITHUB = "https://github.com"
SETTINGS_TAB = "(the tab `Settings` is shown to the repository's administrators only)"


class Web:
    """The pages of the portal's repository, by the name that it has now."""

    def __init__(self, seen: Evidence) -> None:
        portal = seen.content.portal
        setting = seen.forge.repository
        name = setting.facts.full_name if isinstance(setting, Setting) else portal.repository
        self._forge = portal.forge_url.rstrip("/")
        self._owner = name.partition("/")[0]
        self.home = f"{self._forge}/{name or 'OWNER/NAME'}"

    @property
    def general(self) -> str:
        return f"{self.home}/settings"

    @property
    def pages(self) -> str:
        return f"{self.home}/settings/pages"

    @property
    def actions(self) -> str:
        return f"{self.home}/settings/actions"

    @property
    def secrets(self) -> str:
        return f"{self.home}/settings/secrets/actions"

    @property
    def access(self) -> str:
        return f"{self.home}/settings/access"

    @property
    def own_tokens(self) -> str:
        return f"{self._forge}/settings/personal-access-tokens"

    @property
    def labels(self) -> str:
        return f"{self.home}/labels"

    @property
    def new_repository(self) -> str:
        return f"{self._forge}/new"

    def file(self, path: str) -> str:
        """Where a file is edited with the pencil; `HEAD` is the default branch."""
        return f"{self.home}/blob/HEAD/{path}"

    def workflow_runs(self, path: str) -> str:
        """The page of a workflow by its file, with its buttons; the list of all where none is known."""
        return f"{self.home}/actions/workflows/{path.rpartition('/')[2]}" if path else f"{self.home}/actions"

    def new_token(self, **permissions: str) -> str:
        """The form for a new token; on github.com with these permissions filled in."""
        address = f"{self._forge}/settings/personal-access-tokens/new"
        if self._forge != GITHUB:
            return address
        given = {"name": "civicgen", "target_name": self._owner, "expires_in": "90", **permissions}
        return f"{address}?{urlencode(given)}"
