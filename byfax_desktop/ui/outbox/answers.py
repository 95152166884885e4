"""What byFax answered to what a person wished: at once, later when it could be reached, and when it is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.message_bar import MessageBar, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from byfax_desktop.engine.answers import WishAnswer
    from byfax_desktop.engine.events import JobFinished, WishAnswered
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.outbox.wishes import Target
    from byfax_desktop.ui.session import Session

_TOGETHER_MS = 50
"""Answers to many wishes come one after the other: they are told together."""
_SEE_WHY = "See wh&y…"
Key = tuple[str, str, str]
"""The kind of a wish, and whom it is about: a broadcast ref, and the message ref of a single recipient."""


@dataclass
class Round:
    """What a person wished at once: of whom nothing is known yet, and what was answered."""

    kind: str
    waiting: set[Key] = field(default_factory=set)
    answers: dict[Key, WishAnswer] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """For how many recipients it was done."""
        return sum(answer.done for answer in self.answers.values())

    @property
    def total(self) -> int:
        """Of how many recipients something is known."""
        return sum(len(answer.items) for answer in self.answers.values())


class AnswerBar(MessageBar):
    """Hidden where all was done and only one recipient was meant: that shows in the list."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("outbox_answers", parent)
        self._round: Round | None = None
        self._jobs: dict[str, Target] = {}
        self._soon = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._soon.timeout.connect(self._show)
        self.action_triggered.connect(self._see_why)
        session.bridge.wish_answered.connect(self._take)
        session.account_changed.connect(self._forget)

    def begin(self, kind: str, jobs: Mapping[str, Target]) -> None:
        """A person has wished this for these faxes, each by a job of its own."""
        self.clear()
        self._jobs = dict(jobs)
        self._round = Round(kind, {(kind, *target.refs) for target in jobs.values()})

    def takes(self, event: JobFinished) -> bool:
        """Whether a wish that came to nothing is told here among others."""
        if event.trouble is None or event.job_id not in self._jobs or len(self._jobs) < 2:
            return False
        assert self._round is not None
        target = self._jobs[event.job_id]
        key = (self._round.kind, *target.refs)
        self._round.waiting.discard(key)
        self._round.answers[key] = _refused_here(self._round.kind, target, event.trouble)
        self._soon.start()
        return True

    def _take(self, event: WishAnswered) -> None:
        answer = event.answer
        key = (answer.kind.value, answer.broadcast_ref, answer.message_ref)
        if self._round is None or key not in self._round.waiting:
            # Wished before the last wish, or before this start: alone it is worth telling only where it was refused.
            if not answer.refused:
                return
            if self._round is None or self._round.kind != key[0]:
                self._round = Round(key[0])
        self._round.waiting.discard(key)
        self._round.answers[key] = answer
        self._soon.start()

    def _show(self) -> None:
        told = self._round
        if told is None:
            return
        refused = told.total - told.done
        if refused or told.total > 1:
            alone = _only_one(told) if told.total == 1 else ""
            waits = f"{len(told.waiting)} not answered yet." if told.waiting else ""
            action = _SEE_WHY if refused and not alone else ""
            self.tell(Tone.WARNING if refused else Tone.DONE, alone or _tally(told), waits, action=action)

    def _see_why(self) -> None:
        if self._round is not None:
            from byfax_desktop.ui.outbox.answers_window import AnswersWindow

            AnswersWindow(tuple(self._round.answers.values()), self.window()).open()

    def _forget(self) -> None:
        self._round = None
        self._jobs.clear()
        self._soon.stop()
        self.clear()


class AnswersAction(QObject):
    """An entry of the context menu: what byFax answered to all that was wished about a fax."""

    def __init__(self, view: QWidget, session: Session) -> None:
        super().__init__(view)
        self._view = view
        self._session = session
        self._targets: tuple[Target, ...] = ()
        self._action = QAction(icon("info"), "What &byFax answered…", view)
        self._action.setObjectName("outbox_answers_action")
        self._action.triggered.connect(self._read)
        view.addAction(self._action)

    def fit(self, targets: tuple[Target, ...]) -> None:
        """Offer it for one fax."""
        self._targets = targets
        self._action.setEnabled(len(targets) == 1)
        tip = "How Pause, Resume, Cancel, Send again and Delete went for each recipient"
        self._action.setToolTip(tip if len(targets) == 1 else "Choose one fax for this.")

    def _read(self) -> None:
        (target,) = self._targets
        engine = self._session.engine
        self._session.workers.run(lambda: engine.answers(target.refs[0]), partial(self._open, target))

    def _open(self, target: Target, answers: tuple[WishAnswer, ...] | Trouble) -> None:
        from byfax_desktop.ui.outbox.answers_window import AnswersWindow

        if isinstance(answers, tuple):
            AnswersWindow(_about(target, answers), self._view.window()).open()


def _about(target: Target, answers: Sequence[WishAnswer]) -> tuple[WishAnswer, ...]:
    """The answers as far as they are about the recipient who is chosen."""
    from dataclasses import replace

    if target.message is None:
        return tuple(answers)
    ref = target.message.message.message_ref
    mine = [
        replace(each, items=tuple(item for item in each.items if item.message_ref == ref)) for each in answers
    ]
    return tuple(each for each in mine if each.items)


def _tally(told: Round) -> str:
    from byfax_desktop.ui.outbox.answers_window import tally

    return tally(told.kind, told.done, told.total)


def _only_one(told: Round) -> str:
    from byfax_desktop.ui.outbox.answers_window import wish_word

    ((item,),) = [answer.refused for answer in told.answers.values() if answer.items]
    trouble = item.trouble
    return f"{wish_word(told.kind)}: {trouble.what} {trouble.do}".strip() if trouble else ""


def _refused_here(kind: str, target: Target, trouble: Trouble) -> WishAnswer:
    """A wish that was not taken at all, for all whom it was about."""
    from datetime import UTC, datetime

    from byfax_desktop.engine.answers import Answered, WishAnswer
    from byfax_desktop.store.wishes import WishKind

    messages = (target.message,) if target.message else target.entry.messages
    items = tuple(
        Answered(each.message.message_ref, each.message.number or "", each.name or each.company, trouble)
        for each in messages
    )
    return WishAnswer(WishKind(kind), *target.refs, datetime.now(UTC), target.entry.subject, items)
