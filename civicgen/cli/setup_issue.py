"""The answers in an issue that was written with the setup form: read as strictly as citizens' forms are."""

from pathlib import Path

from civicgen.app.setting_up import SETUP_FORM
from civicgen.cli.desk_words import desk_words
from civicgen.desk.form_answers import read_answers
from civicgen.errors import ConfigurationError
from civicgen.starting.setup_form import SetupAnswers, answers_of
from civicgen.text.terminal import strip_terminal


def answers_in_issue(body: str, *, repository: str) -> SetupAnswers:
    """What an issue's text answers, in a repository (owner/name).

    Raises:
        ConfigurationError: it cannot be told which text answers which question, or something is missing.
    """
    read = read_answers(body, [SETUP_FORM])
    if read.form is None or read.doubts:
        words = desk_words("en", Path())
        said = "\n  ".join(strip_terminal(doubt.say(words)) for doubt in read.doubts)
        raise ConfigurationError(f"the issue is not as the form makes it; edit it there, and try again\n  {said}")
    return answers_of(read.answers, repository=repository)
