"""Finds the first of many entries that have the beginnings of some words, or some digits, in a moment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from byfax_desktop.engine.contacts.folding import digits_of, folded, is_number, without_prefix


class TextIndex:
    """Entries in the order in which they are to be found: a text of words each, and the digits of a number.

    All words stand in one long text, and all digits in another: looking through these costs far less than asking
    each entry.
    """

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        """Words as ``folded`` gives them, and digits."""
        listed = tuple(entries)
        self._words = _Lines([f" {words}" for words, _ in listed])
        self._digits = _Lines([digits for _, digits in listed])

    def find(self, typed: str) -> Iterator[int]:
        """The places of the entries that match, the best first, each once; none for a text without words and digits.

        Numbers are found by any of their digits, with or without a prefix. Of several words each must begin a word
        of the entry, or be among its digits; those whose words begin just as it was typed come first.
        """
        words = folded(typed).split()
        if not words:
            return
        seen: set[int] = set()
        for place in self._candidates(typed, words):
            if place not in seen:
                seen.add(place)
                yield place

    def _candidates(self, typed: str, words: list[str]) -> Iterator[int]:
        if is_number(typed):
            numbers = without_prefix(digits_of(typed))
            for digits in numbers:
                yield from self._digits.beginning_with(digits)
            for digits in numbers:
                yield from self._digits.having(digits)
        yield from self._words.beginning_with(f" {' '.join(words)}")
        yield from self._having_all(words)

    def _having_all(self, words: list[str]) -> Iterator[int]:
        """The entries with all the words, beginning with those that have the rarest one."""
        counted = sorted((self._words.count(f" {word}"), word) for word in words if not word.isdigit())
        if not counted:
            counted = sorted((self._words.count(f" {word}"), word) for word in words)
        rarest = counted[0][1]
        others = [word for word in words if word != rarest]
        for place in self._words.having(f" {rarest}"):
            if all(self._has(place, word) for word in others):
                yield place

    def _has(self, place: int, word: str) -> bool:
        return f" {word}" in self._words[place] or (
            word.isdigit() and any(each in self._digits[place] for each in without_prefix(word))
        )


class _Lines:
    """Lines that are looked through together."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._text = "".join(f"\n{line}" for line in lines)
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def __getitem__(self, place: int) -> str:
        return self._lines[place]

    def count(self, text: str) -> int:
        """How often a text is in them."""
        return self._text.count(text)

    def beginning_with(self, text: str) -> Iterator[int]:
        """The places of the lines that begin with a text."""
        return self.having(f"\n{text}")

    def having(self, text: str) -> Iterator[int]:
        """The places of the lines with a text somewhere."""
        at = self._text.find(text)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            at = self._text.find(text, self._starts[place + 1])
