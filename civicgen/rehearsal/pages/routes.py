"""Which web page an address shows. Stands for nothing yet."""

from civicgen.rehearsal.application import Application
from civicgen.rehearsal.exchange import Answer, Request


def is_page(request: Request) -> bool:
    return False


def answer_page(application: Application, request: Request) -> Answer:
    return Answer(status=404)
