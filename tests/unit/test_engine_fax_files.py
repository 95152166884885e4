"""Received faxes as files for a person, and for other programs."""

from __future__ import annotations

import errno
import os
import stat
import time
from datetime import UTC, datetime

import pypdfium2
import pytest
from fake_service import FakeService
from heard_events import HeardEvents
from PIL import Image

from byfax_desktop.engine import fax_files
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import FaxesDeleted, FaxFilesReady, JobProgress
from byfax_desktop.engine.fax_files import LENT_SECONDS, FaxFiles
from byfax_desktop.engine.inbox import Inbox
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.trouble import EngineTrouble, as_trouble
from byfax_desktop.fax.g4 import write_tiff
from byfax_desktop.fax.geometry import WIDTH, Resolution
from byfax_desktop.fax.turns import UPRIGHT
from byfax_desktop.service.errors import Cancelled, NoAnswer
from byfax_desktop.store.database import Database
from byfax_desktop.store.kept_faxes import KeepForm
from byfax_desktop.store.marks import Marks
from byfax_desktop.store.received import ReceivedFaxes

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PATTERN = "{from} {pages}p"


class Bench:
    """An inbox with faxes of two real pages, and a folder of a person's own."""

    def __init__(self, home):
        self.home = home
        self.service = FakeService()
        self.folder = home / "My faxes"
        self.folder.mkdir()
        self.lent = home / "lent"
        write_tiff([Image.new("1", (WIDTH, 300), 1)] * 2, home / "fax.tif", Resolution.STANDARD)
        self.tiff = self.service.fax_bytes = (home / "fax.tif").read_bytes()
        self.database = Database(home / "faxes.db")
        self.bus = EventBus()
        self.heard = HeardEvents(self.bus)
        received = ReceivedFaxes(self.database)
        marks = Marks(self.database)
        self.inbox = Inbox(self.service.inbox, received, marks, home / "inbox", self.bus)
        self.files = FaxFiles(self.inbox, received, self.lent, self.bus)
        self.job = Job("J", "Saving", False, self.bus)

    def come(self, *refs, **fields):
        for ref in refs:
            self.service.add_fax(ref, NOW, pages=2, **fields)
        self.inbox.look_at_all()

    def save(self, *refs, form=KeepForm.TIFF):
        self.files.save_all(refs, form, self.folder, PATTERN, self.job)
        return self.names()

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

    def close(self):
        self.files.close()
        self.database.close()


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


def pages_of(path):
    with pypdfium2.PdfDocument(path) as document:
        return [document.get_page_size(index) for index in range(len(document))]


def test_a_fax_is_saved_as_it_came(bench):
    bench.come("F1")
    assert bench.save("F1") == ["4930123456 2p.tif"]
    saved = bench.folder / "4930123456 2p.tif"
    assert saved.read_bytes() == bench.tiff
    assert bench.heard.of(FaxFilesReady) == [FaxFilesReady("J", (saved,))]


def test_a_pdf_is_made_here_with_every_page_in_its_shape(bench):
    bench.come("F1")
    bench.inbox.pages("F1")
    bench.service.refuses["download_fax"] = "ACCESS_DENIED"

    assert bench.save("F1", form=KeepForm.PDF) == ["4930123456 2p.pdf"]
    width, height = 1728 / 204 * 72, 300 / 98 * 72
    assert pages_of(bench.folder / "4930123456 2p.pdf") == [pytest.approx((width, height), abs=0.1)] * 2


def test_what_cannot_be_read_here_comes_as_pdf_from_the_service(bench):
    bench.service.fax_bytes = b"II*\0 broken"
    bench.come("F1")
    [name] = bench.save("F1", form=KeepForm.PDF)

    assert (bench.folder / name).read_bytes() == b"%PDF-fax"
    assert sorted(path.suffix for path in (bench.home / "inbox").iterdir()) == [".tif"]


def test_nothing_is_ever_overwritten(bench):
    bench.come("F1", "F2")
    (bench.folder / "4930123456 2p.tif").write_bytes(b"a person's own")

    assert bench.save("F1", "F2") == ["4930123456 2p (2).tif", "4930123456 2p (3).tif", "4930123456 2p.tif"]
    assert (bench.folder / "4930123456 2p.tif").read_bytes() == b"a person's own"


