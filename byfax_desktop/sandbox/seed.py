"""What the demo account holds at the start: two numbers, three covers, and some received faxes."""

from __future__ import annotations

from datetime import datetime, timedelta

from byfax_desktop.fax.covers.sample import ENGLISH, RUSSIAN, sample_cover
from byfax_desktop.fax.g4 import write_tiff
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.header import header_line, stamp
from byfax_desktop.fax.pages import fax_pages
from byfax_desktop.sandbox.letters import LETTERS, Letter
from byfax_desktop.sandbox.store import Store
from byfax_desktop.sandbox.things import Account, Cover, Did, Inbound

FIRST_NUMBER = "+375170000001"
SECOND_NUMBER = "+375170000002"
_COVERS = (
    ("standard", "Standard", "Fax", ENGLISH),
    ("urgent", "Urgent", "URGENT FAX", ENGLISH),
    ("russian", "Русский", "Факс", RUSSIAN),
)


def seed(store: Store, now: datetime) -> None:
    """Fill an empty store."""
    store.save(Account(), *_dids(now))
    for ref, title, heading, labels in _COVERS:
        store.save(Cover(ref, title, store.keep_bytes(sample_cover(heading, labels)), f"{ref}.docx"))
    for letter in LETTERS:
        store.save(_received(store, letter, now))


def _dids(now: datetime) -> tuple[Did, Did]:
    begun = now - timedelta(days=200)

    def did(ref: str, number: str, formatted: str, state: str, days: int) -> Did:
        till = now + timedelta(days=days)
        return Did(ref, "BY-MINSK", number, formatted, "BLR", "Minsk", "375", "17", state, begun, till)

    return (
        did("did-1", FIRST_NUMBER, "+375 17 000-00-01", "ACTIVE", 165),
        did("did-2", SECOND_NUMBER, "+375 17 000-00-02", "EXPIRING", 12),
    )


def _received(store: Store, letter: Letter, now: datetime) -> Inbound:
    when = now - timedelta(hours=letter.hours_ago)
    resolution = Resolution.FINE if letter.quality == "FINE" else Resolution.STANDARD
    fax = Inbound(
        letter.ref,
        FIRST_NUMBER if letter.to_first else SECOND_NUMBER,
        letter.sender,
        when,
        letter.station,
        0,
        letter.quality,
        duration=20,
    )
    if not letter.pages:
        fax.state, fax.reason = "FAILED", "TRANSMISSION_EARLY_HANGUP"
        return fax
    text = store.scratch()
    text.write_text("\f".join(letter.pages), "utf-8")
    path = store.scratch()
    stamped = (
        stamp(
            page,
            header_line(
                "{DateTime}|From: {From}|{CurPage}/{CurPages}",
                {
                    "DateTime": when.strftime("%d.%m.%Y %H:%M"),
                    "From": letter.station,
                    "CurPage": str(number),
                    "CurPages": str(len(letter.pages)),
                },
            ),
            resolution,
        )
        for number, page in enumerate(fax_pages(text, resolution, Mode.TEXT), 1)
    )
    fax.pages = write_tiff(stamped, path, resolution)
    fax.duration = 20 * fax.pages
    fax.blob = store.keep_file(path)
    text.unlink()
    return fax
