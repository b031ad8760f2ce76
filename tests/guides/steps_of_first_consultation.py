"""The steps of "Your first consultation": what an editor does on GitHub's pages, from nothing to the first proposal."""

from guide_stage import BEN, EDITOR, HERE, SITE, Stage

HOME = f"{SITE}consultations/bright-streets/index.html"
LAMPS = f"{SITE}consultations/bright-streets/proposals/lamps-along-the-path-by-the-mill.html"
ANSWERS = {
    "Name of the portal": "Oakford takes part",
    "Who asks and must answer": "Oakford Town Council",
    "E-mail address of the authority": "council@oakford.example",
    "Language of the texts": "en",
    "Time zone": "Europe/London",
    "Title of the consultation": "Bright streets",
    "What it is about": "Some of our streets are too dark, and in some the light disturbs those who sleep. Before the "
    "Committee for Works orders new lamps, we ask you where.",
    "The question that you put": "Where should Oakford change its street lighting?",
    "Whom people ask about it": "works@oakford.example",
    "First day on which": "2027-03-01",
    "Last day on which": "2027-04-11",
    "Who decides": "Committee for Works",
}
PROPOSAL = {
    "Your proposal in one sentence": "Lamps along the path by the mill",
    "Where": "The path from Mill Lane to the school",
    "What happens there now": "Children walk there before eight in winter, and it is dark. Four low lamps would do. "
    "They should shine on the path and not into the gardens.",
    "What it might cost": "6000 GBP",
}
_OFFICER = "dpo@oakford.example"
_MISSING = {
    "content/portal.yml": {
        "CHANGE-ME: street and town, for letters": "Town Hall, 1 High Street, Oakford",
        "CHANGE-ME (who answers for this site by law)": "the Town Clerk",
        "CHANGE-ME: e-mail address of the data protection officer": _OFFICER,
    },
    ".github/CODEOWNERS": {"oakford/CHANGE-ME": "eva"},
    ".github/ISSUE_TEMPLATE/report.en.yml": {"CHANGE-ME: e-mail address of the data protection officer": _OFFICER},
    "content/pages/privacy.md": {
        "CHANGE-ME (in the European Union Article 6(1)(e) GDPR, with the law that gives you this task)": "the "
        "Councils Act, section 12",
        "CHANGE-ME": _OFFICER,
    },
}


def copy_it(stage: Stage) -> None:
    """*Use this template*: GitHub's page, so there is nothing to see here."""
    stage.copy_template()
    assert "README.md" in stage.files()


def allow_pull_requests(stage: Stage) -> None:
    """A tick in GitHub's settings."""
    stage.happen("change_settings", can_approve_pull_request_reviews=True)


def store_the_key(stage: Stage) -> None:
    """A secret in GitHub's settings."""
    stage.machine.secrets["CIVICGEN_KEY"] = "Twelve-goats-walk-to-the-market-by-night"


def choose_pages(stage: Stage) -> None:
    """A choice in GitHub's settings. The hour strikes before the portal is made: that leaves nothing behind."""
    stage.happen("change_settings", has_pages=True)
    assert "the forge shows no repository lindenbrook/consultations" in stage.strike_the_hour()
    assert stage.branches() == ["main"]


def fill_in_the_form(stage: Stage) -> None:
    stage.go(f"{HERE}/issues/new/choose")
    stage.press("Get started: Set up this portal", role="link")
    for question, answer in ANSWERS.items():
        stage.page.get_by_label(question).fill(answer)
    stage.page.get_by_label("How much influence").select_option("involve")
    stage.picture("setup-form", stage.page.locator("main"), height=700)
    stage.press(f"Create issue as {EDITOR}")
    assert stage.newest("issues") == 1


def run_set_up(stage: Stage) -> None:
    stage.run_workflow("set up", issue="1")
    stage.go(f"{HERE}/pull/{stage.newest('pulls')}")
    stage.picture("setup-pull-request", stage.page.locator("article").first, height=490)


def fill_in_what_only_you_know(stage: Stage) -> None:
    for path, replaced in _MISSING.items():
        stage.edit("civicgen/setup", path, replaced)
    for path in stage.files(branch="civicgen/setup"):
        if path.startswith(("content/", ".github/")):
            assert "CHANGE-ME" not in stage.text(path, branch="civicgen/setup"), path


def merge_it(stage: Stage) -> None:
    stage.go(f"{HERE}/pull/{stage.newest('pulls')}")
    stage.picture("merge", stage.page.locator("#merge"))
    stage.merge(stage.newest("pulls"))


def look_at_your_site(stage: Stage) -> None:
    stage.go(SITE)
    stage.picture("your-site", stage.page.locator("body"), height=620)
    stage.press("Bright streets", role="link")
    assert "It has not opened yet" in stage.page.locator("main").inner_text()


def read_the_proposal(stage: Stage) -> None:
    stage.server.advance("2027-03-02T09:00:00Z")
    stage.person = BEN
    stage.go(f"{HERE}/issues/new/choose")
    propose(stage, PROPOSAL)
    stage.person = EDITOR
    stage.go(f"{HERE}/issues")
    stage.press("Proposal: lamps by the mill", role="link")
    assert "Four low lamps would do." in stage.page.locator("main").inner_text()


def accept_it(stage: Stage) -> None:
    stage.press_label("accepted")
    stage.picture("accepted", stage.page.locator("#labels"))


def merge_the_proposal(stage: Stage) -> None:
    stage.go(f"{HERE}/pull/{stage.newest('pulls')}/files")
    stage.picture("proposal-files", stage.page.locator("main"))
    stage.merge(stage.newest("pulls"))
    stage.go(LAMPS)
    stage.picture("proposal-page", stage.page.locator("body"), height=720)


def publish_now(stage: Stage) -> None:
    stage.run_workflow("publish now")
    stage.go(f"{SITE}data.html")
    assert "2 March 2027, 09:00" in stage.page.locator("main").inner_text()


def propose(stage: Stage, answers: dict[str, str], *, title: str = "lamps by the mill", picture: str = "") -> None:
    """A citizen chooses the form of the consultation, and fills it in."""
    stage.press("Get started: Propose: Bright streets", role="link")
    stage.page.get_by_label("Title").fill(f"Proposal: {title}")
    for question, answer in answers.items():
        stage.page.get_by_label(question).fill(answer)
    stage.page.get_by_label("May your name stand below it").select_option(index=1)
    for box in stage.page.get_by_role("checkbox").all():
        box.check()
    if picture:
        stage.picture(picture, stage.page.locator("main"), height=900)
    stage.press(f"Create issue as {stage.person}")
