"""Texts that say the same, in any language: how alike they are, and by which words. Texts in, exact scores out; no I/O.

Texts are compared by their words and by the words' pieces of three letters, so that `lamp` and `lamps`, or
`Straßenlampe` and `Lampe`, have something in common. What few texts have weighs more, by whole powers of two, so that
every score is an exact fraction: twice the weight of what both have, over the weights of what each has (Dice and
Sørensen), from 0 to 1.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

import msgspec

TEXT_LIMIT = 20_000
"""Characters of a text that are looked at."""
MOST_WORDS = 8
"""Words that are named as what two texts have in common."""

_WORD = re.compile(r"[^\W_]+")
_WHOLE = "="
"""What a whole word begins with among the pieces, in which no such sign occurs."""
_WEIGHT_OF_WHOLE = 2


class Similar(msgspec.Struct, frozen=True, kw_only=True):
    """A text of the corpus that is like the one asked about.

    `words` are those that both have, or nearly, the most telling first: as they stand in the text asked about, without
    capitals and accents.
    """

    key: str
    score: Fraction
    words: tuple[str, ...]


def similar_to(text: str, corpus: Mapping[str, str], limit: int) -> tuple[Similar, ...]:
    """The texts of the corpus that are most like a text, the most alike first; none with nothing in common.

    The same texts give the same answer, in whatever order the corpus is.
    """
    shredder = _Shredder()
    asked = shredder.shred(text)
    known = {key: shredder.shred(other) for key, other in corpus.items()}
    weights = _weights([asked, *known.values()])
    weigh = weights.__getitem__
    own = sum(map(weigh, asked))
    scored: list[tuple[Fraction, str]] = []
    for key, other in known.items():
        shared = sum(map(weigh, asked & other))
        if shared:
            scored.append((Fraction(2 * shared, own + sum(map(weigh, other))), key))
    scored.sort(key=lambda found: (-found[0], found[1]))
    return tuple(
        Similar(key=key, score=score, words=_in_common(asked, known[key], weights, shredder))
        for score, key in scored[:limit]
    )


class _Shredder:
    """Cuts texts into words and pieces; a word that was met before is not cut again."""

    def __init__(self) -> None:
        self._pieces: dict[str, frozenset[str]] = {}

    def shred(self, text: str) -> frozenset[str]:
        words = {word for found in _WORD.findall(text[:TEXT_LIMIT]) for word in _WORD.findall(_plain(found))}
        return frozenset().union(*map(self.pieces, words), (_WHOLE + word for word in words))

    def pieces(self, word: str) -> frozenset[str]:
        """The pieces of three letters; the ends of the word count as letters."""
        known = self._pieces.get(word)
        if known is None:
            edged = f" {word} "
            known = self._pieces[word] = frozenset(edged[at : at + 3] for at in range(len(edged) - 2))
        return known


def _plain(word: str) -> str:
    """A word without capitals, accents and differences of form that no reader sees."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _weights(texts: list[frozenset[str]]) -> Mapping[str, int]:
    """How much each piece tells: one more for each time that the texts which have it are halved."""
    spread: Counter[str] = Counter()
    for text in texts:
        spread.update(text)
    total = len(texts)
    return {
        piece: (total // count).bit_length() ** 2 * (_WEIGHT_OF_WHOLE if piece[0] == _WHOLE else 1)
        for piece, count in spread.items()
    }


def _in_common(
    asked: frozenset[str], other: frozenset[str], weights: Mapping[str, int], shredder: _Shredder
) -> tuple[str, ...]:
    """The words of a text that another one has too, or has a word that is alike in more than half of its pieces."""
    theirs = [shredder.pieces(word) for word in _words_of(other)]
    same = [
        word
        for word in _words_of(asked)
        if _WHOLE + word in other or any(_are_alike(shredder.pieces(word), pieces) for pieces in theirs)
    ]
    same.sort(key=lambda word: (-weights[_WHOLE + word], -len(word), word))
    return tuple(same[:MOST_WORDS])


def _words_of(pieces: Iterable[str]) -> list[str]:
    return [piece[1:] for piece in pieces if piece[0] == _WHOLE]


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return 4 * len(one & other) > len(one) + len(other)