def test_one_is_saved_in_the_place_of_what_a_person_has_agreed_to_lose(bench):
    bench.come("F1")
    target = bench.folder / "Offer.PDF"
    target.write_bytes(b"old")
    bench.files.save_as("F1", KeepForm.PDF, target, bench.job)

    assert len(pages_of(target)) == 2
    assert bench.names() == ["Offer.PDF"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits")
@pytest.mark.parametrize("form", [KeepForm.PDF, KeepForm.TIFF])
def test_nobody_else_may_read_them(bench, form):
    bench.come("F1")
    [name] = bench.save("F1", form=form)
    assert stat.S_IMODE((bench.folder / name).stat().st_mode) == 0o600


def test_names_of_strangers_do_not_leave_the_folder(bench):
    bench.come("../F", remote_sid="../../etc/passwd\u202e", sender="+1")
    bench.files.save_all(("../F",), KeepForm.TIFF, bench.folder, "{station}", bench.job)
    assert bench.names() == [".._.._etc_passwd.tif".strip(". ")]


def test_one_that_cannot_be_had_keeps_no_others_waiting(bench):
    bench.come("F1", "F3")
    bench.come("F2", has_file=False)
    assert len(bench.save("F1", "F2", "F3")) == 2

    [told] = bench.heard.of(FaxFilesReady)
    assert len(told.paths) == 2
    assert told.trouble.what == "byFax has no pages for this fax."
    assert [event.done for event in bench.heard.of(JobProgress)] == [0, 1, 2]


def test_where_none_can_be_had_that_is_the_trouble(bench):
    bench.come("F2", has_file=False)
    with pytest.raises(EngineTrouble):
        bench.save("F2")
    assert bench.heard.of(FaxFilesReady) == []


def test_a_network_that_is_gone_ends_it_and_what_was_saved_is_told(bench):
    bench.come("F1", "F2", "F3")
    bench.inbox.pages("F1")
    bench.service.lose_request("download_fax", NoAnswer("No answer came.", "Wait."))
    bench.save("F1", "F2", "F3")

    [told] = bench.heard.of(FaxFilesReady)
    assert (len(told.paths), told.trouble.what) == (1, "No answer came.")
    assert bench.service.count("download_fax") == 2


def test_it_can_be_called_off(bench):
    bench.come("F1")
    bench.inbox.pages("F1")
    bench.job.cancel.set()
    with pytest.raises(Cancelled):
        bench.save("F1")
    with pytest.raises(Cancelled):
        bench.files.save_as("F1", KeepForm.PDF, bench.folder / "a.pdf", bench.job)
    assert bench.names() == []


def test_a_folder_that_is_gone_is_told_by_its_own_name(bench):
    bench.come("F1")
    bench.folder.rmdir()
    with pytest.raises(FileNotFoundError) as failure:
        bench.files.save_all(("F1",), KeepForm.TIFF, bench.folder, PATTERN, bench.job)
    assert "My faxes" in as_trouble(failure.value).what
    assert ".part" not in as_trouble(failure.value).what


def test_a_full_disk_leaves_nothing_half_done(bench, monkeypatch):
    def full(_source, target):
        target.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "no space", str(target))

    bench.come("F1", "F2")
    monkeypatch.setattr(fax_files, "copy_private", full)
    with pytest.raises(OSError, match="no space"):
        bench.save("F1", "F2")
    assert bench.names() == []


def test_what_is_lent_lies_where_nobody_else_looks_and_goes_after_a_day(bench):
    bench.come("F1")
    bench.files.lend(("F1",), KeepForm.PDF, PATTERN, bench.job)
    [path] = bench.heard.of(FaxFilesReady)[0].paths
    assert path.parent.parent.parent == bench.lent
    if os.name != "nt":
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700

    bench.files.tidy()
    assert path.is_file(), "a letter that is being written still needs it"
    long_ago = time.time() - LENT_SECONDS - 1
    os.utime(path.parent, (long_ago, long_ago))
    bench.files.tidy()
    assert list(bench.lent.iterdir()) == []


def test_what_is_lent_together_has_names_of_its_own(bench):
    bench.come("F1", "F2")
    bench.files.lend(("F1", "F2"), KeepForm.TIFF, "same", bench.job)
    [told] = bench.heard.of(FaxFilesReady)
    assert [path.name for path in told.paths] == ["same.tif", "same (2).tif"]


