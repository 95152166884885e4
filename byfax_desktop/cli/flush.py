"""``flush``: carries on what waits in the journal, until nothing is left to do."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from byfax_desktop.cli.access import open_access
from byfax_desktop.cli.exits import Exit
from byfax_desktop.cli.output import say, say_json, warn
from byfax_desktop.cli.working import FAILURES_BORNE, Work, open_desk, prove
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import ByfaxError, refusal
from byfax_desktop.store.submissions import FOR_YOU, WAITING, FaxState

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk


def run(options: Namespace) -> int:
    """Work until nothing waits that can go on by itself; returns the exit code.

    What the service would not take because of the account, and a service that is not reached, are raised when they
    have been told with what still waits.
    """
    with open_access(options) as access, open_desk(access) as desk:
        desk.tidy()
        work = Work(desk, access)
        failure: ByfaxError | None = None
        try:
            work.until_settled(lambda _, failures: failures < FAILURES_BORNE)
        except ByfaxError as stopped:
            failure = stopped
        if failure is None and work.hold is not None and work.waiting():
            failure = refusal(StateCode(work.hold.code), None, "faxout.Submit")
        prove(desk, access)
        _tell(desk, options.json and failure is None)
        if failure is not None:
            raise failure
        return Exit.FAILED if desk.journal.count(FOR_YOU) else Exit.DONE


def _tell(desk: Desk, as_json: bool) -> None:
    left = desk.journal.in_states(WAITING | FOR_YOU)
    if as_json:
        say_json({"left": [_plain(each.broadcast_ref, each.state, each.what) for each in left]})
        return
    for each in left:
        name = each.subject or each.broadcast_ref
        why = f"{each.what} {each.advice}".strip() or "It goes on by itself."
        (warn if each.state in FOR_YOU else say)(f"{name}: {why}")
    if not left:
        say("Nothing waits.")


def _plain(ref: str, state: FaxState, what: str) -> dict[str, str]:
    return {"broadcastRef": ref, "state": state.value, "what": what}
