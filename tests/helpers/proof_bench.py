"""A program that proves how faxes ended: its journal, a service in memory, and faxes that end as a test wants."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache

import pypdfium2
from fake_service import FakeService
from heard_events import HeardEvents
from PIL import Image, ImageDraw
from store_samples import person

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.desk import Desk
from byfax_desktop.engine.events import KeepingTroubled
from byfax_desktop.engine.frozen import freeze
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.proving import EVIDENCE_FOLDER, Proving
from byfax_desktop.engine.sent_pages import SentPages
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Message
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.proofs import ProofForm, ProofPlace, ProofRule, Proofs
from byfax_desktop.store.submissions import Change, DocumentRow, FaxState, NewSubmission, RecipientChange

CALLED = datetime(2026, 11, 23, 13, 2, tzinfo=UTC)
SHA = "0123456789abcdef" * 4
REQUEST = '{"sender": {"name": "Me", "company": "", "number": "+375170000001", "timezone": ""}}'
DOCUMENT = DocumentRow("D" * 32, SHA, "D" * 32, 12345, "Договор № 17.pdf")
PAUSES = Patience(pages=(60.0, 600.0, 3600.0), inbox=15.0)


def fax_pages(count=2, lines=2156):
    """A TIFF as the service gives it: so many fax pages."""
    made = io.BytesIO()
    pages = []
    for number in range(1, count + 1):
        page = Image.new("1", (1728, lines), 1)
        ImageDraw.Draw(page).rectangle((100, 100, 100 + 200 * number, 400), fill=0)
        pages.append(page)
    pages[0].save(made, "TIFF", save_all=True, append_images=pages[1:], compression="group4", dpi=(204, 196))
    return made.getvalue()


def said(ref, state=RecipientState.SUCCESS, number="+4930123450", **facts):
    """What the service says of a fax that has ended."""
    known = {
        "attempt": 1,
        "pages_sent": 2,
        "pages_total": 2,
        "call_started": CALLED,
        "call_ended": CALLED + timedelta(seconds=61),
        "remote_id": "ACME FAX",
        "cost": Decimal("0.42"),
        "currency": "EUR",
    }
    return Message(StateCode.SUCCESS, message_ref=ref, number=number, state=state, **(known | facts))


def busy(ref, **facts):
    return said(
        ref, RecipientState.FAILED, reason=StateCode.BUSY, pages_sent=0, attempt=3, remote_id="", **facts
    )


@cache
def _page_helper():
    return PageHelper(most=1)


class ProofBench:
    """One program with the data of an account in ``home``."""

    def __init__(self, home, service=None):
        self.home = home
        self.service = service or FakeService()
        self.service.sent_pages[".tif"] = fax_pages()
        self.desk = Desk.open(home / "data")
        self.bus = EventBus()
        self.heard = HeardEvents(self.bus)
        self.proofs = Proofs(self.desk.database)
        sent = SentPages(self.service.faxout, self.desk.journal, home / "data" / "sent", self.bus)
        self.proving = Proving(self.desk, sent, self.bus, PAUSES)
        # One process for all tests: to start one takes longer than what is tried.
        self.proving._sent_pages._helper = _page_helper()
        self.proving._sent_pages.close = lambda: None
        self.own = home / "data" / EVIDENCE_FOLDER
        self.folder = home / "My reports"

    def close(self):
        self.desk.close()

    def send(self, ref="B1", *people, subject="Offer", documents=(DOCUMENT,), request=REQUEST):
        """Have the journal hold a fax that the service has taken."""
        everyone = people or (person("+4930123450", f"{ref}-M1", "Anna", "ACME"),)
        now = self.desk.clock.now()
        part = NewSubmission(ref, request, "digest", subject, everyone, documents)
        self.desk.journal.enqueue([part], now, now)
        self._step(ref, FaxState.ACCEPTED, is_there=1)
        return [each.ref for each in everyone]

    def _step(self, ref, state, changes=(), **columns):
        seen = self.desk.journal.find(ref)
        step = Change(state, "", columns, tuple(changes))
        assert self.desk.journal.step(seen, step, self.desk.clock.now()) is not None

    def tell(self, ref, *messages, state=FaxState.ACCEPTED, is_live=False):
        """Have the journal hear this of the fax's recipients."""
        for message in messages:
            self.service.messages[message.message_ref] = message
        self._step(
            ref, state, [RecipientChange(each.message_ref, freeze(each), is_live) for each in messages]
        )

    def end(self, ref="B1", *messages, state=FaxState.DELIVERED, **sent):
        """Send a fax and have it end."""
        if self.desk.journal.find(ref) is None:
            self.send(ref, **sent)
        self.tell(ref, *(messages or (said(f"{ref}-M1"),)), state=state)

    def reject(self, ref="B1", what="There is no such number.", **sent):
        """Have the service refuse a fax."""
        if self.desk.journal.find(ref) is None:
            self.send(ref, **sent)
        self._step(ref, FaxState.REJECTED, what=what, advice="Check it.", code="INVALID_NUMBER")

    def rule(self, form=ProofForm.REPORT, pattern="{result} {to}", failed_only=False, folder=None):
        self.folder.mkdir(exist_ok=True)
        return ProofRule(ProofPlace.FOLDER, form, str(folder or self.folder), pattern, failed_only)

    def without_own(self):
        return ProofRule(ProofPlace.ACCOUNT, ProofForm.NONE)

    def look(self):
        """Have written what is wanted; returns the names in the account's own folder."""
        self.proving.look()
        return names(self.own)

    def hurry(self):
        self.proving.hurry()
        return self.look()

    def told(self):
        return [event.trouble.what for event in self.heard.of(KeepingTroubled)]


def names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def texts(path):
    """The text of each page of a PDF, white space as one space."""
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def attached(path):
    """The files in a PDF by their names."""
    with pypdfium2.PdfDocument(path) as document:
        found = (document.get_attachment(place) for place in range(document.count_attachments()))
        return {each.get_name(): bytes(each.get_data()) for each in found}


def record(path):
    """What the evidence tells programs."""
    return json.loads(attached(path)["report.json"])
