"""What people are told before they write a proposal. Content and words in, Markdown out; no I/O."""

from civicgen.desk.addresses import consultation_address, page_address
from civicgen.desk.dates import when_words
from civicgen.desk.form_fields import licence_words
from civicgen.desk.inert import literal
from civicgen.desk.words import DeskWords
from civicgen.model.consultation import Consultation, Phase
from civicgen.model.content import Content
from civicgen.model.counting import CountingSettings
from civicgen.model.names import Early, Stance
from civicgen.model.portal import Portal

EMOJI = {
    "+1": "👍",
    "-1": "👎",
    "laugh": "😄",
    "hooray": "🎉",
    "confused": "😕",
    "heart": "❤️",
    "rocket": "🚀",
    "eyes": "👀",
}
"""The forge's reactions as it shows them, in its order."""

_QUESTION_LIMIT = 500


def proposal_notice(content: Content, consultation: Consultation, phase: Phase, words: DeskWords) -> str:
    """The notice above a form; `phase` is the one in which proposals are taken."""
    zone = zone_of(consultation, content.portal)
    parts = (
        _asked(content, consultation, words),
        words.text("desk.propose.before"),
        "\n".join(f"- {line}" for line in _conditions(content, words)),
        _becomes(content, consultation, words),
        words.text(
            "desk.propose.until",
            opens=when_words(phase.opens, zone, words),
            closes=when_words(phase.closes, zone, words),
        ),
        "" if consultation.counting is None else signs_words(consultation.counting, words),
    )
    return "\n\n".join(part for part in parts if part)


def signs_words(settings: CountingSettings, words: DeskWords) -> str:
    """What a thumbs-up means under the settings of a consultation, from when until when; '' where no sign supports."""
    support, oppose = (_signs(settings, stance) for stance in (Stance.SUPPORT, Stance.OPPOSE))
    if not support:
        return ""
    opens, closes = (when_words(at, settings.zone, words) for at in (settings.opens, settings.closes))
    early = "early_excluded" if settings.early is Early.EXCLUDE else "early_counted"
    said = [
        words.text("desk.propose.support", opens=opens, closes=closes, signs=support),
        words.text("desk.propose.oppose", signs=oppose) if oppose else "",
        words.text(f"desk.propose.{early}"),
        words.text("desk.propose.comments"),
    ]
    return " ".join(part for part in said if part)


def zone_of(consultation: Consultation, portal: Portal) -> str:
    """The time zone in which a consultation's times are said, as on the site."""
    return portal.timezone if consultation.counting is None else consultation.counting.zone


def question_in(consultation: Consultation, language: str) -> str:
    """The question in a language; as it was asked where it is not translated."""
    translation = consultation.translations.get(language)
    return (translation.question if translation is not None else "") or consultation.question


def title_in(consultation: Consultation, language: str) -> str:
    """The title in a language; the original one where it is not translated."""
    translation = consultation.translations.get(language)
    return translation.title if translation is not None else consultation.title


def _asked(content: Content, consultation: Consultation, words: DeskWords) -> str:
    question = literal(question_in(consultation, words.language)[:_QUESTION_LIMIT]) or literal(consultation.title)
    page = consultation_address(content.portal, consultation.slug)
    return words.text("desk.propose.asked", question=question, page=page) if page else f"**{question}**"


def _conditions(content: Content, words: DeskWords) -> list[str]:
    portal = content.portal
    licence, take_part = licence_words(portal), page_address(content, "take-part")
    said = [words.text("desk.propose.public")]
    if licence:
        said.append(words.text("desk.propose.licence", licence=licence))
    if portal.minimum_age > 0:
        said.append(words.text("desk.propose.age", age=portal.minimum_age))
    if take_part:
        said.append(words.text("desk.propose.without_account", page=take_part))
    return said


def _becomes(content: Content, consultation: Consultation, words: DeskWords) -> str:
    said = words.text("desk.propose.becomes", time=words.text("desk.form.working_time"))
    authority = content.portal.authorities.get(consultation.authority)
    if consultation.answer_by is None or authority is None:
        return said
    when = when_words(consultation.answer_by, zone_of(consultation, content.portal), words)
    return f"{said} {words.text('desk.propose.answered', authority=literal(authority.name), when=when)}"


def _signs(settings: CountingSettings, stance: Stance) -> str:
    return " ".join(sign for kind, sign in EMOJI.items() if settings.mapping.get(kind) is stance)
