"""``inbox``: received faxes, and saving them."""

from __future__ import annotations

import hashlib
import re
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.cli.access import open_access
from byfax_desktop.cli.exits import Exit
from byfax_desktop.cli.output import local_time, plain_record, say, say_json, say_table
from byfax_desktop.engine.numbers import format_number

if TYPE_CHECKING:
    from byfax_desktop.service.ports.inbox import InboxPort
    from byfax_desktop.service.records import InboundFax


def run(options: Namespace) -> int:
    """Print the list, and save the faxes where that is asked for; returns the exit code."""
    with open_access(options) as access:
        faxes = sorted(
            access.client.inbox.iter_faxes(), key=lambda fax: str(fax.received or ""), reverse=True
        )
        saved = save_all(access.client.inbox, faxes, options.download) if options.download else {}
    if options.json:
        say_json([_plain(fax, saved) for fax in faxes])
    elif faxes:
        head = ("Received", "From", "To", "Pages", *(("File",) if saved else ()))
        say_table(head, (_row(fax, saved) for fax in faxes))
    else:
        say("No faxes were received.")
    return Exit.DONE


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


def _row(fax: InboundFax, saved: dict[str, Path]) -> tuple[str, ...]:
    pages = str(fax.pages) if fax.pages is not None else ""
    row = (local_time(fax.received), format_number(fax.sender), format_number(fax.did), pages)
    return (*row, str(saved.get(fax.ref, ""))) if saved else row


def _plain(fax: InboundFax, saved: dict[str, Path]) -> dict[str, object]:
    plain = plain_record(fax)
    return {**plain, "file": str(saved[fax.ref])} if fax.ref in saved else plain
