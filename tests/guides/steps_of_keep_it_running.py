"""The tasks of "Keep it running": what editors do while a consultation is open, and after it."""

from guide_stage import BEN, EDITOR, HERE, Stage
from steps_of_first_consultation import HOME, LAMPS

_MILL = "lamps-along-the-path-by-the-mill"
_ANSWER = "content/consultations/bright-streets/answers/lamps-along-the-path-by-the-mill.md"


def refuse(stage: Stage) -> None:
    stage.person = EDITOR
    issue = stage.newest("issues")
    stage.run_workflow("refuse", issue=str(issue), consultation="bright-streets", rule="stay-with-the-question")
    stage.merge(stage.newest("pulls"))
    stage.go(f"{HERE}/issues/{issue}")
    told = stage.page.locator("main").inner_text()
    assert "Stay with the question" in told
    assert "within four weeks" in told
    assert stage.ask(f"/issues/{issue}")["state"] == "closed"


def remove_personal_data(stage: Stage) -> None:
    stage.go(LAMPS)
    assert "owls live in the mill" in stage.page.locator("main").inner_text()
    (comment,) = [each["id"] for each in stage.ask("/issues/3/comments") if "owls" in each["body"]]
    stage.run_workflow("redact", link=f"{HERE}/issues/3#issuecomment-{comment}")
    stage.merge(stage.newest("pulls"))
    stage.go(LAMPS)
    assert "owls live in the mill" not in stage.page.locator("main").inner_text()
    assert "Article 17" in stage.page.locator("main").inner_text()


def extend(stage: Stage) -> None:
    stage.server.advance("2027-03-30T09:00:00Z")
    reason = "The hall was flooded, and the meeting of 2 April is now on 16 April."
    stage.run_workflow("extend", consultation="bright-streets", closes="2027-04-25", reason=reason)
    stage.go(f"{HERE}/pull/{stage.newest('pulls')}/files")
    stage.picture("extend-files", stage.page.locator("section.file", has_text="consultation.md"))
    stage.merge(stage.newest("pulls"))
    stage.go(HOME)
    assert "25 April 2027" in stage.page.locator("main").inner_text()
    assert reason in stage.page.locator("main").inner_text()
    stage.go(LAMPS)
    assert "So far, by the earlier closing of 11 April 2027" in stage.page.locator("main").inner_text()


def close(stage: Stage) -> None:
    """Nobody does anything: it closes at its last second."""
    stage.person = BEN
    stage.go(LAMPS)
    stage.press("Open the conversation", role="link")
    stage.page.locator("article").first.get_by_role("button", name="thumbs up").click()
    stage.person = EDITOR
    stage.server.advance("2027-04-26T09:00:00Z")
    stage.run_workflow("publish now")
    stage.go(HOME)
    stage.picture("closed", stage.page.locator("body"), height=430)


def answer(stage: Stage) -> None:
    stage.server.advance("2027-05-20T14:00:00Z")
    reason = "The path is the only way to school without cars. Four low lamps will stand there before October."
    stage.run_workflow("answer", consultation="bright-streets", proposals=_MILL, outcome="accepted", reason=reason)
    stage.merge(stage.newest("pulls"))
    stage.go(LAMPS)
    stage.picture("answered", stage.page.locator("body"), height=730)
    stage.press("Read the conversation", role="link")
    stage.picture("told", stage.page.locator("article").last)


def say_what_was_done(stage: Stage) -> None:
    stage.server.advance("2027-09-20T10:00:00Z")
    text = "The lamps stand, and they are low."
    front = f"---\n\n{stage.text(_ANSWER).split('---', 2)[2].lstrip()}"
    steps = f"follow_ups:\n  - date: 2027-09-20\n    text: {text}\n"
    stage.edit("main", _ANSWER, {f"\n{front}": f"\n{steps}{front}"})
    stage.publish_push()
    stage.go(LAMPS)
    assert text in stage.page.locator("main").inner_text()
