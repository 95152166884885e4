"""Options that were kept under a name. A preset never holds recipients, pages or a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.store.drafts import DraftKind
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.name_question import ask_name
from byfax_desktop.ui.widgets.texts import without_mnemonic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from byfax_desktop.engine.drafts import Draft
    from byfax_desktop.engine.events import JobFinished
    from byfax_desktop.engine.writing import KeptDraft


class Presets(QToolButton):
    """Lists those of the account; read again each time after one was kept or forgotten."""

    chosen = Signal(object)
    """The Draft whose options and cover page are to be taken."""
    keep_asked = Signal(str)
    """The options of now are to be kept under this name."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("presets")
        self.setText("Presets")
        self.setAccessibleName("Presets")
        self.setToolTip("Options that were kept under a name")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._session = session
        self._presets: tuple[KeptDraft, ...] = ()
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        session.bridge.job_finished.connect(self._note_finished)
        self._kept_by = ""
        self._load()

    def keep(self, name: str, draft: Draft) -> None:
        """Keep the options of a draft under a name."""
        self._kept_by = self._session.engine.keep_as(DraftKind.PRESET, name, draft)

    def _load(self) -> None:
        engine = self._session.engine
        self._session.workers.run(lambda: engine.kept_drafts(DraftKind.PRESET), self._take)

    def _take(self, found: Sequence[KeptDraft] | Trouble) -> None:
        if not isinstance(found, Trouble):
            self._presets = tuple(sorted(found, key=lambda each: each.name.casefold()))

    def _note_finished(self, event: JobFinished) -> None:
        if self._kept_by and event.job_id == self._kept_by:
            self._kept_by = ""
            self._load()

    def _fill(self) -> None:
        self._menu.clear()
        for preset in self._presets:
            self._menu.addAction(without_mnemonic(preset.name), partial(self.chosen.emit, preset.draft))
        if self._presets:
            self._menu.addSeparator()
        self._menu.addAction("&Keep these options as…", self._ask)
        if self._presets:
            forget = self._menu.addMenu("&Forget")
            for preset in self._presets:
                forget.addAction(without_mnemonic(preset.name), partial(self._forget, preset))

    def _ask(self) -> None:
        what = "Quality, contents, cover page, tries, priority and header line are kept as:"
        ask_name(self, "preset_name", "Keep these options", what, "", self.keep_asked.emit)

    def _forget(self, preset: KeptDraft) -> None:
        self._session.engine.drop_draft(preset.draft.draft_id)
        self._presets = tuple(each for each in self._presets if each is not preset)
