"""For whom the preview is, where each recipient gets a text of their own: “Preview for: Anna Schmidt (3 of 120)”."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.compose.merge import MergeFindings, MergeTexts, holds_placeholders, look_for_gaps
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.elided import ElidedLabel
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.announce import announce
from byfax_desktop.ui.widgets.texts import count
from byfax_desktop.ui.widgets.tips import plain_tip, shown_text

if TYPE_CHECKING:
    from byfax_desktop.ui.compose.recipient_model import RecipientModel
    from byfax_desktop.ui.workers import Request, Workers

_PAUSE_MS = 400
"""After the last change, before everybody's texts are looked through."""
_NAMED = 3
_LONGEST = 20
"""Letters of a placeholder that are shown."""


class MergeBar(QWidget):
    """Hidden where all get the same; ``row_changed`` with the recipient, counted from 0, whose texts are previewed."""

    row_changed = Signal(int)

    def __init__(
        self, model: RecipientModel, region: str | None, workers: Workers, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("merge_bar")
        self._model = model
        self._region = region
        self._workers = workers
        self._texts = MergeTexts()
        self._row = 0
        self._findings = MergeFindings()
        self._request: Request | None = None
        self._before = self._button("merge_before", Qt.ArrowType.LeftArrow, "Recipient before", -1)
        self._next = self._button("merge_next", Qt.ArrowType.RightArrow, "Next recipient", 1)
        self._who = ElidedLabel(self)
        self._gaps = QToolButton(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._gaps.clicked.connect(self.go_to_next_gap)
        model.changed.connect(self._show)
        self._arrange()
        self._show()

    @property
    def row(self) -> int:
        """The recipient whose texts are previewed, counted from 0; the first one where all get the same."""
        return self._row

    @property
    def entry(self) -> RecipientEntry | None:
        """That recipient; None where there is nobody."""
        entries = self._model.entries
        return entries[min(self._row, len(entries) - 1)] if entries else None

    @property
    def findings(self) -> MergeFindings:
        """What is missing for whom, as far as it is known."""
        return self._findings

    def show_texts(self, texts: MergeTexts) -> None:
        """Have these texts filled in."""
        if texts != self._texts:
            self._texts = texts
            self._show()

    def go_to(self, row: int) -> None:
        """Preview what another recipient gets."""
        row = max(0, min(row, len(self._model.entries) - 1))
        if row != self._row:
            self._row = row
            self._show_who()
            announce(self, self._who.text())
            self.row_changed.emit(row)

    def go_to_next_gap(self) -> None:
        """Preview the next recipient for whom a placeholder is filled with nothing."""
        rows = self._findings.empty
        if rows:
            self.go_to(next((row for row in rows if row > self._row), rows[0]))

    def _show(self) -> None:
        """Fit to the texts and recipients there are now."""
        is_wanted = bool(self._model.entries) and holds_placeholders(self._texts)
        self.setVisible(is_wanted)
        if not is_wanted:
            self._forget()
            self.go_to(0)
            return
        self.go_to(self._row)
        self._show_who()
        self._pause.start()

    def _show_who(self) -> None:
        entry, total = self.entry, len(self._model.entries)
        if entry is None:
            return
        locale = QLocale()
        who = shown_text((entry.name or entry.company or entry.number)[:80])
        self._who.setText(f"{who} ({locale.toString(self._row + 1)} of {locale.toString(total)})")
        self._before.setEnabled(self._row > 0)
        self._next.setEnabled(self._row < total - 1)

    def _look(self) -> None:
        self._forget()
        look = partial(look_for_gaps, self._texts, self._model.entries, self._region)
        self._request = self._workers.run_heeding(
            lambda request: look(lambda: not request.cancelled), self._take
        )

    def _take(self, result: MergeFindings | Trouble) -> None:
        if isinstance(result, Trouble):
            return
        self._findings = result
        self._show_gaps()

    def _show_gaps(self) -> None:
        """In short on the button, in full in its tool tip."""
        unknown, empty = self._findings.unknown, self._findings.empty
        named = [f"{{{shown_text(name[:_LONGEST])}}}" for name in unknown]
        short = ([f"{named[0]} unknown" if len(named) == 1 else f"{len(named)} unknown"] if named else []) + (
            [f"{QLocale().toString(len(empty))} empty"] if empty else []
        )
        words = (
            [f"No column fills {', '.join(named[:_NAMED])}{'…' * (len(named) > _NAMED)}."] if named else []
        )
        if empty:
            who = count(len(empty), "recipient has", "recipients have")
            words.append(f"{who} nothing to fill in. Press to see the next one.")
        self._gaps.setText(" · ".join(short))
        self._gaps.setToolTip(plain_tip(" ".join(words)))
        self._gaps.setAccessibleName(" ".join(words))
        self._gaps.setVisible(bool(words))

    def _forget(self) -> None:
        self._pause.stop()
        self._findings = MergeFindings()
        self._show_gaps()
        if self._request:
            self._request.cancel()
            self._request = None

    def _button(self, name: str, arrow: Qt.ArrowType, text: str, step: int) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setArrowType(arrow)
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.go_to(self._row + step))
        return button

    def _arrange(self) -> None:
        self._who.setObjectName("merge_who")
        self._gaps.setObjectName("merge_gaps")
        self._gaps.setIcon(icon("state-warning"))
        self._gaps.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._gaps.setAutoRaise(True)
        self._gaps.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel("Preview for:", self))
        row.addWidget(self._before)
        row.addWidget(self._who)
        row.addWidget(self._next)
        row.addStretch(1)
        row.addWidget(self._gaps)
