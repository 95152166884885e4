"""When a fax is to be sent, as a person chooses it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QComboBox, QDateTimeEdit

from byfax_desktop.ui.send_dialog.when_field import WhenField


@pytest.fixture
def field(qtbot):
    made = WhenField()
    qtbot.addWidget(made)
    made.show()
    return made


def whose(field):
    return field.findChild(QComboBox, "whose_time")


def time(field):
    return field.findChild(QDateTimeEdit, "send_time")


def test_it_is_now_and_asks_for_no_time(field):
    assert field.value() is None
    assert not time(field).isVisible()


def test_later_begins_with_a_full_hour_to_come(qtbot, field):
    with qtbot.waitSignal(field.changed):
        field.choice.setCurrentIndex(1)

    when = field.value()
    assert timedelta(minutes=29) < when - datetime.now(UTC) < timedelta(minutes=91)
    assert when.minute == 0
    assert time(field).isVisible()


@pytest.mark.parametrize("when", [None, datetime(2030, 5, 6, 7, 8, tzinfo=UTC), datetime(2030, 5, 6, 7, 8)])
def test_what_is_shown_is_what_is_chosen_and_nothing_is_told_of_it(qtbot, field, when):
    with qtbot.assertNotEmitted(field.changed):
        field.set_value(when)

    chosen = field.value()
    assert chosen == when
    assert (chosen is None) == (when is None)


def test_the_recipients_own_time_has_no_zone(qtbot, field):
    field.set_value(datetime(2030, 5, 6, 7, 8, tzinfo=UTC))

    with qtbot.waitSignal(field.changed):
        whose(field).setCurrentIndex(1)

    assert field.value().tzinfo is None


def test_a_time_that_clocks_here_skip_is_taken_as_it_was_typed(field):
    field.set_value(datetime(2030, 3, 30, 1, 0))
    time(field).setTime(QTime(2, 30))
    time(field).setDate(QDate(2030, 3, 31))

    assert field.value() == datetime(2030, 3, 31, 2, 30)
