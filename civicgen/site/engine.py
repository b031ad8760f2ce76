"""Whether the engine that makes sites is installed. Loads it, which takes a third of a second."""

from importlib.metadata import PackageNotFoundError, version


def engine_version() -> str:
    """MkDocs' version; '' where it is missing."""
    return _version("mkdocs")


def theme_version() -> str:
    """Material's version; '' where it is missing."""
    return _version("mkdocs-material")


def engine_problem() -> str:
    """Why the engine cannot be loaded, as part of a sentence; '' where it can."""
    try:
        import mkdocs.commands.build
        import mkdocs.structure.files  # noqa: F401
    except ImportError as problem:
        return str(problem)
    return ""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
