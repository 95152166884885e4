"""The chosen faxes as files for other programs: dragged into a folder or a letter, or copied to be pasted there."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDrag, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.inbox.names import Habits
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.engine.events import FaxFilesReady, InboxEntry, JobFinished
    from byfax_desktop.store.kept_faxes import KeepForm
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.widgets.row_view import RowView

FRESH_SECONDS = 3600.0
"""How long files are offered again that were made before; they stay on the disk for much longer."""
_PICTURE = QSize(32, 32)
_FILE_MANAGERS = "x-special/gnome-copied-files"
"""What file managers of the GNOME family paste; the others take the list of addresses."""


class _Wish(NamedTuple):
    """What the files are for that are on their way: the widget they are dragged from, or None to copy them."""

    refs: tuple[str, ...]
    form: KeepForm
    source: QWidget | None


class Giving(QObject):
    """A drag begins once the files lie there, so that whoever takes them finds them; until then the window is awake.

    ``noted`` with what to say, ``troubled`` where there are no files to be had.
    """

    noted = Signal(str)
    troubled = Signal(object)

    def __init__(self, view: RowView, session: Session, chosen: Callable[[], Sequence[InboxEntry]]) -> None:
        super().__init__(view)
        self._engine = session.engine
        self._chosen = chosen
        self._habits = Habits(session.settings)
        self._job = ""
        self._wish: _Wish | None = None
        self._ready: tuple[tuple[str, ...], KeepForm, tuple[Path, ...], float] | None = None
        self._copy = QAction(icon("copy"), "&Copy", view)
        self._copy.setObjectName("inbox_copy_action")
        self._copy.setToolTip("Copy the fax as a file, to paste it into a folder or a letter")
        self._copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self._copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._copy.triggered.connect(self.copy)
        self._as_tiff = QAction("Drag and copy as &TIFF", view)
        self._as_tiff.setObjectName("inbox_lend_tiff_action")
        self._as_tiff.setCheckable(True)
        self._as_tiff.toggled.connect(self._choose_form)
        view.addActions([self._copy, self._as_tiff])
        view.setDragEnabled(True)
        view.drag_begun.connect(lambda: self.drag(view, chosen()))
        view.viewport().installEventFilter(self)
        session.bridge.fax_files_ready.connect(self._take)
        session.bridge.job_finished.connect(self._tell_trouble)
        session.account_changed.connect(self._forget)
        self.fit()

    def fit(self) -> None:
        """Offer what can be done with the faxes as they are chosen now."""
        self._copy.setEnabled(any(entry.fax.has_file for entry in self._chosen()))
        self._as_tiff.setChecked(self._habits.lent_form.value == "tiff")

    def drag(self, source: QWidget, entries: Sequence[InboxEntry]) -> None:
        """Let these be dragged from a widget on which the mouse is held."""
        self._begin(_refs(entries), source)

    def copy(self) -> None:
        """Have the chosen faxes on the clipboard."""
        self._begin(_refs(self._chosen()), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """While the files are made for a drag, the hand that waits for them selects no rows."""
        is_held = self._wish is not None and self._wish.source is not None
        return is_held and event.type() == QEvent.Type.MouseMove

    def _begin(self, refs: tuple[str, ...], source: QWidget | None) -> None:
        wish = _Wish(refs, self._habits.lent_form, source)
        if not wish.refs or wish == self._wish:
            return
        if self._ready is not None:
            ready, form, paths, since = self._ready
            if (ready, form) == (wish.refs, wish.form) and time.monotonic() - since < FRESH_SECONDS:
                self._give(wish, paths)
                return
        self._wish = wish
        self._job = self._engine.lend_faxes(wish.refs, wish.form, self._habits.pattern)

    def _take(self, event: FaxFilesReady) -> None:
        if event.job_id != self._job or self._wish is None:
            return
        wish, self._wish, self._job = self._wish, None, ""
        if event.trouble is None:
            self._ready = (wish.refs, wish.form, event.paths, time.monotonic())
        else:
            self.troubled.emit(event.trouble)
        self._give(wish, event.paths)

    def _give(self, wish: _Wish, paths: tuple[Path, ...]) -> None:
        if wish.source is None:
            QGuiApplication.clipboard().setMimeData(mime_of(paths))
            self.noted.emit(
                f"{count(len(paths), 'fax was', 'faxes were')} copied. Paste into a folder or a letter."
            )
        elif QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            drag = QDrag(wish.source)
            drag.setMimeData(mime_of(paths))
            drag.setPixmap(icon("document").pixmap(_PICTURE, wish.source.devicePixelRatioF()))
            drag.exec(Qt.DropAction.CopyAction)
        else:
            self.noted.emit("What you dragged is ready only now. Drag it once more.")

    def _tell_trouble(self, event: JobFinished) -> None:
        if event.trouble and event.job_id == self._job:
            self._wish, self._job = None, ""
            self.troubled.emit(event.trouble)

    def _choose_form(self, as_tiff: bool) -> None:
        from byfax_desktop.store.kept_faxes import KeepForm

        self._habits.keep_lent_form(KeepForm.TIFF if as_tiff else KeepForm.PDF)

    def _forget(self) -> None:
        """Another account: nothing of the one before is given away."""
        self._wish, self._ready, self._job = None, None, ""


def _refs(entries: Sequence[InboxEntry]) -> tuple[str, ...]:
    return tuple(entry.fax.ref for entry in entries if entry.fax.has_file)


def mime_of(paths: Sequence[Path]) -> QMimeData:
    """Files as other programs take them."""
    mime = QMimeData()
    urls = [QUrl.fromLocalFile(str(path)) for path in paths]
    mime.setUrls(urls)
    encoded = b"\n".join(bytes(url.toEncoded().data()) for url in urls)
    mime.setData(_FILE_MANAGERS, b"copy\n" + encoded)
    return mime
