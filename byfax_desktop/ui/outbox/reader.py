"""Reads for the list of sent faxes, one thing after another and none of it on the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from byfax_desktop.ui.outbox.model import OutboxModel
from byfax_desktop.ui.outbox.rows import RowKey
from byfax_desktop.ui.workers import Request, Workers

if TYPE_CHECKING:
    from byfax_desktop.engine.sent_rows import SentFax
    from byfax_desktop.store.sent_order import SentPlaces, SentView
    from byfax_desktop.ui.outbox.line import Line
    from byfax_desktop.ui.outbox.named import NameOf
    from byfax_desktop.ui.outbox.rows import Rows
    from byfax_desktop.ui.session import Session

PAGE = 100
"""Rows that are read at a time."""
_LARGE = 300
"""A fax to more recipients than this is read alone: others are not to wait for it."""
_PAUSE_MS = 120
"""Who types does not want what each letter finds."""


class _Changes(NamedTuple):
    """The ids of all rows that may say something else, where those stand that are listed, and which of them move."""

    considered: frozenset[int]
    places: SentPlaces
    differing: list[int]


class ListReader(QObject):
    """Keeps the model as the journal is; ``shown`` whenever its rows have changed.

    There is never more than one question on its way: first comes the order of the rows, then what has changed, then
    where the fax is that was just sent, then what the rows in sight say.
    """

    shown = Signal()
    found = Signal(object)
    """The RowKey of the fax that was looked for, as soon as it is listed."""
    troubled = Signal(object)

    def __init__(self, session: Session, model: OutboxModel, in_sight: Callable[[], Iterable[int]]) -> None:
        """``in_sight`` are the ids of the rows that a person sees, the most important first."""
        super().__init__(model)
        self._engine = session.engine
        self._name_of: NameOf = session.contacts.name_of
        self._model = model
        self._in_sight = in_sight
        self._workers = Workers("byfax-outbox", 1, self)
        self._view: SentView | None = None
        self._is_order_wanted = False
        self._changed: set[int] = set()
        self._ref = ""
        self._was_sought = self._is_behind = False
        self._request: Request | None = None
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._typing.timeout.connect(self._go_on)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)
        model.wanted.connect(self._soon.start)

    @property
    def view(self) -> SentView | None:
        """What is listed, or will be when it is read."""
        return self._view

    @property
    def is_settled(self) -> bool:
        """Whether everything was read that is to be read."""
        is_waiting = self._typing.isActive() or self._soon.isActive()
        return self._request is None and not is_waiting and not self._is_order_wanted and not self._changed

    def show(self, view: SentView, is_typed: bool = False) -> None:
        """List other faxes, or in another order; while a person types, as soon as no more is typed."""
        self._view = view
        self._is_order_wanted = True
        if is_typed:
            self._typing.start()
        else:
            self._typing.stop()
            self._soon.start()

    def note(self, changed: frozenset[int] | None) -> None:
        """These faxes have changed; None where all may have."""
        if changed is None or self._is_behind or self._model.rows is None:
            self._is_order_wanted = True
            self._is_behind = False
            self._model.make_stale()
        else:
            self._changed |= changed
        self._was_sought = False
        self._soon.start()

    def seek(self, broadcast_ref: str) -> None:
        """Tell where this fax is as soon as it is listed."""
        self._ref, self._was_sought = broadcast_ref, False
        self._soon.start()

    def stop(self) -> None:
        """Read nothing any more, and show nothing."""
        if self._request:
            self._request.cancel()
        self._request = self._view = None
        self._is_order_wanted = False
        self._changed.clear()
        self._ref = ""
        self._typing.stop()
        self._soon.stop()
        self._model.show(None)

    def _go_on(self) -> None:
        if self._request is not None or self._view is None or self._typing.isActive():
            return
        rows = self._model.rows
        if self._is_order_wanted:
            self._ask_order(self._view, rows.unfolded if rows is not None else ())
        elif rows is None:
            return
        elif self._changed:
            self._ask_changes(rows)
        elif self._ref and not self._was_sought:
            ref, flat, engine = self._ref, rows.view.flat, self._engine
            self._ask(lambda: engine.sent_row(ref, flat), self._take_sought)
        else:
            self._ask_lines(rows)

    def _ask(self, work: Callable[[], Any], take: Callable[[Any], None]) -> None:
        self._request = self._workers.run(work, partial(self._answer, take))

    def _answer(self, take: Callable[[Any], None], result: object) -> None:
        from byfax_desktop.engine.trouble import Trouble

        self._request = None
        if isinstance(result, Trouble):
            # What was not learned now is read with all the rest when there is news again.
            self._is_behind = True
            self.troubled.emit(result)
        else:
            take(result)
        self._go_on()

    def _ask_order(self, view: SentView, unfolded: Collection[int]) -> None:
        self._is_order_wanted = False
        engine, unfolded = self._engine, frozenset(unfolded)

        def work() -> Rows:
            from byfax_desktop.ui.outbox.rows import Rows

            return Rows(view, engine.sent_places(view), unfolded)

        self._ask(work, self._take_order)

    def _take_order(self, rows: Rows) -> None:
        # What was wanted meanwhile counts, not what was wanted when this was asked.
        if rows.view == self._view:
            self._was_sought = False
            if self._model.rows is not None:
                # A person may have folded and unfolded meanwhile.
                rows.unfold_as(self._model.rows.unfolded)
            self._model.show(rows)
            self.shown.emit()

    def _ask_changes(self, rows: Rows) -> None:
        changed, self._changed = frozenset(self._changed), set()
        engine = self._engine

        def work() -> _Changes:
            considered, places = engine.sent_changes(rows.view, changed)
            return _Changes(considered, places, rows.differing(considered, places))

        self._ask(work, self._take_changes)

    def _take_changes(self, changes: _Changes) -> None:
        is_taken = self._model.take_changes(changes.differing, changes.places)
        self._model.make_stale(changes.considered)
        self._is_order_wanted = self._is_order_wanted or not is_taken
        if is_taken and changes.differing:
            self.shown.emit()

    def _take_sought(self, row_id: int | None) -> None:
        self._was_sought = True
        if row_id is not None and self._model.find(RowKey(row_id)).isValid():
            self._ref = ""
            self.found.emit(RowKey(row_id))

    def _ask_lines(self, rows: Rows) -> None:
        wanted = self._model.lines.to_read(self._in_sight())
        small = [each for each in wanted if rows.people(each) <= _LARGE]
        some = small[:PAGE] or wanted[:1]
        if some:
            self._model.lines.note_asked(some)
            known = {each: line for each in some if (line := self._model.lines.get(each))}
            flat, engine, name_of = rows.view.flat, self._engine, self._name_of
            self._ask(lambda: _lines(engine.sent_faxes(some, flat), known, name_of), self._model.take_lines)


def _lines(faxes: dict[int, SentFax], known: dict[int, Line], name_of: NameOf) -> dict[int, Line]:
    """What these rows say, without those that say what they said."""
    from byfax_desktop.ui.outbox.line import Line
    from byfax_desktop.ui.outbox.named import named_fax, named_person

    found = {}
    for row_id, (entry, message) in faxes.items():
        named = named_fax(entry, name_of)
        line = Line(named, named_person(message, name_of) if message else None).make()
        if row_id not in known or not line.says_the_same(known[row_id]):
            found[row_id] = line
    return found
