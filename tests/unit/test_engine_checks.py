"""What keeps a draft from being sent."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from byfax_desktop.engine.checks import file_problem, problems
from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.7")
    return Draft((path,), (DraftRecipient("+4930123456"),), SenderIdentity("Me"))


def the_one_problem(draft):
    (found,) = problems(draft)
    assert found.what.endswith(".")
    assert found.do.endswith(".")
    return found


def test_a_complete_draft_has_no_problem(draft):
    assert problems(draft) == ()


def test_a_time_zone_that_exists_is_no_problem(draft):
    assert problems(replace(draft, sender=SenderIdentity("Me", timezone="Europe/Berlin"))) == ()


def test_a_cover_page_alone_is_enough_to_send(draft):
    assert problems(replace(draft, documents=(), cover_ref="C1")) == ()


@pytest.mark.parametrize(
    ("change", "field", "what"),
    [
        ({"documents": ()}, "documents", "nothing to fax"),
        ({"recipients": ()}, "recipients", "Nobody"),
        ({"recipients": (DraftRecipient("letters"),)}, "recipients", "not a fax number"),
        ({"recipients": (DraftRecipient("+4930123456"),) * 2}, "recipients", "listed twice"),
        ({"sender": SenderIdentity(timezone="Europe/Berlin")}, "sender", "who it is from"),
        ({"sender": SenderIdentity(number="12")}, "sender", "too short"),
        ({"sender": SenderIdentity("Me", timezone="Mars/Base")}, "sender", "no time zone"),
        ({"sender": SenderIdentity("Me", timezone="Europe")}, "sender", "no time zone"),
        ({"sender": SenderIdentity("Me", timezone="../../etc/passwd")}, "sender", "no time zone"),
        ({"retries": -1}, "retries", "below zero"),
        ({"priority": 0}, "priority", "1 to 100"),
        ({"priority": 101}, "priority", "1 to 100"),
        ({"send_at": datetime(2020, 1, 1, tzinfo=UTC)}, "send_at", "has passed"),
        ({"send_at": datetime(2020, 1, 1)}, "send_at", "has passed where a recipient is"),
        ({"send_at": datetime(2030, 3, 31, 2, 30)}, "send_at", "no such time"),
        ({"prepared": True, "cover_ref": "C1"}, "cover", "cover page"),
        ({"prepared": True, "send_at": datetime(2099, 1, 1, tzinfo=UTC)}, "send_at", "later"),
    ],
)
def test_each_problem_names_its_field(draft, change, field, what):
    found = the_one_problem(replace(draft, **change))

    assert found.field == field
    assert what in found.what


def test_another_fax_to_the_same_number_is_no_repetition(draft):
    anna = DraftRecipient("+4930123456", "Anna")
    others = (replace(anna, subject="Bill"), replace(anna, values=(("Sum", "5"),)))

    assert problems(replace(draft, recipients=(anna, *others))) == ()
    assert "listed twice" in the_one_problem(replace(draft, recipients=(anna, replace(anna, name="A")))).what


def test_all_problems_are_told_at_once():
    fields = [problem.field for problem in problems(Draft())]

    assert fields == ["documents", "recipients", "sender"]


def test_a_file_that_vanished_is_named(tmp_path):
    assert "“gone.pdf” cannot be found" in file_problem(tmp_path / "gone.pdf").what


def test_a_folder_is_no_document(tmp_path):
    assert "is a folder" in file_problem(tmp_path).what


def test_an_empty_file_is_no_document(tmp_path):
    path = tmp_path / "empty.pdf"
    path.touch()

    assert "is empty" in file_problem(path).what


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path):
    path = tmp_path / "secret.pdf"
    path.write_bytes(b"%PDF")
    path.chmod(0)

    assert "may not be read" in file_problem(path).what


def test_a_name_that_no_file_can_have_is_explained(tmp_path):
    assert file_problem(tmp_path / "a\0b.pdf") is not None
