"""``inbox``: received faxes, and saving them."""

from __future__ import annotations

import hashlib
import re
from argparse import Namespace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.cli.access import open_access
from byfax_desktop.cli.exits import Exit
from byfax_desktop.cli.output import local_time, plain_record, say, say_json, say_table, warn
from byfax_desktop.engine.contacts.folding import digits_of
from byfax_desktop.engine.desk import DATABASE_NAME
from byfax_desktop.engine.listing import unless_empty
from byfax_desktop.engine.numbers import format_number, parse_number
from byfax_desktop.service.requests import FaxFilter
from byfax_desktop.store.database import Database
from byfax_desktop.store.received import ReceivedFaxes
from byfax_desktop.store.sent_filter import number_digits

if TYPE_CHECKING:
    from byfax_desktop.service.ports.inbox import InboxPort
    from byfax_desktop.service.records import InboundFax

_NOTHING_WRITTEN: dict[str, object] = {"note": "", "labels": []}


def run(options: Namespace) -> int:
    """Print the list, and save the faxes where that is asked for; returns the exit code."""
    which = wanted(options)
    with open_access(options) as access:
        listed = listed_faxes(access.client.inbox, which)
        faxes = [fax for fax in listed if has(fax, options.find)]
        saved = save_all(access.client.inbox, faxes, options.download) if options.download else {}
        written = written_on_faxes(access.data_dir)
    if options.json:
        say_json([_plain(fax, saved) | written.get(fax.ref, _NOTHING_WRITTEN) for fax in faxes])
    elif faxes:
        head = ("Received", "From", "To", "Pages", *(("File",) if saved else ()))
        say_table(head, (_row(fax, saved) for fax in faxes))
    else:
        is_all = which == FaxFilter() and not options.find
        say("No faxes were received." if is_all else "No fax was received that matches.")
    return Exit.DONE


def wanted(options: Namespace) -> FaxFilter:
    """What the options choose, as the service's own filter. Raises NumberTrouble."""
    return FaxFilter(
        parse_number(options.number).e164 if options.number else None,
        options.since,
        # The last moment of the service is within.
        options.until - timedelta(milliseconds=1) if options.until else None,
        _either(options.complete, options.failed),
        _either(options.with_pages, options.without_pages),
    )


def listed_faxes(port: InboxPort, which: FaxFilter) -> list[InboundFax]:
    """The faxes that match, the newest first; a warning says so where the service counts others."""
    found: list[InboundFax] = unless_empty(lambda: list(port.iter_faxes(which)), [])
    faxes = sorted(found, key=lambda fax: str(fax.received or ""), reverse=True)
    counted = unless_empty(lambda: port.count_faxes(which), 0)
    if counted != len(faxes):
        warn(f"byFax counts {counted} faxes, and listed {len(faxes)}. Try again in a while.")
    return faxes


def has(fax: InboundFax, text: str) -> bool:
    """Whether each word is in the sender's number, the station or the ref; a number however it is written."""
    digits = number_digits(text)
    if digits and any(digits in digits_of(each or "") for each in (fax.sender, fax.remote_sid)):
        return True
    said = f"{fax.sender}\n{fax.remote_sid or ''}\n{fax.ref}".casefold()
    return all(word in said for word in text.casefold().split())


def written_on_faxes(data_dir: Path) -> dict[str, dict[str, object]]:
    """The notes and labels that a person has put on received faxes, by their refs. Raises StoreTrouble."""
    if not (data_dir / DATABASE_NAME).is_file():
        return {}
    database = Database(data_dir / DATABASE_NAME)
    try:
        received = ReceivedFaxes(database)
        names = {label.id: label.name for label in received.labels.all()}
        return {
            each.ref: {"note": each.note, "labels": [name for id, name in names.items() if id in each.labels]}
            for each in received.all()
            if each.note or each.labels
        }
    finally:
        database.close()


def save_all(port: InboxPort, faxes: list[InboundFax], folder: Path) -> dict[str, Path]:
    """Save every fax that has pages as PDF, but none that lies there already; returns their paths by ref."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    paths = {fax.ref: folder / file_name(fax) for fax in faxes if fax.has_file}
    for ref, path in paths.items():
        if not path.exists():
            port.download_fax(ref, path, is_pdf=True)
    return {ref: path for ref, path in paths.items() if path.exists()}


def file_name(fax: InboundFax) -> str:
    """When, from whom, and a mark of the ref: made of digits and letters only, for the rest is not ours to trust."""
    when = fax.received.astimezone().strftime("%Y%m%d-%H%M%S") if fax.received else "undated"
    sender = re.sub(r"[^0-9]", "", fax.sender)[:20] or "unknown"
    mark = hashlib.sha256(fax.ref.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{when}-{sender}-{mark}.pdf"


def _either(yes: bool, no: bool) -> bool | None:
    return True if yes else False if no else None


def _row(fax: InboundFax, saved: dict[str, Path]) -> tuple[str, ...]:
    pages = str(fax.pages) if fax.pages is not None else ""
    row = (local_time(fax.received), format_number(fax.sender), format_number(fax.did), pages)
    return (*row, str(saved.get(fax.ref, ""))) if saved else row


def _plain(fax: InboundFax, saved: dict[str, Path]) -> dict[str, object]:
    plain = plain_record(fax)
    return {**plain, "file": str(saved[fax.ref])} if fax.ref in saved else plain
