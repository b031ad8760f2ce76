"""Texts that say the same, in any language: how alike they are, and by which words. Texts in, exact scores out; no I/O.

Texts are compared by their words and by the longer words' pieces of three letters, so that `lamp` and `lamps`, or
`Straßenlampe` and `Lampe`, have something in common. What few texts have weighs more, in whole numbers, so that every
score is an exact fraction: twice the weight of what both have, over the weights of what each has (Dice and Sørensen),
from 0 to 1.
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
_LONG_ENOUGH = 4
"""Letters of a word that is cut into pieces as well."""
_COMMON = 4
"""The weight of a word that more than a quarter of the texts have is at most this: it tells nothing."""


class Similar(msgspec.Struct, frozen=True, kw_only=True):
    """A text of the corpus that is like the one asked about.

    `words` are those that both have, or nearly, the most telling first: as they stand in the text asked about, without
    capitals and accents.
    """

    key: str
    score: Fraction
    words: tuple[str, ...]


def similar_to(text: str, corpus: Mapping[str, str], limit: int) -> tuple[Similar, ...]:
    """The texts of a corpus that are most like a text, see `Corpus.similar_to`."""
    return Corpus(corpus).similar_to(text, limit)


class Corpus:
    """Texts by their keys, made ready to be asked again and again: ten thousand in a few seconds."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._shredder = _Shredder()
        self._texts = {key: self._shredder.shred(text) for key, text in texts.items()}
        spread: Counter[str] = Counter()
        for text in self._texts.values():
            spread.update(text)
        self._weights = {piece: self._weight(piece, count) for piece, count in spread.items()}
        self._sums = {key: sum(map(self._weights.__getitem__, text)) for key, text in self._texts.items()}

    def similar_to(self, text: str, limit: int) -> tuple[Similar, ...]:
        """The texts that are most like one, at most `limit`, the most alike first; none with nothing in common.

        The same texts give the same answer, in whatever order they are.
        """
        asked = self._shredder.shred(text)
        own = sum(self._weights.get(piece) or self._weight(piece, 1) for piece in asked)
        scored: list[tuple[Fraction, str]] = []
        for key, other in self._texts.items():
            shared = sum(self._weights[piece] for piece in asked & other)
            if shared:
                scored.append((Fraction(2 * shared, own + self._sums[key]), key))
        scored.sort(key=lambda found: (-found[0], found[1]))
        return tuple(
            Similar(key=key, score=score, words=self._in_common(asked, self._texts[key]))
            for score, key in scored[:limit]
        )

    def _weight(self, piece: str, count: int) -> int:
        """How much a piece tells: how often the texts can be halved until only those with it are left, squared."""
        halvings = ((len(self._texts) + 1) // count).bit_length()
        return halvings**2 * (_WEIGHT_OF_WHOLE if piece[0] == _WHOLE else 1)

    def _in_common(self, asked: frozenset[str], other: frozenset[str]) -> tuple[str, ...]:
        """The words of a text that another one has too, or has a word that is alike in more than half of its pieces.

        Words that nearly all texts have are named only where there are no others.
        """
        theirs = [self._shredder.pieces(word) for word in _words_of(other)]
        same: list[tuple[int, int, str]] = []
        for word in _words_of(asked):
            pieces = self._shredder.pieces(word)
            if _WHOLE + word in other or any(_are_alike(pieces, alike) for alike in theirs):
                weight = self._weights.get(_WHOLE + word) or self._weight(_WHOLE + word, 1)
                same.append((-weight, -len(word), word))
        telling = [found for found in same if -found[0] > _WEIGHT_OF_WHOLE * _COMMON]
        return tuple(word for _, _, word in sorted(telling or same)[:MOST_WORDS])


class _Shredder:
    """Cuts texts into words and pieces; a word that was met before is not cut again."""

    def __init__(self) -> None:
        self._shreds: dict[str, frozenset[str]] = {}
        self._pieces: dict[str, frozenset[str]] = {}

    def shred(self, text: str) -> frozenset[str]:
        """The words, each with the sign before it that tells it from a piece, and the pieces."""
        return frozenset().union(*map(self._shred, set(_WORD.findall(text[:TEXT_LIMIT]))))

    def pieces(self, word: str) -> frozenset[str]:
        """The pieces of a word; its ends count as letters, and a short one has none."""
        known = self._pieces.get(word)
        if known is None:
            edged = f" {word} " if len(word) >= _LONG_ENOUGH else ""
            known = self._pieces[word] = frozenset(edged[at : at + 3] for at in range(len(edged) - 2))
        return known

    def _shred(self, written: str) -> frozenset[str]:
        known = self._shreds.get(written)
        if known is None:
            words = _WORD.findall(_plain(written))
            known = frozenset().union(*map(self.pieces, words), [_WHOLE + word for word in words])
            self._shreds[written] = known
        return known


def _plain(word: str) -> str:
    """A word without capitals, accents and differences of form that no reader sees."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _words_of(pieces: Iterable[str]) -> list[str]:
    return [piece[1:] for piece in pieces if piece[0] == _WHOLE]


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return 4 * len(one & other) > len(one) + len(other)
