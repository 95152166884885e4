"""The four tabs, their counts, and the making of those that can wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.tabs import TabPlan, Ways

if TYPE_CHECKING:
    from byfax_desktop.engine.events import InboxChanged, NumbersChanged, OutboxChanged

COMPOSE, OUTBOX, INBOX, NUMBERS = range(4)


@dataclass(frozen=True, slots=True)
class Counts:
    """What wants attention: faxes on their way, those that need a person, unread ones, numbers that end soon."""

    live: int = 0
    for_you: int = 0
    unread: int = 0
    ending: int = 0


class Tabs(QTabWidget):
    """Compose, made at once, and the others, which ``make_next`` makes one by one."""

    counted = Signal(object)
    """Counts, each time that they are others than before."""

    def __init__(self, session: Session, compose: QWidget, later: Sequence[TabPlan], ways: Ways) -> None:
        super().__init__()
        self.setObjectName("tabs")
        self.setAccessibleName("Compose, Outbox, Inbox and Numbers")
        self.setDocumentMode(True)
        self._session = session
        self._ways = ways
        self.counts = Counts()
        self._pages: list[QWidget] = [compose]
        self._waiting: dict[int, TabPlan] = {}
        self._titles = ["&Compose", *(plan.title for plan in later)]
        self.tabBar().setAccessibleName("Compose, Outbox, Inbox, Numbers")
        self.addTab(compose, icon("compose"), self._titles[COMPOSE])
        for plan in later:
            room = QWidget(self)
            room.setObjectName(f"{plan.name}_room")
            self._pages.append(room)
            self._waiting[self.addTab(room, icon(plan.icon), plan.title)] = plan
        self.currentChanged.connect(self._make)
        session.bridge.outbox_changed.connect(self._count_outbox)
        session.bridge.inbox_changed.connect(self._count_inbox)
        session.bridge.numbers_changed.connect(self._count_numbers)
        session.account_changed.connect(self._forget_counts)

    def make_next(self) -> bool:
        """Make one tab that is still to be made; False when that was the last."""
        if self._waiting:
            self._make(next(iter(self._waiting)))
        return bool(self._waiting)

    def make_all(self) -> None:
        """Make every tab that is still to be made: from now on they must hear of all that happens."""
        while self.make_next():
            pass

    def page(self, index: int) -> QWidget:
        """The tab itself; a blank room where it is still to be made."""
        return self._pages[index]

    def _make(self, index: int) -> None:
        plan = self._waiting.pop(index, None)
        if plan is None:
            return
        made = plan.make(self._session, self._ways)
        column = QVBoxLayout(self._pages[index])
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(made)
        made.show()
        self._pages[index] = made

    def _forget_counts(self) -> None:
        for index in range(self.count()):
            self._count(index, 0, "")
        self._tell(Counts())

    def _count_outbox(self, event: OutboxChanged) -> None:
        words = [f"{event.live} on their way"] if event.live else []
        if event.for_you:
            words.append(f"{event.for_you} {'needs' if event.for_you == 1 else 'need'} you")
        self._count(OUTBOX, event.live + event.for_you, ", ".join(words))
        self._tell(replace(self.counts, live=event.live, for_you=event.for_you))

    def _count_inbox(self, event: InboxChanged) -> None:
        unread = sum(entry.unread for entry in event.faxes)
        self._count(INBOX, unread, f"{unread} unread" if unread else "")
        self._tell(replace(self.counts, unread=unread))

    def _count_numbers(self, event: NumbersChanged) -> None:
        from byfax_desktop.ui.numbers.texts import ends_soon

        ending = sum(map(ends_soon, event.dids))
        self._count(NUMBERS, ending, f"{ending} {'ends' if ending == 1 else 'end'} soon" if ending else "")
        self._tell(replace(self.counts, ending=ending))

    def _tell(self, counts: Counts) -> None:
        if counts != self.counts:
            self.counts = counts
            self.counted.emit(counts)

    def _count(self, index: int, number: int, words: str) -> None:
        title = self._titles[index]
        self.setTabText(index, f"{title} ({number})" if number else title)
        self.setTabToolTip(index, words)
