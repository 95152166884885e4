"""What one row of the Outbox says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from byfax_desktop.ui.outbox import texts
from byfax_desktop.ui.outbox.columns import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.engine.words import StateWords


class Line:
    """The texts of a fax, or of that of one of its recipients, made when first asked for.

    ``make`` has them made at once: of a fax to thousands that takes longer than the window may stand still.
    """

    def __init__(self, entry: OutboxEntry, message: OutboxMessage | None = None) -> None:
        self.entry = entry
        self.message = message
        self._words: StateWords | None = None
        self._texts: tuple[str, ...] = ()
        self._sentence = ""
        self._people: dict[int, Line] = {}

    @property
    def words(self) -> StateWords:
        """The state in plain words."""
        if self._words is None:
            self._words = texts.words_of(self.message or self.entry, self.entry)
        return self._words

    def make(self) -> Line:
        """Have all that it says made now."""
        self.text(0)
        self.spoken(0)
        return self

    def text(self, column: int) -> str:
        """What a cell shows."""
        if not self._texts:
            self._texts = tuple(self._made())
        return self._texts[column]

    def spoken(self, column: int) -> str:
        """What a cell says aloud: the first one all that matters in one sentence."""
        if column:
            return f"{COLUMNS[column].title}: {self.text(column)}"
        if not self._sentence:
            self._sentence = texts.sentence_of(self.message or self.entry, self.words)
        return self._sentence

    def person(self, position: int) -> Line | None:
        """The line of a recipient of the fax; None where the fax that was read did not have it yet."""
        if position not in self._people and position < len(self.entry.messages):
            self._people[position] = Line(self.entry, self.entry.messages[position])
        return self._people.get(position)

    def says_the_same(self, other: Line) -> bool:
        """Whether nobody would see or hear a difference, neither here nor in those recipients that were seen."""
        if self.entry is not other.entry and self.entry != other.entry:
            return False
        # Copied at once: the window may be adding to them.
        seen = list(other._people.items())
        return (
            self.message == other.message
            and self.make()._texts == other.make()._texts
            and self._sentence == other._sentence
            and all((mine := self.person(at)) is not None and mine.words == line.words for at, line in seen)
        )

    def _made(self) -> Iterable[str]:
        if self.message is not None:
            return (column.of_message(self.message, self.words) for column in COLUMNS)
        return (column.of_broadcast(self.entry, self.words) for column in COLUMNS)
