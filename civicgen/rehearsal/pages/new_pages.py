"""The pages on which an issue is opened: the choice of forms, a form, and the empty page. No network."""

from civicgen.rehearsal.acts import OpenIssue
from civicgen.rehearsal.entities import Thread
from civicgen.rehearsal.exchange import Answer
from civicgen.rehearsal.forms.answers import missing, text_of
from civicgen.rehearsal.forms.form import Form
from civicgen.rehearsal.pages.desk import NOT_YOURS, PageDesk
from civicgen.rehearsal.pages.form_views import PREFIX, Given, form_view
from civicgen.rehearsal.pages.thread_views import address_of

LONGEST_TITLE = 256
_NO_TITLE = "An issue needs a title."
_INCOMPLETE = "Some answers are missing. They are marked below."


def choose(desk: PageDesk) -> Answer:
    """What there is to choose from; without forms the empty page."""
    chooser = desk.chooser()
    if not (chooser.forms or chooser.problems or chooser.config.contact_links):
        return desk.go(f"{_home(desk)}/new")
    return desk.page("choose.html", chooser=chooser, may_be_blank=_may_be_blank(desk))


def ask(desk: PageDesk) -> Answer:
    """The form that `template` names, filled in as far as the link says; else the empty page, if it is allowed."""
    template = desk.sent("template")
    form = desk.chooser().forms.get(template)
    if form is not None:
        values = {key: (desk.sent(key),) for key, _ in form.questions if desk.has(key)}
        return _form_page(desk, template, form, Given(values=values), title=desk.sent("title", form.title))
    if template or not _may_be_blank(desk):
        return desk.go(f"{_home(desk)}/new/choose")
    return desk.page("new.html", title=desk.sent("title"), body=desk.sent("body"))


def open_issue(desk: PageDesk) -> Answer:
    """Open the issue that a form describes, or say what is missing."""
    if not desk.world.repository.has_issues:
        return desk.problem(404, "Issues are switched off in this repository")
    template = desk.sent("template")
    form = desk.chooser().forms.get(template)
    if form is not None:
        return _open_by_form(desk, template, form)
    if template or not _may_be_blank(desk):
        return desk.problem(404, "There is no such form any more; choose another one")
    title, body = desk.sent("title").strip(), desk.sent("body")
    if desk.citizen is None or not title:
        notice = _NO_TITLE if desk.citizen else NOT_YOURS
        return desk.page("new.html", status=422, notice=notice, title=title, body=body)
    return _opened(desk, OpenIssue(title=title[:LONGEST_TITLE], body=body, user=desk.citizen.id))


def _open_by_form(desk: PageDesk, template: str, form: Form) -> Answer:
    """The form's labels are put on as far as the repository has them: the forge makes none for a citizen."""
    sent = {key: desk.values[PREFIX + key] for key, _ in form.questions if desk.has(PREFIX + key)}
    title, problems = desk.sent("title").strip(), missing(form, sent)
    if desk.citizen is None or not title or problems:
        given = Given(values=sent, is_sent=True, problems=problems)
        notice = NOT_YOURS if desk.citizen is None else _NO_TITLE if not title else _INCOMPLETE
        return _form_page(desk, template, form, given, title=title, notice=notice)
    labels = tuple(name for name in form.label_names if name.lower() in desk.world.labels)
    body = text_of(form, sent)
    return _opened(desk, OpenIssue(title=title[:LONGEST_TITLE], body=body, user=desk.citizen.id, labels=labels))


def _opened(desk: PageDesk, act: OpenIssue) -> Answer:
    thread: Thread = desk.application.act(act)
    return desk.go(address_of(desk.world, thread))


def _form_page(desk: PageDesk, template: str, form: Form, given: Given, *, title: str, notice: str = "") -> Answer:
    view = form_view(template, form, given)
    return desk.page("form.html", status=422 if notice else 200, notice=notice, form=view, title=title)


def _may_be_blank(desk: PageDesk) -> bool:
    """Whether an issue may be opened without a form: editors always may."""
    return desk.may_write or desk.chooser().config.blank_issues_enabled


def _home(desk: PageDesk) -> str:
    return f"/{desk.world.repository.full_name}/issues"
