"""Texts in Catalan, Spanish and English, put together from sentences of our own. A random source comes in, Markdown
goes out. Reads nothing, writes nothing."""

from collections.abc import Mapping, Sequence
from random import Random

LANGUAGES = ("ca", "es", "en")
TOPICS = ("mobility", "green", "housing", "culture", "energy", "care", "schools", "markets")

PLACES: Mapping[str, Sequence[str]] = {
    "ca": (
        "el carrer del Forn",
        "la plaça dels Til·lers",
        "el passeig de la Séquia",
        "el barri de les Teuleres",
        "la rambla del Molí Vell",
        "l'escola dels Tres Ponts",
        "el mercat de Sant Roc",
        "la biblioteca del Safareig",
        "el parc de la Bòbila",
        "la ronda de Ponent",
    ),
    "es": (
        "la calle del Horno",
        "la plaza de los Tilos",
        "el paseo de la Acequia",
        "el barrio de las Tejeras",
        "la rambla del Molino Viejo",
        "la escuela de los Tres Puentes",
        "el mercado de San Roque",
        "la biblioteca del Lavadero",
        "el parque de la Ladrillera",
        "la ronda de Poniente",
    ),
    "en": (
        "Baker's Row",
        "Linden Square",
        "the walk along the old canal",
        "the Tileworks quarter",
        "Old Mill Parade",
        "Three Bridges School",
        "Saint Roch market",
        "the Washhouse library",
        "Brickfield Park",
        "the western ring",
    ),
}
THINGS: Mapping[str, Sequence[str]] = {
    "ca": (
        "més ombra a l'estiu",
        "una vorera més ampla",
        "un carril bici segur",
        "bancs amb respatller",
        "una font d'aigua potable",
        "un hort compartit",
        "fanals que no enlluernin",
        "un autobús els diumenges",
        "un local per a les entitats",
        "menys soroll a la nit",
    ),
    "es": (
        "más sombra en verano",
        "una acera más ancha",
        "un carril bici seguro",
        "bancos con respaldo",
        "una fuente de agua potable",
        "un huerto compartido",
        "farolas que no deslumbren",
        "un autobús los domingos",
        "un local para las entidades",
        "menos ruido por la noche",
    ),
    "en": (
        "more shade in summer",
        "a wider pavement",
        "a safe cycle lane",
        "benches with backs",
        "a drinking fountain",
        "a shared garden",
        "lamps that do not dazzle",
        "a bus on Sundays",
        "a room for local groups",
        "less noise at night",
    ),
}
GROUPS: Mapping[str, Sequence[str]] = {
    "ca": ("la gent gran", "la mainada", "el veïnat", "qui treballa de nit", "el jovent", "el comerç petit"),
    "es": (
        "la gente mayor",
        "la infancia",
        "el vecindario",
        "quien trabaja de noche",
        "la juventud",
        "el pequeño comercio",
    ),
    "en": ("older people", "children", "the neighbours", "people on night shifts", "families", "small shops"),
}
TITLES: Mapping[str, Sequence[str]] = {
    "ca": ("Millorem {place}: {thing}", "{place}: {thing}", "{thing}, i {place} serà una altra cosa"),
    "es": ("Queremos {thing} para {place}", "{place}: {thing}", "{thing}, y {place} será otra cosa"),
    "en": ("{thing} for {place}", "{place}: {thing}", "Why not {thing} near {place}?"),
}
SENTENCES: Mapping[str, Sequence[str]] = {
    "ca": (
        "Fa {n} anys que {group} demana {thing}, i encara no hi ha cap resposta clara.",
        "Qui coneix {place} sap que al matí no s'hi pot passar sense esperar una bona estona.",
        "Hem comptat {n} persones en una hora, i gairebé totes s'han aturat a preguntar què fèiem.",
        "No cal una gran obra: amb pintura, algunes plantes i bona voluntat se'n pot fer una prova.",
        "Si després de {n} mesos no funciona, es torna a deixar tot com estava i s'explica el motiu.",
        "També hi guanyaria {group}, perquè {place} és el camí més curt per anar a tot arreu.",
        "La proposta no va contra ningú; volem parlar-ne amb tothom abans de decidir res.",
        "El cost és petit si es compara amb el que ja es gasta cada any en reparacions.",
        "Entre {place} i l'estació hi ha un racó buit que ningú no cuida des de fa {n} anys.",
        "Ens agradaria que l'ajuntament publiqués els números abans i després de la prova.",
        "A l'hivern es fa fosc aviat i {group} prefereix fer la volta llarga.",
        "Demanem **{thing}** com a primer pas, i que la resta es parli amb calma.",
    ),
    "es": (
        "Hace {n} años que {group} pide {thing}, y todavía no hay ninguna respuesta clara.",
        "Quien conoce {place} sabe que por la mañana no se puede pasar sin esperar un buen rato.",
        "Hemos contado {n} personas en una hora, y casi todas se han parado a preguntar qué hacíamos.",
        "No hace falta una gran obra: con pintura, algunas plantas y buena voluntad se puede probar.",
        "Si después de {n} meses no funciona, se deja todo como estaba y se explica el motivo.",
        "También saldría ganando {group}, porque {place} es el camino más corto hacia todas partes.",
        "La propuesta no va contra nadie; queremos hablarlo con todo el mundo antes de decidir.",
        "El coste es pequeño si se compara con lo que ya se gasta cada año en reparaciones.",
        "Entre {place} y la estación hay un rincón vacío que nadie cuida desde hace {n} años.",
        "Nos gustaría que el ayuntamiento publicara los números antes y después de la prueba.",
        "En invierno anochece pronto y {group} prefiere dar el rodeo largo.",
        "Pedimos **{thing}** como primer paso, y que lo demás se hable con calma.",
    ),
    "en": (
        "For {n} years {group} have been asking for {thing}, and nobody has given a clear answer.",
        "Whoever knows {place} knows that in the morning one cannot get through without a long wait.",
        "We counted {n} people in one hour, and nearly all of them stopped to ask what we were doing.",
        "It needs no great works: some paint, a few plants and good will are enough for a trial.",
        "If it has not worked after {n} months, put everything back as it was and say why.",
        "It would help {group} as well, because {place} is the shortest way to everywhere else.",
        "This is aimed against nobody; we want to talk with everyone before anything is decided.",
        "The cost is small beside what is spent on repairs every single year.",
        "Next to {place} there is an empty corner that nobody has looked after for {n} years.",
        "We would like the town to publish the figures from before and after the trial.",
        "In winter it gets dark early, and {group} would rather take the long way round.",
        "We ask for **{thing}** as a first step, and for a calm talk about the rest.",
    ),
}
HEADINGS: Mapping[str, Sequence[str]] = {
    "ca": ("Per què", "Què proposem", "Com es pot començar"),
    "es": ("Por qué", "Qué proponemos", "Cómo se puede empezar"),
    "en": ("Why", "What we propose", "How to begin"),
}


