"""The actions that our workflows use, done here: small, but with the effects and refusals that count.

They are told the step's `with`, the job's permissions and the machine, see run_workflow.py.
"""

import fnmatch
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workflow_job import Job

Outputs = dict[str, str]
PERMISSION_ORDER = ("none", "read", "write")


class ActionError(Exception):
    """The action fails, as the real one would."""


def checkout(job: "Job", given: Mapping[str, str]) -> Outputs:
    """A clone at the commit of the run, or another one that is named."""
    job.needs_permission("contents", "read")
    if given.get("persist-credentials") != "false":
        raise ActionError("the token would stay in the checkout, where every later step could read it")
    place = job.workspace / given.get("path", "")
    if not place.resolve().is_relative_to(job.workspace):
        raise ActionError(f"{place} is outside of the workspace")
    place.mkdir(parents=True, exist_ok=True)
    commit = given.get("ref") or job.github["sha"]
    job.git(place, "init", "--quiet", "--initial-branch=main")
    job.git(place, "remote", "add", "origin", f"file://{job.machine.bare}")
    if given.get("fetch-depth") == "0":
        job.git(place, "fetch", "--quiet", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*", commit)
    else:
        job.git(place, "fetch", "--quiet", "--no-tags", "--depth=1", "origin", commit)
    job.git(place, "checkout", "--quiet", "--detach", commit)
    return {}


def install(job: "Job", given: Mapping[str, str]) -> Outputs:
    """The composite action: from here on there is civicgen. It must be there in the checkout, as on GitHub."""
    folder = job.workspace / ".github" / "actions" / "civicgen"
    if given or not (folder / "action.yml").is_file() or not (job.workspace / "requirements" / "runtime.txt").is_file():
        raise ActionError("no such action in the checkout, or nothing that it could install")
    job.path.insert(0, str(job.machine.tools))
    return {}


def cache(job: "Job", given: Mapping[str, str]) -> Outputs:
    """Files that the last run with such a key left. They are kept when the job ends well, and never changed."""
    names = [line for line in given["path"].split("\n") if line]
    kept = sorted(job.machine.caches.iterdir(), key=lambda place: place.stat().st_mtime_ns, reverse=True)
    prefixes = [given["key"], *filter(None, given.get("restore-keys", "").split("\n"))]
    hit = next((place for prefix in prefixes for place in kept if place.name.startswith(prefix)), None)
    if hit is not None:
        shutil.copytree(hit, job.workspace, dirs_exist_ok=True)
    place = job.machine.caches / given["key"]

    def keep() -> None:
        if place.exists():
            return
        place.mkdir()
        for path in sorted(job.workspace.rglob("*")):
            address = path.relative_to(job.workspace).as_posix()
            if path.is_file() and any(_is_below(address, name) for name in names):
                (place / address).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, place / address)

    job.at_the_end.append(keep)
    return {"cache-hit": "true" if hit is not None and hit.name == given["key"] else "false"}


def upload_artifact(job: "Job", given: Mapping[str, str]) -> Outputs:
    """A folder that people can download. Hidden files stay behind."""
    source = job.workspace / given["path"]
    if not source.is_dir():
        if given.get("if-no-files-found") == "ignore":
            return {}
        raise ActionError(f"there is no {given['path']}")
    place = job.machine.artifacts / given["name"]
    if place.exists():
        raise ActionError(f"there is an artifact {given['name']} already")
    shutil.copytree(source, place, ignore=shutil.ignore_patterns(".*"))
    return {}


def upload_pages_artifact(job: "Job", given: Mapping[str, str]) -> Outputs:
    """One archive of the site, without links and hidden files."""
    source = job.workspace / given["path"]
    links = [path for path in source.rglob("*") if path.is_symlink()]
    if links or not source.is_dir():
        raise ActionError(f"no site that could be published in {source}: {links}")
    with tarfile.open(job.machine.artifacts / "github-pages.tar", "x") as archive:
        archive.add(source, arcname=".", filter=lambda each: None if _is_hidden(each.name) else each)
    return {"artifact_id": "1"}


def deploy_pages(job: "Job", given: Mapping[str, str]) -> Outputs:
    """The archive becomes the published site."""
    job.needs_permission("pages", "write")
    job.needs_permission("id-token", "write")
    if job.environment != "github-pages":
        raise ActionError("pages are published from the environment github-pages")
    archive = job.machine.artifacts / "github-pages.tar"
    if not archive.is_file():
        raise ActionError("there is no artifact github-pages")
    shutil.rmtree(job.machine.published)
    job.machine.published.mkdir()
    with tarfile.open(archive) as opened:
        opened.extractall(job.machine.published, filter="data")
    job.machine.deployments.append(job.github["run_id"])
    return {"page_url": job.machine.site_url}


ACTIONS: Mapping[str, Callable[["Job", Mapping[str, str]], Outputs]] = {
    "actions/checkout": checkout,
    "./.github/actions/civicgen": install,
    "actions/cache": cache,
    "actions/upload-artifact": upload_artifact,
    "actions/upload-pages-artifact": upload_pages_artifact,
    "actions/deploy-pages": deploy_pages,
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ActionError(f"git {' '.join(arguments)}: {done.stderr}")
    return done.stdout.strip()


def _is_below(address: str, name: str) -> bool:
    return fnmatch.fnmatch(address, name) or address.startswith(f"{name}/")


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") and part != "." for part in name.split("/"))
