"""Do the workflows run, and may they do what they are for? No I/O."""

from collections.abc import Iterable

from civicgen.app.doctoring.diagnosis import Verdict, fine, listed, problem, unseen, warning
from civicgen.app.doctoring.evidence import Evidence
from civicgen.app.doctoring.web import SETTINGS_TAB, Web
from civicgen.app.doctoring.workflow_files import open_pulls, scheduled, workflow_texts
from civicgen.model.health import Run, Setting, Unseen, Workflow

_ASLEEP = "disabled_inactivity"
_DISABLED = "disabled"
_ALLOW = "`Allow GitHub Actions to create and approve pull requests`"
_GONE_WELL = ("", "success", "skipped", "neutral")


def check_workflows(seen: Evidence) -> Verdict:
    """civicgen's workflows are known to the forge and switched on."""
    found = seen.forge.workflows
    ours = [path for path, _ in workflow_texts(seen.settings)]
    if isinstance(found, Unseen):
        return unseen(
            found,
            f"Open {Web(seen).workflow_runs('')} and press each workflow: a box at the top says if it is disabled.",
        )
    concerned = [workflow for workflow in found if not ours or workflow.path in ours]
    asleep = [workflow for workflow in concerned if workflow.state == _ASLEEP]
    if asleep:
        return _asleep(seen, asleep)
    disabled = [workflow for workflow in concerned if workflow.state.startswith(_DISABLED)]
    if disabled:
        return problem(
            f"Somebody switched these workflows off: {_names(disabled)}.",
            f"Open {_pages(seen, disabled)} and press `Enable workflow`.",
        )
    if not scheduled(seen.settings):
        return warning(
            "No workflow in this folder collects and publishes by itself: the site changes only when somebody makes "
            "it change.",
            "Add the workflow that collects and publishes: `civicgen init` writes what is missing below "
            ".github/workflows, and overwrites nothing.",
        )
    lacking = [path for path in ours if path not in {workflow.path for workflow in found}]
    if lacking:
        return warning(
            f"The forge does not know these workflows yet: {listed(lacking)}. It runs only what is on the default "
            f"branch{_branch(seen)}.",
            "Commit and push them, and merge them into the default branch.",
        )
    return fine(f"{len(ours)} workflows with civicgen in them are switched on.")


def check_last_run(seen: Evidence) -> Verdict:
    """The workflow that collects and publishes went well the last time."""
    paths = scheduled(seen.settings)
    workflows = seen.forge.workflows
    if isinstance(workflows, Unseen):
        return unseen(workflows, f"Open {Web(seen).workflow_runs(next(iter(paths), ''))} and look at the topmost run.")
    if not seen.forge.runs:
        return fine("There is no workflow at the forge that collects on a schedule, so that none can have failed.")
    for path, run in seen.forge.runs.items():
        page = Web(seen).workflow_runs(path)
        if isinstance(run, Unseen):
            return unseen(run, f"Open {page} and look at the topmost run.")
        if run is None:
            return warning(
                f"{path} has never run.", f"Open {page}, press `Run workflow`, and the green button below it."
            )
        if run.conclusion not in _GONE_WELL:
            return problem(
                f"The last run of {path}, begun at {run.at}, ended with {run.conclusion!r}.",
                f"Open {run.address} and read what is red there. When it is set right, press `Re-run all jobs`.",
            )
    return fine("; ".join(_said(path, run) for path, run in seen.forge.runs.items() if isinstance(run, Run)) + ".")


def check_may_open_pulls(seen: Evidence) -> Verdict:
    """Buttons and intake may end in a pull request."""
    allowed = seen.forge.may_open_pulls
    page = f"{Web(seen).actions} {SETTINGS_TAB}"
    if isinstance(allowed, Unseen):
        return unseen(allowed, f"Open {page}: where buttons or the intake are used, {_ALLOW} must be ticked.")
    if allowed:
        return fine("Workflows may open pull requests.")
    asking = open_pulls(seen.settings)
    what = "Workflows may not open pull requests, so that buttons and the intake of proposals stop halfway."
    cure = (
        f"Open {page}; at `Workflow permissions` tick {_ALLOW}, and press `Save`. If it cannot be ticked, an owner of "
        "the organisation has to allow it there first."
    )
    return problem(f"{what} This is about {listed(asking)}.", cure) if asking else warning(what, cure)


def _asleep(seen: Evidence, asleep: Iterable[Workflow]) -> Verdict:
    return problem(
        f"The forge has put these workflows to sleep, because nothing was committed for 60 days: {_names(asleep)}. "
        "Nothing is collected until they are woken.",
        f"Open {_pages(seen, asleep)}. In the box at the top, which says that it is disabled, press `Enable "
        "workflow`. Then press `Run workflow`, and the green button below it.",
    )


def _names(workflows: Iterable[Workflow]) -> str:
    return listed([f"{workflow.name} ({workflow.path})" for workflow in workflows])


def _pages(seen: Evidence, workflows: Iterable[Workflow]) -> str:
    return " and ".join(Web(seen).workflow_runs(workflow.path) for workflow in workflows)


def _branch(seen: Evidence) -> str:
    setting = seen.forge.repository
    return f", {setting.facts.default_branch}" if isinstance(setting, Setting) else ""


def _said(path: str, run: Run) -> str:
    return f"The last run of {path} began at {run.at} and {'goes on' if not run.conclusion else 'went well'}"
