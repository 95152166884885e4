"""``send``: a fax from the command line."""

from __future__ import annotations

import threading
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.cli.access import Access, open_access
from byfax_desktop.cli.exits import Exit
from byfax_desktop.cli.output import say, say_json, warn
from byfax_desktop.cli.refused import refusals, tell_refused
from byfax_desktop.engine.checks import problems
from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.numbers import parse_number
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.sender import DraftRefused, Sender, Sent
from byfax_desktop.engine.uploads import Transfer
from byfax_desktop.service.states import DidState, FaxMode, FaxQuality
from byfax_desktop.store.database import Database
from byfax_desktop.store.sent import SentFaxes

if TYPE_CHECKING:
    pass

PROGRAM_NAME = "byFax Desktop"


def run(options: Namespace) -> int:
    """Send, and with ``--wait`` follow the fax to its end; returns the exit code."""
    draft = _draft(options)
    _refuse_what_cannot_be_sent(draft)
    with open_access(options) as access:
        if draft.sender.is_empty:
            draft = _signed(draft, access)
        sent = _send(draft, access)
        if options.wait:
            from byfax_desktop.cli.wait import follow

            return follow(access.client.faxout, sent, draft, options.json)
    _tell(sent, draft, options.json)
    return Exit.FAILED if sent.refused else Exit.DONE


def _draft(options: Namespace) -> Draft:
    recipients = tuple(_recipient(**each) for each in options.recipients)
    sender = SenderIdentity(options.from_name, options.from_company, options.from_number, options.timezone)
    return Draft(
        documents=tuple(options.files),
        recipients=recipients,
        sender=sender,
        cover_ref=options.cover,
        cover_text=options.cover_text,
        subject=options.subject,
        quality=FaxQuality(options.quality.upper()),
        mode=FaxMode(options.mode.upper()),
        header=options.header,
        retries=options.retries,
        priority=options.priority,
        send_at=options.at,
        prepared=options.tiff,
    )


def _recipient(number: str, name: str = "", company: str = "") -> DraftRecipient:
    read = parse_number(number)
    if read.warning:
        warn(f"{read.display}: {read.warning}")
    return DraftRecipient(read.e164, name, company)


def _refuse_what_cannot_be_sent(draft: Draft) -> None:
    """Look for all that can be found without the service, so that nothing is sent by halves."""
    for problem in problems(draft):
        if problem.field != "sender" or not draft.sender.is_empty:
            raise DraftRefused(problem.what, problem.do)
    _look_into(draft.documents)


def _look_into(documents: tuple[Path, ...]) -> None:
    """Raises DocumentTrouble for a document that is broken or locked with a password."""
    from byfax_desktop.fax.helper import PageHelper

    helper = PageHelper()
    try:
        for path in documents:
            helper.inspect(path)
    finally:
        helper.close()


def _signed(draft: Draft, access: Access) -> Draft:
    """The draft from the account's first working number, for the service wants to know who a fax is from."""
    active = (did.number for did in access.client.inventory.list_dids() if did.state is DidState.ACTIVE)
    number = next(active, "")
    zone = draft.sender.timezone
    sender = (
        SenderIdentity(number=number, timezone=zone)
        if number
        else SenderIdentity(PROGRAM_NAME, timezone=zone)
    )
    return replace(draft, sender=sender)


def _send(draft: Draft, access: Access) -> Sent:
    from byfax_desktop.engine.engine import DATABASE_NAME

    database = Database(access.data_dir / DATABASE_NAME)
    try:
        sender = Sender(access.client, SentFaxes(database), access.data_dir / "spool", Patience())
        return sender.send(draft, Transfer(lambda _done, _total: None, threading.Event()))
    finally:
        database.close()


def _tell(sent: Sent, draft: Draft, as_json: bool) -> None:
    taken = len(draft.recipients) - len(sent.refused)
    tell_refused(sent)
    if as_json:
        say_json({"broadcastRefs": sent.broadcast_refs, "accepted": taken, "refused": refusals(sent)})
        return
    if taken:
        several = f" to {taken} of {len(draft.recipients)} recipients" if len(draft.recipients) > 1 else ""
        say(f"byFax has taken the fax{several}.")
    for ref in sent.broadcast_refs:
        say(f"Reference: {ref}")
