"""Is the repository at the forge what the portal says, and open to everybody? No I/O."""

import re

from civicgen.app.doctoring.diagnosis import AGAIN, Verdict, fine, problem, unseen, warning
from civicgen.app.doctoring.evidence import Evidence
from civicgen.app.doctoring.web import SETTINGS_TAB, Web
from civicgen.content.portal import PORTAL_FILE
from civicgen.model.health import CheckoutSeen, Setting, Unseen

_REMOTE = re.compile(r"(?:^|[/@])([\w.-]+)(?::\d+)?[/:]([\w.-]+/[\w.-]+?)(?:\.git)?/?$")


def check_repository(seen: Evidence) -> Verdict:
    """The forge shows it to the token, and it can be written to."""
    name = seen.content.portal.repository
    setting = seen.forge.repository
    web = Web(seen)
    if not name:
        return problem(
            f"{PORTAL_FILE} names no `repository`, so that nobody knows where the conversation is.",
            f"Write `repository: OWNER/NAME` into {PORTAL_FILE}, as both stand in the address of the repository's "
            "page.",
        )
    if isinstance(setting, Unseen):
        if setting.status not in (403, 404):
            return unseen(setting, AGAIN)
        wanted = f" (the forge asks for {setting.wanted})" if setting.wanted else ""
        return problem(
            f"The forge shows this token no repository {name} ({setting.status}{wanted}): its name in {PORTAL_FILE} is "
            "wrong, it is gone, or it is private and the token may not see it.",
            f"Open {web.home} in your browser. If it is there, give the token access to it at {web.own_tokens}; if it "
            f"is not, correct `repository` in {PORTAL_FILE}.",
        )
    if setting.facts.is_archived:
        return problem(
            f"The repository {setting.facts.full_name} is archived: nobody can take part, and nothing can be changed.",
            f"Open {web.general} {SETTINGS_TAB}, go down to `Danger Zone`, press `Unarchive this repository`.",
        )
    return fine(f"{setting.facts.full_name} is there; its default branch is {setting.facts.default_branch}.")


def check_name(seen: Evidence) -> Verdict:
    """The name in portal.yml is the one that the repository has now, here and there."""
    setting = seen.forge.repository
    name = seen.content.portal.repository
    if isinstance(setting, Setting) and setting.facts.full_name.lower() != name.lower():
        return warning(
            f"The repository was renamed or moved: {PORTAL_FILE} says {name}, it is {setting.facts.full_name} now. The "
            "forge still leads from the old name to the new one, until somebody takes the old one.",
            f"Open {Web(seen).file(PORTAL_FILE)}, press the pencil, write `repository: {setting.facts.full_name}`, "
            "and press `Commit changes`.",
        )
    other = _remote_name(seen)
    if other and other.lower() not in (name.lower(), _name_now(seen).lower()):
        return warning(
            f"This folder came from {other}, but {PORTAL_FILE} says {name}: people would be sent to the wrong "
            "conversation.",
            f"Correct `repository` in {PORTAL_FILE} if it is a copy of another portal's; let it be if this is your "
            "own copy in which you prepare changes.",
        )
    if isinstance(setting, Unseen):
        return unseen(setting, AGAIN)
    return fine(f"{PORTAL_FILE} names the repository as it is called now.")


def check_issues(seen: Evidence) -> Verdict:
    """Issues are switched on: without them nobody can propose or support anything."""
    setting = seen.forge.repository
    if isinstance(setting, Unseen):
        return unseen(setting, f"Look whether the tab `Issues` is at {Web(seen).home}.")
    if setting.facts.has_issues:
        return fine("Issues are switched on.")
    return problem(
        "Issues are switched off: nobody can propose, comment or support.",
        f"Open {Web(seen).general} {SETTINGS_TAB}, go down to `Features`, tick `Issues`.",
    )


def check_public(seen: Evidence) -> Verdict:
    """Everybody can see the repository."""
    setting = seen.forge.repository
    if isinstance(setting, Unseen):
        return unseen(setting, f"Open {Web(seen).home} in a window in which you are not signed in.")
    if not setting.facts.is_private:
        return fine("The repository is public.")
    return warning(
        "The repository is private: citizens can neither see the conversation nor take part in it, nobody can check "
        "what was counted, and publishing the site may not be in your plan.",
        f"When you are ready for the public: open {Web(seen).general} {SETTINGS_TAB}, go down to `Danger Zone`, press "
        "`Change visibility`.",
    )


def _name_now(seen: Evidence) -> str:
    setting = seen.forge.repository
    return setting.facts.full_name if isinstance(setting, Setting) else ""


def _remote_name(seen: Evidence) -> str:
    """owner/name of the remote, where that is on the portal's forge; '' where it is elsewhere or there is none."""
    if not isinstance(seen.checkout, CheckoutSeen):
        return ""
    found = _REMOTE.search(seen.checkout.remote)
    host = seen.content.portal.forge_url.partition("://")[2].partition("/")[0].partition(":")[0]
    return found[2] if found is not None and found[1].lower() == host.lower() else ""
