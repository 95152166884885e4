"""What is going on right now, in the status bar: name, progress and a way to call it off."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QToolButton, QWidget

from byfax_desktop.ui.actions import EngineActions
from byfax_desktop.ui.bridge import EngineBridge
from byfax_desktop.ui.elided import ElidedLabel
from byfax_desktop.ui.icons import icon

if TYPE_CHECKING:
    from byfax_desktop.engine.events import JobFinished, JobProgress, JobStarted

PATIENCE_MS = 300
"""A job shorter than this is not shown: a flicker tells nobody anything."""


@dataclass(slots=True)
class _Running:
    name: str
    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int | None:
        return min(100, 100 * self.done // self.total) if self.total > 0 else None

    @property
    def words(self) -> str:
        return self.name if self.percent is None else f"{self.name}, {self.percent} %"


class JobsView(QWidget):
    """The job that began first, and a menu of all where there are several."""

    def __init__(self, engine: EngineActions, bridge: EngineBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_jobs")
        self._engine = engine
        self._jobs: dict[str, _Running] = {}
        self._name = ElidedLabel(self, Qt.TextElideMode.ElideMiddle, max_width=220)
        self._bar = QProgressBar(self)
        self._cancel = QToolButton(self)
        self._more = QToolButton(self)
        self._delay = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._delay.timeout.connect(self._show_jobs)
        self._set_up()
        self._arrange()
        bridge.job_started.connect(self._start)
        bridge.job_progress.connect(self._progress)
        bridge.job_finished.connect(self._finish)
        self.hide()

    def forget_all(self) -> None:
        """The engine that did these jobs is gone."""
        self._jobs.clear()
        self._show_jobs()

    def _start(self, event: JobStarted) -> None:
        self._jobs[event.job_id] = _Running(event.name)
        if self.isHidden():
            self._delay.start()
        else:
            self._show_jobs()

    def _progress(self, event: JobProgress) -> None:
        job = self._jobs.get(event.job_id)
        if job:
            job.done, job.total = event.done, event.total
            if not self.isHidden():
                self._show_jobs()

    def _finish(self, event: JobFinished) -> None:
        self._jobs.pop(event.job_id, None)
        if not self.isHidden() or not self._jobs:
            self._show_jobs()

    def _show_jobs(self) -> None:
        self.setVisible(bool(self._jobs))
        if not self._jobs:
            self._delay.stop()
            return
        job = next(iter(self._jobs.values()))
        self._name.setText(job.name)
        self._bar.setRange(0, 0 if job.percent is None else 100)
        self._bar.setValue(job.percent or 0)
        self._bar.setAccessibleName(f"Progress: {job.words}")
        self._cancel.setAccessibleName(f"Cancel: {job.name}")
        others = len(self._jobs) - 1
        self._more.setVisible(others > 0)
        self._more.setText(f"+{others}")
        self._more.setAccessibleName(f"{others} more running")

    def _cancel_first(self) -> None:
        if self._jobs:
            self._engine.cancel_job(next(iter(self._jobs)))

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        for job_id, job in self._jobs.items():
            menu.addAction(f"Cancel: {job.words}", partial(self._engine.cancel_job, job_id))

    def _set_up(self) -> None:
        self._name.setObjectName("status_job_name")
        self._bar.setObjectName("status_job_progress")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._bar.setMaximumHeight(12)
        self._cancel.setObjectName("status_job_cancel")
        self._cancel.setToolTip("Cancel")
        self._cancel.setIcon(icon("close"))
        self._cancel.setAutoRaise(True)
        self._cancel.clicked.connect(self._cancel_first)
        self._more.setObjectName("status_job_more")
        self._more.setAutoRaise(True)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._more)
        menu.aboutToShow.connect(lambda: self._fill_menu(menu))
        self._more.setMenu(menu)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self._name, self._bar, self._cancel, self._more):
            row.addWidget(part)
