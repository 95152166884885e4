"""What the Inbox says of received faxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale

from byfax_desktop.ui.widgets.texts import NOTHING, count, isolated, short_time, shown_number

if TYPE_CHECKING:
    from datetime import datetime

    from byfax_desktop.engine.events import InboxEntry
    from byfax_desktop.service.records import InboundFax

NOT_DELETED = "Not deleted"
GONE = "No longer at byFax"
ONLY_HERE = "no longer at byFax, kept on this computer"
_LONGEST_LINE = 400
"""Letters of a note of which a row shows the beginning."""


def sender(fax: InboundFax, name: str = "") -> str:
    """Who sent a fax: the number with the name that the address book has, else with what the machine calls itself."""
    number = shown_number(fax.sender)
    if name:
        return f"{isolated(name)} · {number}"
    station = (fax.remote_sid or "").strip()
    if not number:
        return station or "Unknown sender"
    if not station or _digits(station) == _digits(fax.sender):
        return number
    return f"{number} · {isolated(station)}"


def sender_line(entry: InboxEntry, name: str = "", found_on: int | None = None) -> str:
    """Who sent a fax; what is wrong with it, or the page (from 0) with what is sought, first: a name may be long."""
    who = sender(entry.fax, name)
    why = NOT_DELETED if entry.not_deleted else why_no_pages(entry.fax)
    page = "" if found_on is None else f"Page {found_on + 1}"
    return " · ".join(part for part in (why, page, who) if part)


def why_no_pages(fax: InboundFax) -> str:
    """In a few words why there are no pages; empty where there are some."""
    if fax.has_file:
        return ""
    if not fax.reason or fax.reason.value == "SUCCESS":
        return fax.reason_message or "No pages"
    from byfax_desktop.engine.words import reason_words

    return reason_words(fax)


def day_and_time(moment: datetime | None) -> str:
    """The local day and time of a moment, also of one of today; empty where it is not known."""
    if moment is None:
        return ""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    is_this_year = local.date().year() == QDate.currentDate().year()
    day = QLocale().toString(local.date(), "d MMM" if is_this_year else "d MMM yyyy")
    return f"{day} {QLocale().toString(local.time(), QLocale.FormatType.ShortFormat)}"


def pages(entry: InboxEntry) -> str:
    """How many pages came; a dash where none did."""
    fax = entry.fax
    return str(fax.pages) if fax.has_file and fax.pages is not None else NOTHING


def icon_name(entry: InboxEntry) -> str:
    """A dot for a new fax, a warning for one without pages, or that was not deleted."""
    if not entry.fax.has_file or entry.not_deleted:
        return "state-warning"
    return "unread" if entry.unread else "blank"


def received(entry: InboxEntry) -> str:
    """When it came."""
    return short_time(entry.fax.received)


def recipient(entry: InboxEntry) -> str:
    """To which of the account's numbers it came."""
    return shown_number(entry.fax.did)


def note_line(entry: InboxEntry) -> str:
    """The note of a fax in one line, then what else is to be known of its copy here."""
    told = [" ".join(entry.note[:_LONGEST_LINE].split()), GONE if entry.is_gone else ""]
    return " · ".join(filter(None, told))


def written(entry: InboxEntry) -> str:
    """Its labels and its note."""
    labels = ", ".join(isolated(label.name) for label in entry.labels)
    return " · ".join(filter(None, (labels, note_line(entry))))


def sentence(entry: InboxEntry, name: str = "", found_on: int | None = None) -> str:
    """A row in one sentence, for those who hear it; what is sought was read on the page ``found_on`` (from 0)."""
    fax = entry.fax
    kind = "New fax" if entry.unread else "Fax"
    told = [f"{kind} from {sender(fax, name)}"]
    if not fax.has_file:
        why = why_no_pages(fax)
        told.append(f"no pages were received: {why[:1].lower()}{why[1:]}")
    elif fax.pages is not None:
        told.append(count(fax.pages, "page", "pages"))
    if found_on is not None:
        told.append(f"found on page {found_on + 1}")
    told.append(f"received {received(entry)}")
    if fax.did:
        told.append(f"to {recipient(entry)}")
    if entry.is_gone:
        told.append(ONLY_HERE)
    if entry.not_deleted:
        told.append(f"{NOT_DELETED.lower()}: {entry.not_deleted.what}")
    if entry.labels:
        told.append(f"labels: {', '.join(label.name for label in entry.labels)}")
    if entry.note:
        told.append(f"note: {' '.join(entry.note[:_LONGEST_LINE].split())}")
    return ", ".join(told)


def caption(entry: InboxEntry, name: str = "") -> str:
    """The line over the pages of a fax."""
    told = [
        f"From {sender(entry.fax, name)}",
        f"to {recipient(entry)}" if entry.fax.did else "",
        received(entry),
        ONLY_HERE if entry.is_gone else "",
        f"{NOT_DELETED.lower()}: {entry.not_deleted.what}" if entry.not_deleted else "",
    ]
    return ", ".join(part for part in told if part and part != NOTHING)


def no_pages(fax: InboundFax) -> str:
    """Why there are no pages, and what to do."""
    advice = "Ask the sender to send it again."
    if not fax.reason or fax.reason.value == "SUCCESS":
        return advice
    from byfax_desktop.service.sentences import sentence as reason

    return f"{reason(fax.reason).what} {advice}"


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
