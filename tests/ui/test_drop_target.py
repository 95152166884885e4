"""What may be dropped on Compose, and what not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shell_doubles import files
from tab_doubles import StandInPages

from byfax_desktop.ui.compose.document_list import DocumentList
from byfax_desktop.ui.compose.document_model import DocumentModel
from byfax_desktop.ui.compose.drop_target import DropTarget

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Field(QWidget):
    """Remembers what was dropped on it."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[QMimeData] = []
        self.target = DropTarget(self, self.taken.append)

    def drag(self, data: QMimeData) -> bool:
        """Drag it here; whether it is welcome."""
        event = QDragEnterEvent(QPoint(9, 9), COPY, data, LEFT, NONE)
        event.ignore()
        QApplication.sendEvent(self, event)
        return event.isAccepted()

    def drop(self, data: QMimeData) -> None:
        QApplication.sendEvent(self, QDropEvent(QPointF(9, 9), COPY, data, LEFT, NONE))


@pytest.fixture
def field(qtbot: QtBot) -> Field:
    field = Field()
    qtbot.addWidget(field)
    return field


def picture() -> QMimeData:
    data = QMimeData()
    data.setImageData(QImage(3, 3, QImage.Format.Format_RGB32))
    return data


def text() -> QMimeData:
    data = QMimeData()
    data.setText("Dear Anna")
    return data


def link() -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl("https://example.test/")])
    return data


@pytest.mark.parametrize("data", [files(Path("/tmp/a.pdf")), picture(), text(), link()])
def test_files_pictures_text_and_links_are_welcome(field: Field, data: QMimeData) -> None:
    assert field.drag(data)
    field.drop(data)
    assert len(field.taken) == 1


def test_what_nobody_can_use_is_not(field: Field) -> None:
    data = QMimeData()
    data.setData("application/x-byfax-document-rows", b"1")
    assert not field.drag(data)


def test_fields_leave_files_to_it_but_documents_can_be_dragged_in_their_list(
    field: Field, qtbot: QtBot
) -> None:
    line = QLineEdit(field)
    documents = DocumentList(DocumentModel(field), StandInPages(), field)  # type: ignore[arg-type]
    column = QVBoxLayout(field)
    column.addWidget(line)
    column.addWidget(documents)
    field.target.quiet_fields()
    assert not line.acceptDrops()
    assert documents.acceptDrops()
