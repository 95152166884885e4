"""The send dialog: what it shows, what it changes in Compose, and that nothing goes out by accident."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QWidget,
)
from shell_doubles import REAL, engine_of, pages_of, shell_session
from tab_doubles import NOON_MS

from byfax_desktop.engine.contacts.suggestion import Suggestion
from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.events import BalanceChanged, CoversChanged, FaxQueued, JobFinished
from byfax_desktop.engine.guard.known import KnownNumbers
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Balance, Cover
from byfax_desktop.service.states import FaxMode
from byfax_desktop.store.drafts import DraftKind
from byfax_desktop.store.number_history import RecentFax
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.sender_book import Sender
from byfax_desktop.ui.compose.tab import ComposeTab

ANNA = RecipientEntry("Anna", "ACME", "+4930123456")
NEW = "+4930999123"


@pytest.fixture
def session(qtbot, tmp_path):
    return shell_session(tmp_path)


@pytest.fixture
def tab(qtbot, session, tmp_path):
    made = ComposeTab(session)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna")
    made.add_documents([letter])
    read(session, 4)
    made.sender_row._name.setText("Me")
    return made


@pytest.fixture
def dialog(qtbot, tab):
    tab.recipients.add([ANNA])
    return opened(qtbot, tab)


def read(session, pages):
    for request in pages_of(session).open:
        if request.page is None:
            request.cancel()
            facts = type("Facts", (), {"pages": pages, "size": 900, "mime": "text/plain"})
            request.callback(facts())


def opened(qtbot, tab):
    tab.review()
    dialog = tab.sending.dialog
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.waitUntil(lambda: dialog._readiness.is_current)
    return dialog


def part(dialog, kind, name):
    found = dialog.findChild(kind, name)
    assert isinstance(found, kind)
    return found


def send_button(dialog):
    return part(dialog, QPushButton, "send_now")


def settle(qtbot, dialog):
    """Let what was found about the last change be shown."""
    qtbot.waitUntil(lambda: dialog._readiness.is_current and not dialog._refresh.isActive())


def press(dialog, key=Qt.Key.Key_Return, keys=Qt.KeyboardModifier.ControlModifier):
    QTest.keyClick(dialog, key, keys)


def sent(session):
    return engine_of(session).drafts


class TestSending:
    def test_ctrl_enter_sends_and_the_dialog_closes_at_once(self, qtbot, session, tab, dialog):
        press(dialog)

        qtbot.waitUntil(lambda: bool(sent(session)))
        assert not dialog.isVisible()
        assert tab.is_sending
        assert sent(session)[0].recipients[0].number == "+4930123456"

    @pytest.mark.parametrize(
        "name", ["to_line", "send_subject", "send_from", "send_quality_fine", "keep_draft"]
    )
    def test_plain_enter_never_sends(self, qtbot, session, dialog, name):
        place = dialog.findChild(QWidget, name)
        place.setFocus()
        QTest.keyClick(place, Qt.Key.Key_Return)
        QTest.keyClick(dialog, Qt.Key.Key_Enter)
        settle(qtbot, dialog)

        assert sent(session) == []

    def test_esc_keeps_the_draft(self, session, tab, dialog):
        part(dialog, QLineEdit, "send_subject").setFocus()
        QTest.keyClicks(part(dialog, QLineEdit, "send_subject"), "Offer")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

        assert not dialog.isVisible()
        assert tab.cover.subject == "Offer"
        assert tab.fax.typed().subject == "Offer"
        assert sent(session) == []

    def test_a_failure_keeps_everything_and_a_second_press_sends_the_same_fax(
        self, qtbot, session, tab, dialog
    ):
        press(dialog)
        qtbot.waitUntil(lambda: bool(sent(session)))
        session.bridge.job_finished.emit(JobFinished("job", Trouble("The disk is full.", "Free some space.")))
        assert tab.message.text == "The disk is full. Free some space."

        again = opened(qtbot, tab)
        press(again)
        qtbot.waitUntil(lambda: len(sent(session)) == 2)

        assert sent(session)[0] == sent(session)[1]

    def test_a_queued_fax_leaves_compose_blank(self, qtbot, session, tab, dialog):
        press(dialog)
        qtbot.waitUntil(lambda: bool(sent(session)))

        with qtbot.waitSignal(tab.queued):
            session.bridge.fax_queued.emit(FaxQueued("job", ("B1",)))

        assert tab.is_blank

    def test_what_was_typed_and_is_no_recipient_yet_becomes_one(self, qtbot, session, dialog):
        part(dialog, QLineEdit, "to_line").setText("+375170000001")
        press(dialog)

        qtbot.waitUntil(lambda: bool(sent(session)))
        assert [each.number for each in sent(session)[0].recipients] == ["+4930123456", "+375170000001"]

    def test_nothing_is_sent_that_was_not_looked_at_as_it_is(self, qtbot, session, tab, dialog):
        tab.recipients.add([RecipientEntry("", "", NEW)])
        press(dialog)
        settle(qtbot, dialog)

        assert sent(session) == []
        assert part(dialog, QLineEdit, "guard_digits_0").isVisible()

    def test_a_key_that_is_held_does_not_send(self, qtbot, session, dialog):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, autorep=True
        )
        QApplication.sendEvent(dialog, event)
        shortcuts = [
            each for each in dialog.findChildren(QShortcut) if each.key().toString().startswith("Ctrl+")
        ]

        assert [each.autoRepeat() for each in shortcuts] == [False, False]
        settle(qtbot, dialog)
        assert sent(session) == []

    def test_while_it_waits_for_a_document_nothing_can_be_changed(
        self, qtbot, session, tab, dialog, tmp_path
    ):
        second = tmp_path / "second.txt"
        second.write_text("More")
        tab.add_documents([second])
        press(dialog)
        settle(qtbot, dialog)
        assert sent(session) == []
        assert not dialog.choices.isEnabled()

        read(session, 1)

        qtbot.waitUntil(lambda: bool(sent(session)))
        assert len(sent(session)[0].documents) == 2

    def test_another_account_leaves_the_dialog(self, session, tab, dialog):
        session.set_account(REAL)

        assert tab.sending.dialog is None
        assert not tab.fax.is_blank

    def test_what_could_not_be_looked_at_is_not_sent(self, qtbot, session, tab, dialog, monkeypatch):
        def fail():
            raise StoreTrouble("The data file is damaged.", "Restore a copy.")

        monkeypatch.setattr(engine_of(session), "known_numbers", fail)
        tab.cover.fill(None, "Offer", "")
        press(dialog)
        qtbot.waitUntil(lambda: dialog._message.text == "The data file is damaged. Restore a copy.")
        assert sent(session) == []

        monkeypatch.undo()
        press(dialog)
        qtbot.waitUntil(lambda: bool(sent(session)))

    def test_the_keys_work_from_anywhere(self, qtbot, session, dialog):
        part(dialog, QLineEdit, "send_subject").setFocus()
        press(part(dialog, QLineEdit, "send_subject"), Qt.Key.Key_Enter)

        qtbot.waitUntil(lambda: bool(sent(session)))


class TestGuard:
    @pytest.fixture
    def dialog(self, qtbot, tab):
        tab.recipients.add([RecipientEntry("Bob", "", NEW)])
        return opened(qtbot, tab)

    def test_a_first_fax_asks_for_the_last_digits_and_leads_there(self, qtbot, session, dialog):
        digits = part(dialog, QLineEdit, "guard_digits_0")
        press(dialog)
        settle(qtbot, dialog)
        assert sent(session) == []
        assert digits.hasFocus() or dialog.focusWidget() is digits

        QTest.keyClicks(digits, "9124")
        press(dialog)
        assert sent(session) == []
        digits.setText("9123")
        press(dialog)

        qtbot.waitUntil(lambda: bool(sent(session)))

    def test_what_was_answered_is_not_asked_again_for_another_change(self, qtbot, tab, dialog):
        part(dialog, QLineEdit, "guard_digits_0").setText("9123")
        tab.recipients.add([RecipientEntry("", "", "+4940555666")])
        settle(qtbot, dialog)

        assert part(dialog, QLineEdit, "guard_digits_0").text() == "9123"
        assert part(dialog, QLineEdit, "guard_digits_1").text() == ""
        assert not dialog.choices.guard.is_satisfied

    def test_a_number_that_has_worked_asks_nothing(self, qtbot, tab, dialog):
        tab.recipients.model.keep([ANNA])
        settle(qtbot, dialog)

        assert not dialog.choices.guard.isVisible()
        assert dialog.choices.guard.is_satisfied

    def test_a_repeat_within_the_hour_is_ticked_off(self, qtbot, session, tab, dialog):
        known = engine_of(session).known
        recent = (RecentFax("+4930123456", NOON_MS - 60_000, "SUCCESS", ()),)
        engine_of(session).known = KnownNumbers(known.histories, recent, NOON_MS)
        tab.recipients.model.keep([ANNA])
        settle(qtbot, dialog)
        press(dialog)
        settle(qtbot, dialog)
        assert sent(session) == []

        part(dialog, QCheckBox, "guard_checked_0").setChecked(True)
        press(dialog)

        qtbot.waitUntil(lambda: bool(sent(session)))


class TestProblems:
    def test_the_button_leads_to_what_stands_in_the_way(self, qtbot, session, tab):
        dialog = opened(qtbot, tab)
        settle(qtbot, dialog)
        assert send_button(dialog).text() == "&Fix 1 problem"
        assert part(dialog, QLabel, "problem").text() == (
            "Nobody is named to send the fax to. Enter a fax number."
        )

        part(dialog, QLineEdit, "send_subject").setFocus()
        send_button(dialog).click()

        assert dialog.focusWidget() is part(dialog, QLineEdit, "to_line")
        assert sent(session) == []

    def test_f8_goes_through_the_fixes_and_enter_presses_one(self, qtbot, tab):
        dialog = opened(qtbot, tab)
        settle(qtbot, dialog)

        QTest.keyClick(dialog, Qt.Key.Key_F8)
        assert dialog.focusWidget().objectName() == "problem_fix"

    def test_a_document_is_put_right_in_compose(self, qtbot, tab, dialog, tmp_path):
        (tmp_path / "letter.txt").unlink()
        dialog._readiness.touch()
        qtbot.waitUntil(lambda: "Fix" in send_button(dialog).text())

        send_button(dialog).click()

        assert not dialog.isVisible()

    def test_a_placeholder_that_nothing_fills_is_told_and_keeps_nothing_back(
        self, qtbot, session, tab, dialog
    ):
        tab.cover.fill(None, "Invoice {No}", "")
        settle(qtbot, dialog)
        assert "{No}" in part(dialog, QLabel, "problem").text()

        press(dialog)

        qtbot.waitUntil(lambda: bool(sent(session)))


class TestChoices:
    def test_what_is_chosen_here_is_chosen_in_compose(self, qtbot, tab, dialog):
        part(dialog, QRadioButton, "send_quality_standard").click()
        part(dialog, QRadioButton, "send_mode_photo").click()
        part(dialog, QToolButton, "send_more").setChecked(True)
        part(dialog, QSpinBox, "retries").setValue(7)
        part(dialog, QComboBox, "priority").setCurrentIndex(1)
        part(dialog, QComboBox, "pages_maker").setCurrentIndex(1)
        part(dialog, QCheckBox, "header_wanted").setChecked(False)

        options = tab.options.options
        assert (options.quality, options.mode, options.retries) == ("STANDARD", "PHOTO", 7)
        assert (options.priority, options.prepared, options.header) == (1, True, "")

    def test_what_is_chosen_in_compose_is_shown_here(self, qtbot, tab, dialog):
        tab.options.change(quality="STANDARD", retries=2, priority=33)
        settle(qtbot, dialog)

        assert part(dialog, QRadioButton, "send_quality_standard").isChecked()
        assert part(dialog, QSpinBox, "retries").value() == 2
        assert part(dialog, QComboBox, "priority").currentText() == "By number"
        assert part(dialog, QSpinBox, "priority_number").value() == 33

    def test_what_pages_made_here_cannot_have_is_hidden(self, qtbot, tab, dialog):
        tab.options.change(prepared=True)
        settle(qtbot, dialog)

        assert not part(dialog, QComboBox, "when").isVisible()
        assert not part(dialog, QComboBox, "send_cover").isVisible()

    def test_a_time_hides_that_pages_could_be_made_here(self, qtbot, dialog):
        part(dialog, QToolButton, "send_more").setChecked(True)
        maker = part(dialog, QComboBox, "pages_maker")
        assert maker.isVisible()

        part(dialog, QComboBox, "when").setCurrentIndex(1)
        settle(qtbot, dialog)

        assert not maker.isVisible()

    def test_more_options_stay_open_the_next_time(self, qtbot, session, tab, dialog):
        part(dialog, QToolButton, "send_more").setChecked(True)
        dialog.reject()

        assert part(opened(qtbot, tab), QSpinBox, "retries").isVisible()

    def test_a_kept_sender_is_chosen_with_header_and_cover(self, qtbot, session, tab, dialog):
        session.bridge.covers_changed.emit(CoversChanged((Cover("C1", "Formal"),)))
        tab.sender_row.book.keep(Sender("Office", "Olga", header="<From>", cover_ref="C1"))
        dialog.choices.refresh()
        box = part(dialog, QComboBox, "send_from")
        box.setCurrentIndex(box.findText("Office"))
        box.activated.emit(box.currentIndex())

        draft = tab.fax.to_send()
        assert (draft.sender.name, draft.header, draft.cover_ref) == ("Olga", "<From>", "C1")

    def test_a_cover_with_its_message(self, qtbot, session, tab, dialog):
        session.bridge.covers_changed.emit(CoversChanged((Cover("C1", "Formal"),)))
        settle(qtbot, dialog)
        message = part(dialog, QPlainTextEdit, "send_message")
        assert not message.isVisible()
        box = part(dialog, QComboBox, "send_cover")
        box.setCurrentIndex(box.findData("C1"))
        box.activated.emit(box.currentIndex())
        settle(qtbot, dialog)

        message.setPlainText("Dear all")

        assert (tab.cover.cover_ref, tab.cover.message) == ("C1", "Dear all")
        assert message.isVisible()

    def test_pages_of_all_documents_are_one_range(self, qtbot, session, tab, dialog, tmp_path):
        second = tmp_path / "second.txt"
        second.write_text("More")
        tab.add_documents([second])
        read(session, 2)
        settle(qtbot, dialog)
        QTest.keyClicks(part(dialog, QLineEdit, "page_choice"), "3-5")

        draft = tab.fax.to_send()
        assert [treatment.pages.ranges for treatment in draft.treatments] == [((3, 4),), ((1, 1),)]

    def test_a_document_of_which_no_page_is_chosen_stays_here(self, qtbot, session, tab, dialog, tmp_path):
        second = tmp_path / "second.txt"
        second.write_text("More")
        tab.add_documents([second])
        read(session, 2)
        settle(qtbot, dialog)
        QTest.keyClicks(part(dialog, QLineEdit, "page_choice"), "1-2")
        settle(qtbot, dialog)

        assert [path.name for path in tab.fax.to_send().documents] == ["letter.txt"]
        assert [path.name for path in tab.fax.typed().documents] == ["letter.txt", "second.txt"]
        assert send_button(dialog).text() == "&Send 2 pages"


class TestPages:
    @pytest.fixture
    def with_cover(self, qtbot, session, tab, dialog, tmp_path):
        session.bridge.covers_changed.emit(CoversChanged((Cover("C1", "Formal"),)))
        tab.cover.box.choose("C1")
        settle(qtbot, dialog)
        qtbot.waitUntil(lambda: any(change[0] == "fill" for change in engine_of(session).cover_changes))
        dialog._pages._take_cover(tmp_path / "cover.pdf", 1, "The texts are examples.")
        return dialog

    def test_the_cover_page_is_the_first_page_as_it_is_filled_in(self, session, with_cover):
        view = with_cover._pages
        assert [part.owner == "cover" for part in view._pages.parts] == [True, False]
        assert view._pages.count == 5
        fields = engine_of(session).cover_changes[-1][2]
        assert (fields.to_name, fields.from_name, fields.pages) == ("Anna", "Me", "5")

    def test_it_is_said_where_the_texts_are_not_in_it(self, qtbot, tab, with_cover):
        note = part(with_cover, QLabel, "send_cover_note")
        assert note.text() == "The texts are examples."
        assert note.isVisible()

        tab.cover.box.choose(None)
        settle(qtbot, with_cover)
        qtbot.waitUntil(lambda: not note.isVisible())
        assert with_cover._pages._pages.count == 4

    def test_turning_a_page_turns_its_document(self, tab, dialog):
        dialog._pages.viewer.turn_asked.emit(1)

        assert tab.documents.model.documents[0].treatment.quarter_turns == 1

    def test_every_page_shows_its_number_in_the_whole_fax(self, tab, dialog, session, tmp_path, qtbot):
        second = tmp_path / "second.txt"
        second.write_text("More")
        tab.add_documents([second])
        read(session, 2)
        settle(qtbot, dialog)
        qtbot.waitUntil(lambda: dialog._pages._pages.count == 6)

        looks = [part.look.header for part in dialog._pages._pages.parts]
        assert [(look.first_page, look.pages) for look in looks] == [(1, 6), (5, 6)]


class TestPresets:
    @pytest.fixture
    def menu(self, session, dialog):
        def actions():
            menu = part(dialog, QToolButton, "presets").menu()
            menu.aboutToShow.emit()
            return {action.text(): action for action in menu.actions() if not action.isSeparator()}

        return actions

    def test_options_are_kept_under_a_name(self, qtbot, session, tab, dialog, menu):
        tab.options.change(quality="STANDARD", retries=9)
        menu()["&Keep these options as…"].trigger()
        question = dialog.findChild(QInputDialog, "preset_name")
        question.setTextValue("Cheap & slow")
        question.accept()
        session.bridge.job_finished.emit(JobFinished("keep"))

        qtbot.waitUntil(lambda: "Cheap && slow" in menu())
        tab.options.change(quality="FINE", retries=0)
        menu()["Cheap && slow"].trigger()
        assert (tab.options.options.quality, tab.options.options.retries) == ("STANDARD", 9)
        assert [entry.number for entry in tab.recipients.model.entries] == ["+4930123456"]

    def test_a_preset_leaves_the_time_as_it_is(self, qtbot, session, tab, dialog, menu):
        engine_of(session).keep_as(DraftKind.PRESET, "Photo", Draft(mode=FaxMode.PHOTO))
        dialog.choices._presets._load()
        qtbot.waitUntil(lambda: "Photo" in menu())
        moment = datetime(2099, 1, 1, tzinfo=UTC)
        tab.options.change(send_at=moment)

        menu()["Photo"].trigger()

        assert (tab.options.options.mode, tab.options.options.send_at) == ("PHOTO", moment)

    def test_a_preset_can_be_forgotten(self, qtbot, session, dialog, menu):
        engine_of(session).keep_as(DraftKind.PRESET, "Photo", Draft(draft_id="P1"))
        dialog.choices._presets._load()
        qtbot.waitUntil(lambda: "Photo" in menu())

        menu()["&Forget"].menu().actions()[0].trigger()

        assert engine_of(session).dropped == ["P1"]
        assert "Photo" not in menu()


class TestRecipients:
    @pytest.fixture
    def people(self, session, monkeypatch):
        anna = Suggestion("Anna Berg", "ACME", "+4930123456")
        bob = Suggestion("Andrew Bell", "", "+442079460000")
        branches = Suggestion("", "", "", group="Branches", members=(anna, bob))
        found = {"an": (anna, bob), "anna": (anna,), "branches": (branches,), "456": (anna,)}
        monkeypatch.setattr(
            session.contacts, "suggest", lambda text, _limit=8: found.get(text.casefold(), ())
        )

    @pytest.fixture
    def line(self, people, qtbot, tab):
        dialog = opened(qtbot, tab)
        return part(dialog, QLineEdit, "to_line")

    def numbers(self, tab):
        return [entry.number for entry in tab.recipients.model.entries]

    def test_a_number_is_added_by_enter(self, tab, line):
        QTest.keyClicks(line, "+49 30 123456")
        QTest.keyClick(line, Qt.Key.Key_Return)

        assert self.numbers(tab) == ["+49 30 123456"]
        assert line.text() == ""

    def test_the_only_one_of_that_name_is_added_by_enter(self, tab, line):
        QTest.keyClicks(line, "anna")
        QTest.keyClick(line, Qt.Key.Key_Return)

        assert [(each.name, each.company) for each in tab.recipients.model.entries] == [("Anna Berg", "ACME")]

    def test_of_several_none_is_taken_unless_it_is_chosen(self, tab, line):
        QTest.keyClicks(line, "an")
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert self.numbers(tab) == []
        assert "Several people fit" in part(tab.sending.dialog, QLabel, "to_wrong").text()

        line.setText("")
        QTest.keyClicks(line, "an")
        popup = tab.sending.dialog.choices.to._popup
        popup.setCurrentIndex(popup.model().index(1, 0))
        QTest.keyClick(line, Qt.Key.Key_Return)

        assert self.numbers(tab) == ["+442079460000"]

    def test_who_is_there_already_is_not_added_again(self, tab, line):
        for _ in range(2):
            QTest.keyClicks(line, "anna")
            QTest.keyClick(line, Qt.Key.Key_Return)

        assert self.numbers(tab) == ["+4930123456"]
        assert part(tab.sending.dialog, QLabel, "to_wrong").text() == "That number is in the list already."

    def test_a_few_digits_find_the_only_one_who_has_them(self, tab, line):
        QTest.keyClicks(line, "456")
        QTest.keyClick(line, Qt.Key.Key_Return)

        assert self.numbers(tab) == ["+4930123456"]

    def test_a_list_adds_all_of_its_members(self, tab, line):
        QTest.keyClicks(line, "branches")
        QTest.keyClick(line, Qt.Key.Key_Return)

        assert self.numbers(tab) == ["+4930123456", "+442079460000"]

    def test_a_name_that_nobody_has_sends_nothing(self, qtbot, session, tab, line):
        QTest.keyClicks(line, "nobody")
        press(tab.sending.dialog)
        settle(qtbot, tab.sending.dialog)

        assert sent(session) == []
        assert part(tab.sending.dialog, QLabel, "to_wrong").text() == "Nobody of this name is known."

    def test_del_takes_a_recipient_out(self, qtbot, tab, dialog):
        people = dialog.choices.to._list
        people.setCurrentRow(0)
        QTest.keyClick(people, Qt.Key.Key_Delete)

        assert self.numbers(tab) == []

    def test_a_long_list_is_summed_up(self, qtbot, tab, dialog):
        tab.recipients.add([RecipientEntry("", "", f"+49301234{at:03}") for at in range(150)])
        settle(qtbot, dialog)

        assert dialog.choices.to._list.count() == 100
        assert part(dialog, QLabel, "to_more").text() == "and 51 more"

    def test_the_whole_table_is_in_compose(self, qtbot, tab, dialog):
        part(dialog, QPushButton, "to_edit").click()

        assert not dialog.isVisible()


class TestFooter:
    def test_it_says_what_will_happen(self, qtbot, session, dialog):
        session.bridge.balance_changed.emit(
            BalanceChanged(Balance(StateCode.SUCCESS, None, Decimal("25.5"), "EUR"))
        )

        summary = part(dialog, QLabel, "send_dialog_summary").text()
        assert summary.startswith("4 pages to 1 number")
        assert "25.5" in summary
        assert send_button(dialog).text() == "&Send 4 pages"

    def test_the_time_on_the_line_is_that_of_all_numbers(self, qtbot, tab, dialog):
        tab.recipients.add([replace(ANNA, number="+442079460000")])
        dialog._pages.viewer._seconds.update({0: 30.0, 1: 60.0})
        dialog._show_summary()

        assert "about 6 min on the line" in part(dialog, QLabel, "send_dialog_summary").text()


def test_the_dialog_opens_only_with_something_in_it_and_an_account(qtbot, session, tmp_path):
    tab = ComposeTab(session)
    qtbot.addWidget(tab)
    tab.review()
    assert tab.sending.dialog is None
    tab.add_recipient("+4930123456")
    session.set_account(None)
    tab.review()
    assert tab.sending.dialog is None
    assert "no account" in tab.message.text


def test_every_control_has_a_name_and_a_place_in_the_tab_order(dialog):
    part(dialog, QToolButton, "send_more").setChecked(True)
    takers = [
        each
        for each in dialog.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not each.objectName().startswith("qt_")
        and each.focusProxy() is None
    ]
    nameless = [
        each
        for each in takers
        if not (QAccessible.queryAccessibleInterface(each) or QDialog()).text(QAccessible.Text.Name)
    ]

    assert len(takers) > 15
    assert [(type(each).__name__, each.objectName()) for each in nameless] == []
