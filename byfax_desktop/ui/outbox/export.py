"""The list of sent faxes saved as a table for other programs, or for paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.table_saving import CSV, PDF, TableForm, TableSaving

if TYPE_CHECKING:
    from byfax_desktop.store.sent_filter import SentFilter
    from byfax_desktop.ui.session import Session

_FORMS = (
    ("save_list", "Save this &list as CSV…", CSV),
    ("save_list_pdf", "Ma&ke a PDF of this list…", PDF),
)


class ListExport(TableSaving):
    """Entries in the context menu of the list."""

    def __init__(self, view: QWidget, session: Session, wanted: Callable[[], SentFilter]) -> None:
        """``wanted`` says which faxes are listed: all of them are saved, also those beyond what is shown."""

        def saving(path: Path, as_pdf: bool) -> Callable[[], int]:
            return partial(session.engine.save_sent_list, wanted(), path, as_pdf)

        super().__init__(view, session, "outbox", saving)
        for name, text, form in _FORMS:
            action = QAction(icon("save"), text, view)
            action.setObjectName(f"outbox_{name}_action")
            action.triggered.connect(partial(self._ask_for_list, form))
            view.addAction(action)

    def _ask_for_list(self, form: TableForm) -> None:
        self.ask(form, f"Sent faxes {QDate.currentDate().toString('yyyy-MM-dd')}")
