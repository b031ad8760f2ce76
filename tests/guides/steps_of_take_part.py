"""The steps of "Take part": what a citizen does on the portal's site and on GitHub's pages."""

from guide_stage import ADA, HERE, SITE, Stage
from steps_of_first_consultation import HOME, LAMPS, propose

PROPOSAL = {
    "Your proposal in one sentence": "Switch off half of the lamps in Priory Street after eleven",
    "Where": "Priory Street",
    "What happens there now": "The lamps shine into our bedrooms all night, and nobody walks there after eleven.",
}


def find_a_proposal(stage: Stage) -> None:
    stage.server.advance("2027-03-05T17:00:00Z")
    stage.person = ADA
    stage.go(SITE)
    stage.press("Bright streets", role="link")
    stage.press("Lamps along the path by the mill", role="link")
    assert stage.page.url == LAMPS


def go_to_its_conversation(stage: Stage) -> None:
    ways = stage.page.locator("section.takepart")
    stage.picture("two-ways", ways)
    ways.get_by_role("link", name="Open the conversation").click()
    assert stage.page.url.startswith(f"{HERE}/issues/")


def support_it(stage: Stage) -> None:
    first = stage.page.locator("article").first
    first.get_by_role("button", name="thumbs up").click()
    assert first.get_by_role("button", name="thumbs up").get_attribute("aria-pressed") == "true"
    stage.picture("thumbs-up", first)


def say_what_you_think(stage: Stage) -> None:
    stage.page.get_by_label("Comment as").fill("Low lamps, please: owls live in the mill.")
    stage.press("Comment")
    assert "owls live in the mill" in stage.page.locator("main").inner_text()


def be_told_what_follows(stage: Stage) -> None:
    """*Subscribe* is GitHub's; the first comment in the conversation speaks of it."""
    assert "Subscribe" in stage.page.locator("main").inner_text()


def propose_something(stage: Stage) -> None:
    stage.go(HOME)
    stage.page.locator("section.takepart").get_by_role("link", name="open the form").click()
    propose(stage, PROPOSAL, title="less light in Priory Street", picture="propose-form")


def see_what_became_of_it(stage: Stage) -> None:
    stage.server.advance("2027-03-06T09:00:00Z")
    stage.run_workflow("publish now")
    stage.go(HOME)
    stage.page.get_by_role("link", name="What became of every proposal received").click()
    stage.picture("register", stage.page.locator("main"))


def change_your_mind(stage: Stage) -> None:
    stage.go(LAMPS)
    stage.press("Open the conversation", role="link")
    first = stage.page.locator("article").first
    first.get_by_role("button", name="thumbs up").click()
    assert first.get_by_role("button", name="thumbs up").get_attribute("aria-pressed") == "false"
