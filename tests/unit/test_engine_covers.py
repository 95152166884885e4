"""Covers: added once whatever the network does, replaced, renamed, deleted, saved, and told of."""

from __future__ import annotations

import pytest
from docx_samples import packed
from fake_service import FakeService

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.cover_files import CoverFiles
from byfax_desktop.engine.covers import Covers
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.fax.covers.check import NoCover
from byfax_desktop.fax.covers.sample import sample_cover
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import NoAnswer, NotFound, Refused, Unreachable, refusal

LOST = NoAnswer("No answer came.", "Wait.")
GONE = Unreachable("No network.", "Connect.")


class Desk:
    """Covers of a service in memory."""

    def __init__(self, tmp_path):
        self.service = FakeService()
        self.shown = []
        self.files = CoverFiles(self.service.cover, tmp_path / "covers")
        self.covers = Covers(self.service.cover, self.files, self._show, Patience().scaled(0.001))
        self.docx = tmp_path / "mine.docx"
        self.docx.write_bytes(sample_cover("Mine"))

    def _show(self):
        self.shown.append([cover.title for cover in self.service.cover.list_covers()])

    def add(self, title="Mine"):
        self.covers.add(title, self.docx, Job("J", "Adding", False, EventBus()))

    @property
    def titles(self):
        return [cover.title for cover in self.service.covers]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_a_cover_is_added_and_the_list_told(desk):
    desk.add(" Mine ")

    assert desk.titles == ["Standard", "Mine"]
    assert desk.shown == [["Standard", "Mine"]]
    assert list(desk.service.cover_files.values())[-1] == sample_cover("Mine")


def test_one_whose_answer_got_lost_is_looked_for_and_not_sent_again(desk):
    desk.service.lose_answer("add_cover", LOST)
    desk.add()

    assert desk.titles == ["Standard", "Mine"]
    assert desk.service.count("add_cover") == 1


def test_one_that_may_have_been_lost_is_left_to_the_person(desk):
    desk.service.lose_request("add_cover", LOST)
    with pytest.raises(EngineTrouble) as caught:
        desk.add()

    assert caught.value.what == "It is not known whether “Mine” was added."
    assert desk.service.count("add_cover") == 1
    desk.add()
    assert desk.titles == ["Standard", "Mine"]


def test_one_that_arrived_late_is_not_added_when_a_person_tries_again(desk):
    desk.service.delay("add_cover")
    with pytest.raises(EngineTrouble):
        desk.add()
    desk.service.arrive()
    desk.add()

    assert desk.titles == ["Standard", "Mine"]
    assert desk.service.count("add_cover") == 1
    desk.add()
    assert desk.titles == ["Standard", "Mine", "Mine"], "a third time is a wish of its own"


def test_another_cover_of_the_same_name_that_was_there_proves_nothing(desk):
    desk.add()
    desk.service.lose_request("add_cover", LOST)
    with pytest.raises(EngineTrouble):
        desk.add()


def test_without_network_nothing_is_sent(desk):
    desk.service.lose_request("list_covers", GONE)
    with pytest.raises(Unreachable):
        desk.add()

    assert desk.service.count("add_cover") == 0


def test_what_is_no_docx_never_leaves(desk):
    desk.docx.write_bytes(packed({"a": "b"}))
    with pytest.raises(NoCover):
        desk.add()
    with pytest.raises(NoCover):
        desk.covers.reload("C1", desk.docx)

    assert desk.service.calls == []


def test_a_cover_without_a_name_never_leaves(desk):
    for change in (lambda: desk.add("  "), lambda: desk.covers.rename("C1", "")):
        with pytest.raises(EngineTrouble) as caught:
            change()
        assert caught.value.do == "Enter one."
    assert desk.service.calls == []


def test_a_refusal_is_told_and_so_is_the_list(desk):
    desk.service.before["add_cover"] = lambda: _refuse(StateCode.FILE_FORMAT_UNSUPPORTED)
    with pytest.raises(Refused):
        desk.add()

    assert desk.shown == [["Standard"]]


def _refuse(code):
    raise refusal(code, None, "cover.addCover")


def test_a_cover_is_renamed_and_replaced(desk):
    desk.covers.rename("C1", " Formal ")
    desk.covers.reload("C1", desk.docx)

    assert desk.shown == [["Formal"], ["Formal"]]
    assert desk.service.cover_files["C1"] == sample_cover("Mine")


def test_a_cover_that_is_gone_cannot_be_renamed_but_is_as_good_as_deleted(desk):
    with pytest.raises(NotFound):
        desk.covers.rename("C9", "Name")
    desk.covers.delete("C9")

    assert len(desk.shown) == 2


def test_a_lost_answer_to_delete_is_settled_by_looking(desk):
    desk.service.lose_answer("delete_cover", LOST)
    desk.covers.delete("C1")
    assert desk.titles == []

    desk.add()
    (ref,) = (cover.ref for cover in desk.service.covers)
    desk.service.lose_request("delete_cover", LOST)
    with pytest.raises(NoAnswer):
        desk.covers.delete(ref)


def test_a_list_that_cannot_be_had_after_a_change_is_no_failure_of_the_change(desk):
    desk.service.before["rename_cover"] = lambda: desk.service.lose_request("list_covers", GONE)
    desk.covers.rename("C1", "Formal")

    assert desk.titles == ["Formal"]
    assert desk.shown == []


def test_a_copy_is_saved(desk, tmp_path):
    desk.covers.download("C1", tmp_path / "copy.docx")
    assert (tmp_path / "copy.docx").read_bytes() == desk.service.cover_files["C1"]

    desk.service.cover_files["C1"] = None
    with pytest.raises(EngineTrouble):
        desk.covers.download("C1", tmp_path / "other.docx")


def test_the_file_of_a_cover_is_brought_once_until_it_is_another(desk):
    first = desk.files.docx("C1").read_bytes()
    desk.files.docx("C1")
    assert desk.service.count("download_cover") == 1
    desk.covers.reload("C1", desk.docx)
    assert desk.files.docx("C1").read_bytes() == sample_cover("Mine") != first


def test_without_network_the_file_of_an_earlier_session_serves(desk, tmp_path):
    desk.files.docx("C1")
    again = CoverFiles(desk.service.cover, tmp_path / "covers")
    desk.service.lose_request("download_cover", GONE, GONE)
    assert again.docx("C1").is_file()
    with pytest.raises(Unreachable):
        again.docx("../../evil")
    assert [path.parent for path in tmp_path.rglob("*.docx")] == [tmp_path, tmp_path / "covers"]
