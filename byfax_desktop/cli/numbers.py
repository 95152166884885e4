"""``numbers``: the account's own fax numbers, or those that can be rented."""

from __future__ import annotations

from argparse import Namespace

from byfax_desktop.cli.access import open_access
from byfax_desktop.cli.exits import Exit
from byfax_desktop.cli.output import local_time, plain_record, say, say_json, say_table


def run(options: Namespace) -> int:
    """Print the list; returns the exit code."""
    if options.offered is not None:
        from byfax_desktop.cli.offered import run as run_offered

        return run_offered(options)
    with open_access(options) as access:
        dids = access.client.inventory.list_dids()
    if options.json:
        say_json([plain_record(did) for did in dids])
    elif dids:
        head = ("Number", "Place", "State", "Till", "Faxes")
        say_table(
            head,
            (
                (
                    did.formatted or did.number,
                    did.city or did.country_a3,
                    did.state.value.replace("_", " ").capitalize(),
                    local_time(did.reserved_till),
                    str(did.inbox_count),
                )
                for did in dids
            ),
        )
    else:
        say("This account has no fax numbers.")
    return Exit.DONE
