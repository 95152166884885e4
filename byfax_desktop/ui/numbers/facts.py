"""All that is known of one of the account's own fax numbers, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from byfax_desktop.engine.offers import conditions
from byfax_desktop.ui.numbers import texts
from byfax_desktop.ui.numbers.web_deeds import best_web_deed
from byfax_desktop.ui.widgets.fact_panel import Deed, Fact, Facts
from byfax_desktop.ui.widgets.texts import long_time
from byfax_desktop.ui.widgets.tips import shown_text

if TYPE_CHECKING:
    from byfax_desktop.service.records import Did, DidGroup

_ON_THE_WEBSITE = "on the byFax website"
_ADVICE = {
    "VERIFY_FAILED": f"Give another address {_ON_THE_WEBSITE}: without one this number cannot be used.",
    "VERIFY_PENDING": f"If byFax asks for papers that prove your address, send them {_ON_THE_WEBSITE}.",
    "FAILED": f"Look {_ON_THE_WEBSITE} for the reason, or order another number.",
}


def did_facts(did: Did, group: DidGroup | None = None, now: datetime | None = None) -> Facts:
    """What is known of a number, what that means, and what can be done; ``group`` is the one it was rented from."""
    words, deed = texts.state(did, now), best_web_deed(did, now)
    lines = (
        Fact("Country", texts.country(did)),
        Fact("Region", shown_text(did.state_a2 or "")),
        Fact("City", texts.city(did)),
        Fact("Area code", shown_text(did.area_code)),
        Fact("Type", texts.kind_of(did)),
        Fact("Address", " ".join(_address(did, group))),
        Fact("Faxes at byFax", texts.inbox(did)),
        Fact("Yours since", long_time(did.reserved_at)),
        Fact("Yours till", long_time(did.reserved_till)),
        Fact("You can", _can(did)),
        Fact("Number ref", shown_text(did.ref)),
    )
    return Facts(
        title=texts.number(did) or "A number that is being set up",
        icon_name=words.icon_name,
        state=words.text,
        advice=" ".join(_advice(did, now)),
        deeds=(Deed(deed.name, deed.button),) if deed else (),
        facts=tuple(line for line in lines if line.value),
    )


def _address(did: Did, group: DidGroup | None) -> Iterator[str]:
    if group is not None:
        yield f"{asked}." if (asked := conditions(group)) else "None is needed."
    if did.address_ref:
        yield "One of yours goes with this number."
    elif did.state.value.startswith("VERIFY"):
        yield "Needed, and not given yet."


def _advice(did: Did, now: datetime | None) -> Iterator[str]:
    if did.state.value in _ADVICE:
        yield _ADVICE[did.state.value]
    elif texts.ends_soon(did, now):
        if did.can_extend:
            yield f"Extend it {_ON_THE_WEBSITE} if you want to keep it: later, somebody else may get it."
        else:
            yield f"It cannot be extended. Look for another one {_ON_THE_WEBSITE}."
    elif did.can_restore:
        yield f"It can still be restored {_ON_THE_WEBSITE}."
    if did.state_message:
        yield f"byFax adds: “{shown_text(did.state_message)}”"


def _can(did: Did) -> str:
    offers = ((did.can_extend, "extend it"), (did.can_restore, "restore it"), (did.can_cancel, "cancel it"))
    able = [what for is_offered, what in offers if is_offered]
    return f"{', '.join(able)} ({_ON_THE_WEBSITE})" if able else ""
