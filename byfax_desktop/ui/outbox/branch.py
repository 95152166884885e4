"""A broadcast in the tree, with the lines that it and its recipients show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from byfax_desktop.ui.outbox import texts
from byfax_desktop.ui.outbox.columns import COLUMNS
from byfax_desktop.ui.widgets.row_steps import Step, carry_out, row_steps, unique_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.engine.words import StateWords

Key = tuple[str, int]
Item = TypeVar("Item", "OutboxEntry", "OutboxMessage")


class Line(Generic[Item]):
    """The texts of one row, made when first asked for: a row that nobody sees costs nothing.

    ``item`` is the broadcast itself, or one of its recipients.
    """

    def __init__(self, item: Item, entry: OutboxEntry) -> None:
        self.item: Item = item
        self._entry = entry
        self._words: StateWords | None = None
        self._texts: tuple[str, ...] = ()

    @property
    def words(self) -> StateWords:
        """The state in plain words."""
        if self._words is None:
            self._words = texts.words_of(self.item, self._entry)
        return self._words

    def text(self, column: int) -> str:
        """What a cell shows."""
        if not self._texts:
            self._texts = tuple(self._made())
        return self._texts[column]

    def spoken(self, column: int) -> str:
        """What a cell says aloud: the first one all that matters in one sentence."""
        if column == 0:
            return texts.sentence_of(self.item, self.words)
        return f"{COLUMNS[column].title}: {self.text(column)}"

    def _made(self) -> Iterable[str]:
        from byfax_desktop.engine.events import OutboxEntry

        item: OutboxEntry | OutboxMessage = self.item
        if isinstance(item, OutboxEntry):
            return (column.of_broadcast(item, self.words) for column in COLUMNS)
        return (column.of_message(item, self.words) for column in COLUMNS)


class Branch:
    """One broadcast; ``serial`` is the number by which the tree knows it wherever it stands."""

    def __init__(self, serial: int, key: Key, entry: OutboxEntry) -> None:
        self.serial = serial
        self.key = key
        self.entry = entry
        self.line = Line(entry, entry)
        self._lines: list[Line[OutboxMessage]] | None = None
        self._keys: list[Key] = []

    @property
    def count(self) -> int:
        """How many recipients it has."""
        return len(self.entry.messages) if self._lines is None else len(self._lines)

    @property
    def lines(self) -> list[Line[OutboxMessage]]:
        """Those of the recipients, made when first asked for: most broadcasts stay folded."""
        return self._unfold()

    def steps_to(self, entry: OutboxEntry) -> Iterator[Step]:
        """The steps from its recipients to those of ``entry``."""
        if _refs(self.entry) == _refs(entry):
            return iter(())
        self._unfold()
        return row_steps(self._keys, _keys(entry))

    def apply(self, step: Step, entry: OutboxEntry) -> None:
        """Carry out one of ``steps_to``."""
        keys = _keys(entry)
        carry_out(step, self._unfold(), lambda row: Line(entry.messages[row], entry))
        carry_out(step, self._keys, keys.__getitem__)

    def hold(self, entry: OutboxEntry) -> bool:
        """Take over an entry with the recipients of the lines; whether any line that was seen has changed."""
        has_moved = self.entry.local != entry.local
        before, self.entry = self._lines, entry
        self.say_anew()
        if before is None or self._lines is None:
            return False
        return has_moved or any(old.item != new.item for old, new in zip(before, self._lines, strict=True))

    @property
    def shown(self) -> int:
        """How many lines of recipients were made."""
        return 0 if self._lines is None else len(self._lines)

    def say_anew(self) -> None:
        """Have the texts of all lines made again."""
        self.line = Line(self.entry, self.entry)
        if self._lines is not None:
            self._lines = [Line(message, self.entry) for message in self.entry.messages]

    def _unfold(self) -> list[Line[OutboxMessage]]:
        if self._lines is None:
            self._lines = [Line(message, self.entry) for message in self.entry.messages]
            self._keys = _keys(self.entry)
        return self._lines


def _refs(entry: OutboxEntry) -> list[str]:
    return [each.message.message_ref for each in entry.messages]


def _keys(entry: OutboxEntry) -> list[Key]:
    return unique_keys(_refs(entry))
