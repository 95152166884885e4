"""A window like a mail program's: a file that is dropped on it is read at once, and told of as JSON.

Usage: drop_window.py TOLD.json. Once something is held over the window, TOLD.over is there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel


class Target(QLabel):
    """Takes files, and reads them in the moment in which they are dropped."""

    def __init__(self, told: Path) -> None:
        super().__init__("drop here")
        self._told = told
        self.setAcceptDrops(True)
        self.setWindowTitle("mail program")
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setGeometry(10, 10, 80, 40)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._told.with_suffix(".over").touch()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        found = [[file.name, file.read_bytes()[:5].decode("latin-1")] for file in files]
        event.acceptProposedAction()
        fresh = self._told.with_suffix(".new")
        fresh.write_text(json.dumps(found), "utf-8")
        fresh.replace(self._told)


if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = Target(Path(sys.argv[1]))
    window.show()
    raise SystemExit(application.exec())
