"""Runs the real program and writes what its widgets show to a file, so that a test can see without touching.

Usage: watched_app.py SNAPSHOT.json [program arguments]. Input reaches the program as X events only.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

MAX_ROWS = 40


def columns(model: QAbstractItemModel, parent: QModelIndex) -> int:
    """Number of columns; a list model has one, and doesn't say so."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)


def is_title(index: QModelIndex) -> bool:
    """Whether a row is only the title of those below it."""
    return not index.flags() & Qt.ItemFlag.ItemIsEnabled


def rows(model: QAbstractItemModel, parent: QModelIndex) -> list[dict[str, Any]]:
    """The display texts of a model's rows without titles, and of the rows under them."""
    found = []
    for row in range(min(model.rowCount(parent), MAX_ROWS)):
        if is_title(model.index(row, 0, parent)):
            continue
        cells = [
            str(model.index(row, column, parent).data() or "") for column in range(columns(model, parent))
        ]
        found.append({"cells": cells, "children": rows(model, model.index(row, 0, parent))})
    return found


def describe(widget: QWidget) -> dict[str, Any]:
    """Where a widget is on the screen, and what it says."""
    corner = widget.mapToGlobal(QPoint(0, 0))
    said: dict[str, Any] = {
        "visible": widget.isVisible(),
        "enabled": widget.isEnabled(),
        "box": [corner.x(), corner.y(), widget.width(), widget.height()],
    }
    for question in ("text", "toPlainText", "title"):
        answer = getattr(widget, question, None)
        if callable(answer) and isinstance(text := answer(), str):
            said["text"] = text
            break
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        said["rows"] = rows(widget.model(), QModelIndex())
        corner = widget.viewport().mapToGlobal(QPoint(0, 0))
        said["viewport"] = [corner.x(), corner.y()]
        first = widget.model().index(0, 0)
        while first.isValid() and is_title(first):
            first = widget.model().index(first.row() + 1, 0)
        said["cells"] = [
            [rect.x(), rect.y(), rect.width(), rect.height()]
            for column in range(columns(widget.model(), QModelIndex()))
            if (rect := widget.visualRect(first.siblingAtColumn(column)))
        ]
    return said


def snapshot() -> dict[str, Any]:
    """Every named widget of every window."""
    named: dict[str, Any] = {}
    for window in QApplication.topLevelWidgets():
        for widget in [window, *window.findChildren(QWidget)]:
            name = widget.objectName()
            if name and not name.startswith("qt_"):
                named[name] = describe(widget)
    return named


def main() -> int:
    """Run the program with a timer beside it."""
    target = Path(sys.argv[1])
    original = QApplication.exec
    keep: list[QTimer] = []

    def write() -> None:
        fresh = target.with_suffix(".new")
        fresh.write_text(json.dumps(snapshot()), "utf-8")
        fresh.replace(target)

    def watched_exec(*_: object) -> int:
        timer = QTimer()
        timer.timeout.connect(write)
        timer.start(150)
        keep.append(timer)
        return original()

    QApplication.exec = watched_exec  # type: ignore[method-assign, assignment]
    sys.argv = ["byfax-desktop", *sys.argv[2:]]
    from byfax_desktop.__main__ import main as program

    return int(program() or 0)


if __name__ == "__main__":
    os.environ.pop("QT_QPA_PLATFORM", None)
    raise SystemExit(main())