def test_what_was_lent_of_a_fax_goes_when_the_fax_is_deleted_everywhere(bench):
    bench.come("F1", "F2", "F3")
    bench.files.lend(("F1", "F2", "F3"), KeepForm.TIFF, PATTERN, bench.job)
    with bench.database.transaction() as connection:
        connection.execute("UPDATE received_fax SET report = NULL, file_name = NULL WHERE ref = 'F1'")
        connection.execute("UPDATE received_fax SET is_gone = 1 WHERE ref = 'F2'")
    bench.bus.publish(FaxesDeleted(("F1", "F2")))

    [told] = bench.heard.of(FaxFilesReady)
    assert [path.exists() for path in told.paths] == [False, True, True], "of F2 the pages are kept here"


def test_nothing_is_made_any_more_after_the_end(bench):
    bench.come("F1")
    bench.files.close()
    with pytest.raises(Cancelled):
        bench.save("F1", form=KeepForm.PDF)
    assert bench.names() == []


class TestTurnedPages:
    """A mark in a corner shows how a page lies."""

    @pytest.fixture
    def marked(self, bench):
        page = Image.new("1", (WIDTH, 300), 1)
        page.paste(0, (0, 0, 40, 20))
        page.putpixel((WIDTH - 1, 299), 0)
        write_tiff([page] * 2, bench.home / "marked.tif", Resolution.STANDARD)
        bench.service.fax_bytes = (bench.home / "marked.tif").read_bytes()
        bench.come("F1")
        bench.page = page
        return bench

    def saved(self, bench, form=KeepForm.TIFF):
        (name,) = bench.save("F1", form=form)
        return bench.folder / name

    def frames(self, path):
        with Image.open(path) as image:
            found = []
            for number in range(image.n_frames):
                image.seek(number)
                dpi = tuple(round(float(each)) for each in image.info["dpi"])
                found.append((image.convert("1").copy(), dpi, image.info["compression"]))
            return found

    def test_upside_down_every_dot_is_kept(self, marked):
        marked.inbox.keep_turns("F1", UPRIGHT.turned(2))
        frames = self.frames(self.saved(marked))
        for image, dpi, compression in frames:
            assert image.tobytes() == marked.page.transpose(Image.Transpose.ROTATE_180).tobytes()
            assert dpi == (204, 98)
            assert compression == "group4"
        assert len(frames) == 2

    def test_on_the_side_every_dot_is_kept_in_its_true_shape(self, marked):
        marked.inbox.keep_turns("F1", UPRIGHT.turned(1))
        for image, dpi, _ in self.frames(self.saved(marked)):
            assert image.tobytes() == marked.page.transpose(Image.Transpose.ROTATE_270).tobytes()
            assert dpi == (98, 204)

    def test_one_page_may_lie_otherwise(self, marked):
        marked.inbox.keep_turns("F1", UPRIGHT.page_turned(1, 2))
        (first, _, _), (second, _, _) = self.frames(self.saved(marked))
        assert first.tobytes() == marked.page.tobytes()
        assert second.tobytes() == marked.page.transpose(Image.Transpose.ROTATE_180).tobytes()

    def test_a_pdf_has_them_turned_too(self, marked):
        marked.inbox.keep_turns("F1", UPRIGHT.turned(1).page_turned(1, 1))
        (wide, high), (narrow, low) = pages_of(self.saved(marked, KeepForm.PDF))
        assert (round(wide), round(high)) == (220, 610)
        assert (round(narrow), round(low)) == (610, 220)

    def test_what_is_turned_back_is_saved_as_it_came(self, marked):
        marked.inbox.keep_turns("F1", UPRIGHT.turned(1))
        marked.inbox.keep_turns("F1", UPRIGHT)
        assert self.saved(marked).read_bytes() == marked.service.fax_bytes

    def test_a_file_that_cannot_be_turned_is_saved_as_it_came(self, bench):
        bench.service.fax_bytes = b"II*\0 broken"
        bench.come("F1")
        bench.inbox.keep_turns("F1", UPRIGHT.turned(1))
        assert self.saved(bench).read_bytes() == b"II*\0 broken"

    def test_how_many_pages_there_are_is_read_in_the_file(self, marked):
        assert marked.files.page_count(marked.inbox.pages("F1")) == 2
