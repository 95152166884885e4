"""Words in the pages of received faxes: read once, found with their page, gone with the pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fake_service import FakeService
from PIL import Image, ImageDraw

from byfax_desktop.engine import words_in_pages
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.inbox import Inbox
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.words_in_pages import WordsInPages
from byfax_desktop.fax import tesseract
from byfax_desktop.fax.g4 import write_tiff
from byfax_desktop.fax.geometry import WIDTH, Resolution
from byfax_desktop.fax.tesseract import CannotRead
from byfax_desktop.store.database import Database
from byfax_desktop.store.marks import Marks
from byfax_desktop.store.page_words import PageWords
from byfax_desktop.store.received import ReceivedFaxes

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NEEDS_TESSERACT = pytest.mark.skipif(
    tesseract.program() is None or "eng" not in tesseract.languages(tesseract.program()),
    reason="needs Tesseract with English",
)


LETTER = (
    "Invoice 2211",
    "Amount due in a month",
    "Please pay at once",
    "With kind regards",
    "the accounts department",
    "of a company in Minsk",
    "which you know quite well",
    "and have paid before",
)


def page(*lines):
    """A page with large words."""
    made = Image.new("1", (WIDTH, 1100), 1)
    for row, line in enumerate(lines):
        ImageDraw.Draw(made).text((150, 80 + 110 * row), line, fill=0, font_size=70)
    return made


class Bench:
    """An inbox with faxes of three pages, and a reader that says what a test tells it."""

    def __init__(self, home, read):
        self.home = home
        self.service = FakeService()
        write_tiff([page("one")] * 3, home / "fax.tif", Resolution.FINE)
        self.service.fax_bytes = (home / "fax.tif").read_bytes()
        self.database = Database(home / "faxes.db")
        bus = EventBus()
        self.received = ReceivedFaxes(self.database)
        self.inbox = Inbox(self.service.inbox, self.received, Marks(self.database), home / "inbox", bus)
        self.words = PageWords(self.database)
        self.finding = WordsInPages(self.words, home / "inbox", home / "reading", read)
        self.job = Job("J", "Downloading", False, bus)

    def come(self, *refs):
        for number, ref in enumerate(refs):
            self.service.add_fax(ref, NOW - timedelta(minutes=number))
        self.inbox.look_at_all()
        for ref in refs:
            self.inbox.pages(ref)

    def close(self):
        self.finding.close()
        self.database.close()


class Reading:
    """What is read, page after page."""

    def __init__(self):
        self.texts = []
        self.read = 0
        self.before = lambda: None

    def __call__(self, picture, scratch, cancelled):
        assert picture.width == WIDTH
        assert scratch.is_dir()
        self.read += 1
        self.before()
        said = self.texts.pop(0) if self.texts else ""
        if isinstance(said, Exception):
            raise said
        return said


@pytest.fixture
def reading():
    return Reading()


@pytest.fixture
def bench(tmp_path, reading, monkeypatch):
    monkeypatch.setattr(words_in_pages, "can_read", lambda: True)
    made = Bench(tmp_path, reading)
    yield made
    made.close()


def test_nothing_is_read_until_a_person_wants_it(bench, reading):
    bench.come("F1")
    bench.finding.look()
    assert reading.read == 0
    assert bench.finding.find("offer") == {}


def test_words_are_found_with_their_page(bench, reading):
    bench.come("F1", "F2")
    reading.texts = ["Invoice 2211", "", "Müller & Söhne: Offer", "offer for you", "an INVOICE again", ""]
    bench.finding.want(True)
    bench.finding.look()

    assert reading.read == 6
    assert bench.finding.find("invoice") == {"F1": 0, "F2": 1}
    assert bench.finding.find("offer müll") == {"F1": 2}
    assert bench.finding.find("muller sohne") == {"F1": 2}
    assert bench.finding.find("22") == {"F1": 0}
    assert bench.finding.find("offer invoice") == {}
    assert bench.finding.find("nobody") == {}


@pytest.mark.parametrize("text", ['"', "*", 'offer"*) OR (', "NEAR(", "-", "words:", "\0", ""])
def test_whatever_is_typed_is_no_query_of_its_own(bench, reading, text):
    bench.come("F1")
    bench.finding.want(True)
    bench.finding.look()
    assert bench.finding.find(text) == {}


def test_a_page_is_read_once_also_after_the_program_was_ended_in_between(bench, reading, tmp_path):
    def stop():
        if reading.read == 2:
            bench.finding.stopped.set()

    bench.come("F1")
    reading.texts, reading.before = ["first", "lost", "second", "third"], stop
    bench.finding.want(True)
    bench.finding.look()
    assert bench.words.find("first") == {"F1": 0}

    again = WordsInPages(bench.words, tmp_path / "inbox", tmp_path / "reading", reading)
    again.want(True)
    again.look()
    again.look()
    again.close()
    assert reading.read == 4
    assert bench.words.find("second") == {"F1": 1}
    assert bench.words.find("third") == {"F1": 2}


def test_a_page_that_is_read_again_leaves_nothing_of_before(bench, reading):
    bench.come("F1")
    bench.words.keep("F1", 0, 9, "first secret")
    bench.words.keep("F1", 1, 9, "")
    bench.words.keep("F1", 2, 9, "third secret")
    bench.words.keep("F1", 3, 9, "")
    reading.texts = ["new"]
    bench.finding.want(True)
    bench.finding.look()
    assert reading.read == 1, "the file has three pages, of which the last one is read again"
    assert bench.finding.find("third") == {}
    assert bench.finding.find("new") == {"F1": 2}


def test_words_go_with_the_pages_and_come_again_with_others(bench, reading):
    bench.come("F1")
    reading.texts = ["secret"]
    bench.finding.want(True)
    bench.finding.look()
    bench.inbox.fetch("F1", bench.job, anew=True)
    assert bench.finding.find("secret") == {}

    reading.texts = ["open"]
    bench.finding.look()
    assert bench.finding.find("open") == {"F1": 0}


def test_a_fax_that_is_deleted_while_it_is_read_leaves_no_words(bench, reading):
    def delete():
        with bench.database.transaction() as connection:
            connection.execute("UPDATE received_fax SET report = NULL, file_name = NULL")

    bench.come("F1")
    reading.texts, reading.before = ["secret"], delete
    bench.finding.want(True)
    bench.finding.look()
    assert reading.read == 1
    assert bench.database.rows("SELECT * FROM page_words") == []


def test_who_wants_it_no_more_has_all_words_forgotten(bench, reading):
    bench.come("F1")
    reading.texts = ["unmistakable"]
    bench.finding.want(True)
    bench.finding.look()
    bench.finding.want(False)
    assert bench.finding.find("unmistakable") == {}
    bench.database.close()
    assert b"unmistakable" not in (bench.home / "faxes.db").read_bytes()


def test_a_page_that_cannot_be_read_keeps_no_others_waiting(bench, reading):
    bench.come("F1", "F2")
    (bench.home / "inbox" / bench.received.find("F1").file_name).write_bytes(b"II*\0 broken")
    reading.texts = [CannotRead(), "found"]
    bench.finding.want(True)
    bench.finding.look()
    assert bench.finding.find("found") == {"F2": 1}
    bench.finding.look()
    assert reading.read == 3


def test_nothing_is_left_of_the_pictures_of_a_program_that_was_killed(bench, reading):
    (bench.home / "reading" / "page-1").mkdir(parents=True)
    bench.come("F1")
    bench.finding.want(True)
    bench.finding.look()
    assert list((bench.home / "reading").iterdir()) == []


def test_without_tesseract_nothing_is_tried(bench, reading, monkeypatch):
    monkeypatch.setattr(words_in_pages, "can_read", lambda: False)
    bench.come("F1")
    bench.finding.want(True)
    bench.finding.look()
    assert reading.read == 0


@NEEDS_TESSERACT
def test_tesseract_reads_the_words_of_a_fax(tmp_path):
    made = Bench(tmp_path, None)
    over = page(*LETTER).transpose(Image.Transpose.ROTATE_180)
    write_tiff([page("Hello"), page(*LETTER), over], tmp_path / "two.tif", Resolution.FINE)
    made.service.fax_bytes = (tmp_path / "two.tif").read_bytes()
    made.come("F1")
    made.finding.want(True)
    made.finding.look()

    assert made.finding.find("invoice 2211") == {"F1": 1}
    assert made.finding.find("hello") == {"F1": 0}
    assert len(made.database.rows("SELECT * FROM page_words WHERE page_words MATCH 'accounts'")) == 2, (
        "upside down"
    )
    assert list((tmp_path / "reading").iterdir()) == []
    made.close()
