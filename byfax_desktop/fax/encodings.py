"""Which encoding a text has. Half of our customers' texts are Russian, short, and say nothing of it."""

from __future__ import annotations

import codecs
import re

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
"""How a text begins that says its encoding."""
_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбёчйхжшюцщэфъіїєґў"
_ALPHABETS = {
    "cp1251": (_CYRILLIC, 0.1),
    "koi8_u": (_CYRILLIC, 0.05),
    "cp866": (_CYRILLIC, 0.05),
    "iso8859_5": (_CYRILLIC, -0.15),
    "cp1253": ("αοιετσνηυρπκμλςωίόάδγέύχθήφβώξζψϊϋΐΰ", 0.0),
    "cp1255": ("יוהלאתמרבשנעדחקפכגםטזסןצךףץ", 0.0),
    "cp1256": ("المينوترعبدسفقهكحجشطصخةأذضغثزىظءإئؤآ", 0.0),
}
"""Encodings of one byte a letter: the letters from the most to the least usual, and how likely we are to meet it.

A KOI8-R letter is the same in KOI8-U.
"""
_ACCENTED = {
    "cp1252": "éäüößàèçêñóáíôåøâîúëïùûæãõœ",
    "cp1250": "ęłóążśćńźíáéěščřžýůúťďňőűöüäßâăşţô",
    "cp1254": "üöçşığâî",
}
"""Encodings for languages with Latin letters, and the letters that are not in ASCII."""
_SIGNS = frozenset("«»„“”’‘—–…№°§\xa0•€")
_SAMPLE = 100_000
"""Bytes."""
_CONVINCING = 0.45
"""Russian words have 0.6 to 1, Chinese ones read as Russian less than 0.3."""
_NEARLY_ALL = 0.8
_WIDE_HIGH = frozenset(b"\x00\x01\x02\x03\x04\x20\x21")
"""Where UTF-16 has the letters of Europe, and the signs between them."""
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_FOREIGN = re.compile(rb"[\x80-\xff]+")


def decode(data: bytes) -> str | None:
    """The text; None for what is no text."""
    for mark, marked in MARKS:
        if data.startswith(mark):
            return data.decode(marked, errors="replace")
    wide = wide_encoding(data[:_SAMPLE])
    try:
        return data.decode(wide or "utf-8")
    except UnicodeDecodeError:
        encoding = wide or narrow_encoding(data[:_SAMPLE])
    return data.decode(encoding, errors="replace") if encoding else None


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 that has no mark: of the two bytes of a letter, one is nearly always the same small number."""
    if not any(byte < 8 for byte in head):
        return None  # no letter of Europe, and no space
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        text = head.decode(encoding, errors="ignore")
        legible = sum(letter.isprintable() or letter in "\t\n\r\f\xa0" for letter in text)
        if sum(byte in _WIDE_HIGH for byte in high) >= 0.9 * len(high) and legible >= 0.95 * len(text) > 0:
            return encoding
    return None


def narrow_encoding(sample: bytes) -> str | None:
    """Of a text that is in no Unicode encoding; None for what is no text."""
    words = [word for word in _WORD.findall(sample) if _FOREIGN.search(word)]
    foreign = [word for word in words if len(word) > 1 and _FOREIGN.fullmatch(word)]
    if foreign and 2 * len(foreign) >= len(words):
        scores = {name: _fitness(foreign, name, *about) for name, about in _ALPHABETS.items()}
        enough = _CONVINCING
    else:
        scores = {name: _accents(b"".join(words), name, usual) for name, usual in _ACCENTED.items()}
        enough = _NEARLY_ALL
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= enough:
        return best
    import charset_normalizer  # takes a moment to load, and is seldom asked

    found = charset_normalizer.from_bytes(sample).best()
    return found.encoding if found else None


def _fitness(words: list[bytes], encoding: str, letters: str, bonus: float) -> float:
    """How much like words they are in that encoding, about 1 at most: of usual letters, with capitals only in front."""
    worth = {letter: 1 - 0.9 * rank / len(letters) for rank, letter in enumerate(letters)}
    score, count = 0.0, 0
    for word in words:
        text = word.decode(encoding, errors="replace")
        count += len(text)
        score += sum(worth.get(letter.lower(), 0.3 if letter in _SIGNS else -1.0) for letter in text)
        if not text.isupper():
            score -= sum(letter.isupper() for letter in text[1:])
    return score / count + bonus


def _accents(words: bytes, encoding: str, usual: str) -> float:
    """What share of the letters beyond ASCII are usual ones in that encoding."""
    letters = b"".join(_FOREIGN.findall(words)).decode(encoding, errors="replace")
    return sum(letter.lower() in usual or letter in _SIGNS for letter in letters) / len(letters)
