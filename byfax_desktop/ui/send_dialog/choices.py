"""The right side of the send dialog: to whom, from whom, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QToolButton,
    QWidget,
)

from byfax_desktop.ui.compose.composed import ComposedFax
from byfax_desktop.ui.compose.fax_options import FaxOptions
from byfax_desktop.ui.compose.options import MODES, QUALITIES
from byfax_desktop.ui.compose.page_options_fields import PagesField
from byfax_desktop.ui.covers.shelf import NO_COVER
from byfax_desktop.ui.help.explained import explain
from byfax_desktop.ui.send_dialog import pages_field
from byfax_desktop.ui.send_dialog.guard import GuardPanel
from byfax_desktop.ui.send_dialog.more_options import MoreOptions
from byfax_desktop.ui.send_dialog.presets import Presets
from byfax_desktop.ui.send_dialog.to_field import ToField
from byfax_desktop.ui.send_dialog.when_field import WhenField
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.engine.drafts import Draft

_MORE_KEY = "send_dialog/more"
_MESSAGE_LINES = 3


class Choices(QWidget):
    """Shows what is in the fax, and changes it there."""

    edit_asked = Signal()
    """A person wants the whole table of recipients."""

    def __init__(self, session: Session, fax: ComposedFax, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._fax = fax
        self.to = ToField(fax.recipients, session.contacts.suggest, self)
        self.guard = GuardPanel(self)
        self._from = QComboBox(self)
        self._cover = QComboBox(self)
        self._subject = QLineEdit(self)
        self._message = QPlainTextEdit(self)
        self._pages = PagesField(self)
        self._quality = _Radios("send_quality", "Quality", QUALITIES, self)
        self._mode = _Radios("send_mode", "Contents", MODES, self)
        self._when = WhenField(self)
        self._unfold = QToolButton(self)
        self._presets = Presets(session, self)
        self.more = MoreOptions(self._header_values, self)
        self._form = QFormLayout(self)
        self._set_up()
        self._arrange()
        self._connect()
        explain(self)
        self.refresh()

    def refresh(self) -> None:
        """Show the fax as it is now."""
        options = self._fax.options.options
        self._show_sender()
        self._show_cover()
        self._show_pages()
        self._quality.show_value(options.quality)
        self._mode.show_value(options.mode)
        self._when.set_value(options.send_at)
        self._form.setRowVisible(self._when, not options.prepared)
        self.more.show_options(options, self._fax.cover.cover_ref is None and options.send_at is None)

    def go_to(self, field: str) -> None:
        """Put the keyboard where a field of the draft is changed."""
        places: dict[str, QWidget] = {
            "recipients": self.to,
            "sender": self._from,
            "subject": self._subject,
            "cover": self._message if self._fax.cover.cover_ref else self._cover,
            "send_at": self._when,
            "retries": self.more,
            "priority": self.more,
            "header": self.more,
        }
        place = places.get(field, self.to)
        if place is self.more:
            self._unfold.setChecked(True)
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_sender(self) -> None:
        row = self._fax.sender_row
        with QSignalBlocker(self._from):
            self._from.clear()
            current = row.current
            if current is None:
                mine = row.as_sender("")
                words = ", ".join(filter(None, (mine.name, mine.company, mine.number)))
                self._from.addItem(words or "Nobody yet", None)
            for sender in row.book.senders:
                self._from.addItem(sender.title, sender)
                if sender == current:
                    self._from.setCurrentIndex(self._from.count() - 1)

    def _show_cover(self) -> None:
        cover = self._fax.cover
        with QSignalBlocker(self._cover):
            self._cover.clear()
            self._cover.addItem(NO_COVER, None)
            for ref in cover.shelf.refs:
                self._cover.addItem(cover.shelf.title(ref), ref)
            self._cover.setCurrentIndex(max(0, self._cover.findData(cover.cover_ref)))
        _show_text(self._subject, cover.subject)
        if self._message.toPlainText().strip() != cover.message and cover.cover_ref:
            with QSignalBlocker(self._message):
                self._message.setPlainText(cover.message)
        is_prepared = self._fax.options.options.prepared
        self._form.setRowVisible(self._cover, not is_prepared)
        self._form.setRowVisible(self._message, cover.cover_ref is not None)

    def _show_pages(self) -> None:
        documents = self._fax.documents
        can_be_chosen = pages_field.can_be_chosen(documents)
        self._form.setRowVisible(self._pages, can_be_chosen)
        if can_be_chosen:
            self._pages.show_value(*pages_field.chosen(documents), anew=False)

    def _header_values(self) -> Mapping[str, str]:
        from byfax_desktop.ui.compose.fax_look import header_values

        return header_values(self._fax.to_first(), self._fax.page_count)

    def _take_sender(self) -> None:
        sender = self._from.currentData()
        if sender is not None:
            self._fax.sender_row.choose(sender)

    def _take_preset(self, preset: Draft) -> None:
        """All that a preset holds; the time stays as it is."""
        options = FaxOptions.of(preset)
        self._fax.options.choose(replace(options, send_at=self._fax.options.options.send_at))
        self._fax.cover.box.choose(preset.cover_ref)

    def _take_cover(self) -> None:
        self._fax.cover.box.choose(self._cover.currentData())

    def _take_texts(self) -> None:
        cover = self._fax.cover
        cover.fill(cover.cover_ref, self._subject.text(), self._message.toPlainText())

    def _fold(self, is_open: bool) -> None:
        self._show_fold(is_open)
        self._session.settings.setValue(_MORE_KEY, is_open)

    def _show_fold(self, is_open: bool) -> None:
        self.more.setVisible(is_open)
        self._unfold.setText("Fewer options" if is_open else "More options")
        self._unfold.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)

    def _connect(self) -> None:
        change = self._fax.options.change
        self.to.edit_asked.connect(self.edit_asked)
        self._from.activated.connect(self._take_sender)
        self._cover.activated.connect(self._take_cover)
        self._subject.textEdited.connect(self._take_texts)
        self._message.textChanged.connect(self._take_texts)
        self._pages.changed.connect(lambda choice: pages_field.choose(self._fax.documents, choice))
        self._quality.chosen.connect(lambda value: change(quality=value))
        self._mode.chosen.connect(lambda value: change(mode=value))
        self._when.changed.connect(lambda: change(send_at=self._when.value()))
        self.more.changed.connect(lambda changes: change(**changes))
        self._unfold.toggled.connect(self._fold)
        self._presets.chosen.connect(self._take_preset)
        self._presets.keep_asked.connect(lambda name: self._presets.keep(name, self._fax.to_send()))

    def _set_up(self) -> None:
        for each, name, title in (
            (self._from, "send_from", "From"),
            (self._cover, "send_cover", "Cover page"),
            (self._subject, "send_subject", "Subject"),
            (self._message, "send_message", "Message on the cover page"),
            (self._unfold, "send_more", "More options"),
        ):
            each.setObjectName(name)
            each.setAccessibleName(title)
        self._subject.setMaxLength(250)
        self._message.setTabChangesFocus(True)
        self._message.setFixedHeight(self._message.fontMetrics().lineSpacing() * _MESSAGE_LINES + 14)
        for box in (self._from, self._cover):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(18)
        self._unfold.setCheckable(True)
        self._unfold.setAutoRaise(True)
        is_open = str(self._session.settings.value(_MORE_KEY)) in ("True", "true")
        self._unfold.setChecked(is_open)
        self._unfold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._show_fold(is_open)

    def _arrange(self) -> None:
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setContentsMargins(0, 0, 0, 0)
        for text, field in (
            ("T&o", self.to),
            ("&From", self._from),
            ("&Cover page", self._cover),
            ("Sub&ject", self._subject),
            ("&Message", self._message),
            ("&Pages", self._pages),
            ("&Quality", self._quality),
            ("Co&ntents", self._mode),
            ("S&end", self._when),
        ):
            label = QLabel(text, self)
            label.setBuddy(
                field.focusProxy() or field
            )  # a combo box is named by its label, where that is its own
            self._form.addRow(label, field)
            if field is self.to:
                self._form.addRow(self.guard)
        row = QHBoxLayout()
        row.addWidget(self._unfold)
        row.addStretch(1)
        row.addWidget(self._presets)
        self._form.addRow(row)
        self._form.addRow(self.more)


class _Radios(QWidget):
    """One of a few, all of them in sight."""

    chosen = Signal(str)

    def __init__(
        self, name: str, title: str, entries: tuple[tuple[str, str, str], ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for text, value, tip in entries:
            button = QRadioButton(text, self)
            button.setObjectName(f"{name}_{value.lower()}")
            button.setAccessibleName(f"{title}: {text}")
            button.setToolTip(tip)
            button.clicked.connect(lambda _, value=value: self.chosen.emit(value))
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)
        row.addStretch(1)
        self.setFocusProxy(self._buttons[entries[0][1]])

    def show_value(self, value: str) -> None:
        """Show it without telling."""
        self._buttons[value].setChecked(True)


def _show_text(line: QLineEdit, text: str) -> None:
    if line.text().strip() != text:
        line.setText(text)
