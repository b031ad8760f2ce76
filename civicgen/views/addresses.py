"""Where each page lives, relative to the site's root. Names in, addresses out; no I/O.

Every address ends in a file's name, so that the site opens from a folder without a server.
"""

from civicgen.model.names import ConsultationSlug, ProposalId

HOME = "index.html"
CONSULTATIONS = "consultations/index.html"
HOW_WE_COUNT = "how-we-count.html"
DATA = "data.html"
"""Beside the folder `data/`, which holds nothing but what SHA256SUMS covers."""
NOT_FOUND = "404.html"


def consultation_page(slug: ConsultationSlug) -> str:
    return f"consultations/{slug}/index.html"


def proposal_page(slug: ConsultationSlug, proposal: ProposalId) -> str:
    return f"consultations/{slug}/proposals/{proposal}.html"


def answers_page(slug: ConsultationSlug, number: int = 1) -> str:
    name = "answers" if number == 1 else f"answers.{number}"
    return f"consultations/{slug}/{name}.html"


def intake_page(slug: ConsultationSlug, number: int = 1) -> str:
    name = "intake" if number == 1 else f"intake.{number}"
    return f"consultations/{slug}/{name}.html"


def receipts_page(slug: ConsultationSlug, number: int = 1) -> str:
    """The page that answers numbers of receipts. It is there from the beginning: slips of paper bear its address."""
    name = "receipts" if number == 1 else f"receipts.{number}"
    return f"consultations/{slug}/{name}.html"


def listing_page(slug: ConsultationSlug, listing: str, number: int = 1) -> str:
    """A list of proposals: `listing` is its order or filter, such as `newest` or `topic-waste`, without a dot."""
    name = listing if number == 1 else f"{listing}.{number}"
    return f"consultations/{slug}/all/{name}.html"


def topic_listing(topic: str) -> str:
    """The name of a topic's list: letters and digits as they are, everything else a hyphen."""
    return "topic-" + "".join(letter if letter.isalnum() else "-" for letter in topic.lower())


def document_file(slug: ConsultationSlug, name: str) -> str:
    return f"consultations/{slug}/documents/{name}"


def data_file(slug: ConsultationSlug, name: str) -> str:
    return f"data/{slug}/{name}"


def root_from(address: str) -> str:
    """What to put before an address of the site to link to it from the page at `address`."""
    return "../" * address.count("/")
