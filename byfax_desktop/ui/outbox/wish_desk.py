"""What a person wishes for sent faxes: handed to the engine, and told of where it comes to nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from byfax_desktop.ui.outbox.again import AGAIN
from byfax_desktop.ui.outbox.answers import AnswerBar
from byfax_desktop.ui.outbox.deeds import Deeds
from byfax_desktop.ui.outbox.facts import IS_RIGHT

if TYPE_CHECKING:
    from byfax_desktop.engine.events import JobFinished
    from byfax_desktop.ui.outbox.again import AgainActions
    from byfax_desktop.ui.outbox.detail_tabs import DetailTabs
    from byfax_desktop.ui.outbox.wish_bar import WishBar
    from byfax_desktop.ui.outbox.wishes import Target
    from byfax_desktop.ui.session import Session

_SETTLED_MS = 1000
"""How long after a wish its note stands in the history."""


class WishDesk(QObject):
    """Hands wishes to the engine; ``troubled`` with the Trouble of one that came to nothing."""

    troubled = Signal(object)
    noted = Signal(str)
    """Something that a person would want to know of what was done."""

    def __init__(self, session: Session, bar: WishBar, again: AgainActions, facts: DetailTabs) -> None:
        super().__init__(bar)
        self._engine = session.engine
        self._facts = facts
        self.answers = AnswerBar(session)
        """To be put where a person sees it."""
        self._deeds = Deeds(session.engine, bar.wish, again.ask, self)
        self._deeds.noted.connect(self.noted)
        self._wished: set[str] = set()
        bar.wished.connect(self._wish)
        bar.anew_wished.connect(partial(again.ask, AGAIN))
        facts.deed_chosen.connect(self._do)
        session.bridge.job_finished.connect(self._tell_trouble)
        session.account_changed.connect(lambda *_: self._wished.clear())

    def _wish(self, kind: str, targets: tuple[Target, ...]) -> None:
        from byfax_desktop.store.wishes import WishKind

        jobs = {self._engine.wish(WishKind(kind), *target.refs): target for target in targets}
        self._wished.update(jobs)
        self.answers.begin(kind, jobs)
        QTimer.singleShot(_SETTLED_MS, self._facts, self._facts.read_again)

    def _do(self, deed: str) -> None:
        """What a button beside the fax that is shown does about it, whatever else is chosen."""
        target = self._facts.target
        if target is None:
            return
        if deed == IS_RIGHT:
            (message,) = (target.message,) if target.message else target.entry.messages
            self._engine.accept_station(message.message.message_ref)
        else:
            self._deeds.do(deed, target)

    def _tell_trouble(self, event: JobFinished) -> None:
        if event.trouble and event.job_id in self._wished:
            self._wished.discard(event.job_id)
            if not self.answers.takes(event):
                self.troubled.emit(event.trouble)
