"""The cover page with its subject and message."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from byfax_desktop.ui.compose.cover_box import CoverBox
from byfax_desktop.ui.compose.heading import field_label
from byfax_desktop.ui.session import Session

_PICTURE = QSize(84, 119)
_MESSAGE_LINES = 3


class CoverPanel(QWidget):
    """The subject goes with every fax; a message stands on the cover page, so it needs one."""

    changed = Signal()
    """A person has chosen or typed something."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cover_panel")
        self.box = CoverBox(session, self)
        self._picture = QLabel(self)
        self._subject = QLineEdit(self)
        self._message = QPlainTextEdit(self)
        self._set_up()
        self._arrange()
        self.box.picture_changed.connect(self._show)
        for signal in (self.box.currentIndexChanged, self._subject.textChanged, self._message.textChanged):
            signal.connect(self.changed)
        self._show()

    @property
    def subject(self) -> str:
        """As typed."""
        return self._subject.text().strip()

    @property
    def message(self) -> str:
        """The text for the cover page; empty where there is none to put it on."""
        return self._message.toPlainText().strip() if self.box.cover_ref else ""

    @property
    def is_blank(self) -> bool:
        """Whether a person has entered nothing here."""
        typed = self.subject or self._message.toPlainText().strip()
        return not typed and self.box.cover_ref is None

    def clear(self) -> None:
        """Back to no cover page, no subject, no message."""
        self.box.setCurrentIndex(0)
        self._subject.clear()
        self._message.clear()

    def fill(self, cover_ref: str | None, subject: str, message: str) -> None:
        """Have these; a cover page that the account no longer has is left out, the message for it is kept."""
        self.box.choose(cover_ref)
        self._subject.setText(subject)
        self._message.setPlainText(message)

    def _show(self) -> None:
        has_cover = self.box.cover_ref is not None
        self._picture.setVisible(has_cover)
        self._message.setEnabled(has_cover)
        self._message.setPlaceholderText("" if has_cover else "Choose a cover page to write a message on it.")
        picture = self.box.picture
        if picture is None:
            self._picture.setText("…")
            return
        ratio = self.devicePixelRatioF()
        shown = picture.scaled(
            _PICTURE * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        self._picture.setPixmap(shown)

    def _set_up(self) -> None:
        self._picture.setObjectName("cover_picture")
        self._picture.setAccessibleName("Picture of the cover page")
        self._picture.setFixedSize(_PICTURE + QSize(2, 2))
        self._picture.setFrameShape(QLabel.Shape.Box)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._subject.setObjectName("subject")
        self._subject.setAccessibleName("Subject")
        self._subject.setMaxLength(250)
        self._message.setObjectName("message")
        self._message.setAccessibleName("Message on the cover page")
        self._message.setTabChangesFocus(True)
        height = self._message.fontMetrics().lineSpacing() * _MESSAGE_LINES + 14
        self._message.setMinimumHeight(height)
        self._message.setMaximumHeight(round(height * 1.6))

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(field_label("Cover pa&ge", self.box, self), self.box)
        form.addRow(field_label("Sub&ject", self._subject, self), self._subject)
        form.addRow(field_label("&Message", self._message, self), self._message)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(form, 1)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
