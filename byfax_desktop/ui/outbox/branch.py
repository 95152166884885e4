"""A broadcast in the tree, with the lines that it and its recipients show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from byfax_desktop.ui.outbox import texts
from byfax_desktop.ui.outbox.columns import COLUMNS
from byfax_desktop.ui.widgets.row_steps import unique_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.engine.words import StateWords

Key = tuple[str, int]
Item = TypeVar("Item", "OutboxEntry", "OutboxMessage")


class Line(Generic[Item]):
    """The texts of one row, made when first asked for: a row that nobody sees costs nothing."""

    def __init__(self, item: Item) -> None:
        self.item: Item = item
        self._words: StateWords | None = None
        self._texts: tuple[str, ...] = ()

    @property
    def words(self) -> StateWords:
        """The state in plain words."""
        if self._words is None:
            self._words = texts.words_of(self.item)
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
        self.line = Line(entry)
        self.lines = [Line(message) for message in entry.messages]
        self.message_keys = keys_of(entry)

    def insert(self, row: int, messages: Sequence[OutboxMessage], keys: Sequence[Key]) -> None:
        """Recipients come to stand at ``row``."""
        self.lines[row:row] = [Line(message) for message in messages]
        self.message_keys[row:row] = keys

    def remove(self, first: int, last: int) -> None:
        """Recipients go."""
        del self.lines[first : last + 1], self.message_keys[first : last + 1]

    def move(self, source: int, target: int) -> None:
        """A recipient is taken out, then put at ``target``."""
        self.lines.insert(target, self.lines.pop(source))
        self.message_keys.insert(target, self.message_keys.pop(source))

    def hold(self, entry: OutboxEntry) -> bool:
        """Take over an entry with the recipients of the lines; whether any of these has changed."""
        self.entry = entry
        self.line = Line(entry)
        pairs = list(zip(self.lines, entry.messages, strict=True))
        if all(line.item is message for line, message in pairs):
            return False
        changed = any(line.item != message for line, message in pairs)
        self.lines = [Line(message) for message in entry.messages]
        return changed


def keys_of(entry: OutboxEntry) -> list[Key]:
    """A key for each recipient."""
    return unique_keys(each.message.message_ref for each in entry.messages)
