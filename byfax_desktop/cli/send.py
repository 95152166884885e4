"""``send``: a fax from the command line."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.cli.access import Access, open_access
from byfax_desktop.cli.exits import Exit
from byfax_desktop.cli.output import say, say_json, warn
from byfax_desktop.cli.sent import FaxKept, Sent, raise_if_not_taken, tell_refused
from byfax_desktop.cli.working import Work, open_desk, prove
from byfax_desktop.engine.checks import problems
from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.intake import DraftRefused, Intake
from byfax_desktop.engine.machine import Rules
from byfax_desktop.engine.numbers import parse_number
from byfax_desktop.engine.queue_hold import QueueHold
from byfax_desktop.service.errors import ByfaxError, NotSent, OutcomeUnknown
from byfax_desktop.service.states import DidState, FaxMode, FaxQuality
from byfax_desktop.store.submissions import FaxState

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk

PROGRAM_NAME = "byFax Desktop"
FAILURES_BORNE = 8
"""How often in a row the service may fail to say whether it has the fax before this is left to ``flush``."""

_NUMBER_MARK = "own-number"


def run(options: Namespace) -> int:
    """Send, and with ``--wait`` follow the fax to its end; returns the exit code.

    From the moment the journal has the fax it is sent, whatever happens to this program: what it could not see to the
    end, ``flush`` or the window does.
    """
    draft = _draft(options)
    _refuse_what_cannot_be_sent(draft)
    with open_access(options) as access, open_desk(access) as desk:
        if draft.sender.is_empty:
            draft = _signed(draft, access, desk)
        refs = Intake(desk).take(draft)
        QueueHold(desk, Rules.standard()).end_now()
        _hand_over(desk, access, refs)
        sent = Sent.of(desk, refs)
        raise_if_not_taken(sent)
        if options.wait:
            from byfax_desktop.cli.wait import follow

            code = follow(desk, access.client.faxout, sent, options.json)
            prove(desk, access)
            return code
    _tell(sent, options.json)
    return Exit.FAILED if sent.refused else Exit.DONE


def _hand_over(desk: Desk, access: Access, refs: tuple[str, ...]) -> None:
    """Work on the fax until the service has it or has refused it.

    Raises FaxKept where the service is not reached. Where it refuses the account the fax is taken back, and the
    refusal raised.
    """
    work = Work(desk, access, frozenset(refs))

    def goes_on(_: Exception, failures: int) -> bool:
        has_left = any(each.state is not FaxState.QUEUED for each in work.waiting())
        return has_left and failures < FAILURES_BORNE

    try:
        work.until_settled(goes_on)
    except (NotSent, OutcomeUnknown) as failure:
        if not work.waiting():
            raise
        raise FaxKept(failure.what, failure.details) from failure
    except ByfaxError:
        _take_back(desk, refs)
        raise
    except KeyboardInterrupt:
        # Whoever hears nothing sends it again, and it arrives twice.
        if work.waiting():
            kept = FaxKept("Interrupted.", "")
            warn(f"{kept.what} {kept.do}")
        raise


def _take_back(desk: Desk, refs: tuple[str, ...]) -> None:
    """Nothing has left, and a person is here to be told so: it must not leave later by surprise."""
    from byfax_desktop.engine.machine import taken_back

    for seen in filter(None, map(desk.journal.find, refs)):
        if not seen.open_tries and seen.state in (FaxState.QUEUED, FaxState.UNKNOWN):
            desk.journal.step(seen, taken_back(), desk.clock.now())


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


def _signed(draft: Draft, access: Access, desk: Desk) -> Draft:
    """The draft from the account's first working number, for the service wants to know who a fax is from.

    Where the service is not reached, from the number that it had before.
    """
    try:
        dids = access.client.inventory.list_dids()
        number = next((did.number for did in dids if did.state is DidState.ACTIVE), "")
        desk.marks.put(_NUMBER_MARK, number)
    except (NotSent, OutcomeUnknown):
        number = desk.marks.get(_NUMBER_MARK) or ""
    zone = draft.sender.timezone
    name = "" if number else PROGRAM_NAME
    return replace(draft, sender=SenderIdentity(name=name, number=number, timezone=zone))


def _tell(sent: Sent, as_json: bool) -> None:
    tell_refused(sent)
    if as_json:
        say_json(sent.plain())
        return
    if sent.waits:
        say("The fax waits until what stops it is put right.")
    elif sent.taken:
        several = f" to {sent.taken} of {sent.recipients} recipients" if sent.recipients > 1 else ""
        say(f"byFax has taken the fax{several}.")
    for ref in sent.broadcast_refs:
        say(f"Reference: {ref}")
