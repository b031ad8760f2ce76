"""A screenshot as a small PNG: at most 256 colours, one byte a pixel. PNG bytes in, PNG bytes out; no I/O.

Screens are flat: what costs bytes is that a browser writes three bytes a pixel and hardly compresses. Where there are
more than 256 colours, the rare ones become the nearest of the common ones.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_COLOURS = 256
_RGB, _RGBA = 2, 6
_CHANNELS = {_RGB: 3, _RGBA: 4}


def smaller(png: bytes) -> bytes:
    """The same picture with a palette. Takes what Chromium writes: 8 bits a channel, RGB or RGBA, not interlaced."""
    chunks = list(_chunks(png))
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    assert (depth, interlaced) == (8, 0), "a PNG as Chromium writes it"
    size = _CHANNELS[kind]
    data = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    rows = [_three(row, size) for row in _unfiltered(data, width * size, size)]
    pixels = [bytes(row[at : at + 3]) for row in rows for at in range(0, 3 * width, 3)]
    palette, known = _palette(pixels)
    lines = b"".join(
        b"\0" + bytes(known[pixel] for pixel in pixels[line * width : (line + 1) * width]) for line in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, body) for name, body in parts)


def _palette(pixels: list[bytes]) -> tuple[list[bytes], dict[bytes, int]]:
    """The colours that are kept, the most frequent first, and which of them stands for each colour."""
    counted = sorted(Counter(pixels).items(), key=lambda each: (-each[1], each[0]))
    kept = [colour for colour, _ in counted[:_MOST_COLOURS]]
    known = {colour: number for number, colour in enumerate(kept)}
    for colour, _ in counted[_MOST_COLOURS:]:
        known[colour] = min(range(len(kept)), key=lambda number: _distance(kept[number], colour))
    return kept, known


def _distance(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _three(row: bytes, size: int) -> bytes:
    """A line without its transparency, which a screenshot has none of."""
    return row if size == 3 else b"".join(row[at : at + 3] for at in range(0, len(row), size))


def _unfiltered(data: bytes, length: int, size: int) -> Iterator[bytes]:
    """The lines of pixels, with PNG's filters taken back."""
    above = bytearray(length)
    for start in range(0, len(data), length + 1):
        kind, line = data[start], bytearray(data[start + 1 : start + 1 + length])
        for at in range(length):
            left = line[at - size] if at >= size else 0
            corner = above[at - size] if at >= size else 0
            line[at] = (line[at] + _guess(kind, left, above[at], corner)) & 0xFF
        yield bytes(line)
        above = line


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    """What a filter of PNG (0 to 4) expects a byte to be."""
    if kind < 3:
        return (0, left, up)[kind]
    if kind == 3:
        return (left + up) // 2
    guess = left + up - corner
    return min((left, up, corner), key=lambda each: abs(guess - each))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