def title(random: Random, language: str) -> str:
    """A title."""
    return _fill(random.choice(TITLES[language]), random, language)


def sentences(random: Random, language: str, count: int) -> str:
    """A paragraph of `count` sentences, no pattern twice."""
    return " ".join(_fill(pattern, random, language) for pattern in random.sample(SENTENCES[language], count))


def proposal_text(random: Random, language: str, *, words: int = 400) -> str:
    """Markdown of about `words` words: paragraphs under three headings, and a list under the second."""
    parts = [sentences(random, language, 3)]
    headings = list(HEADINGS[language])
    while _count(parts) < words - 25:
        if headings and _count(parts) >= words * (4 - len(headings)) // 5:
            parts.append(f"## {headings.pop(0)}")
            if len(headings) == 1:
                parts.append("\n".join(f"- {sentences(random, language, 1)}" for _ in range(4)))
        parts.append(sentences(random, language, 3))
    return "\n\n".join(parts) + "\n"


def _count(parts: Sequence[str]) -> int:
    return sum(len(part.split()) for part in parts)


def _fill(pattern: str, random: Random, language: str) -> str:
    text = pattern.format(
        place=random.choice(PLACES[language]),
        thing=random.choice(THINGS[language]),
        group=random.choice(GROUPS[language]),
        n=random.randint(3, 90),
    )
    return text[0].upper() + text[1:]
