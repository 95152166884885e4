"""All that is known of a country, a state, or a group of numbers that can be rented, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from byfax_desktop.engine.offers import kind
from byfax_desktop.ui.numbers.offer_rows import (
    OfferRow,
    availability,
    begins_with,
    full_place,
    place_name,
    state_name,
)
from byfax_desktop.ui.numbers.place_names import country_name, plain
from byfax_desktop.ui.widgets.fact_panel import Deed, Fact, Facts

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.service.records import DidGroup

OPEN, GET = "open", "get"
_ADDRESSES = {
    "WORLDWIDE": "byFax asks for a postal address of yours. It may be in any country.",
    "NATIONAL": "byFax asks for a postal address of yours in the same country as the number.",
    "LOCAL": "byFax asks for a postal address of yours in the area of the number.",
}
_PROOF = (
    "It also asks for papers as proof, such as a bill with your name and address."
    " The number works once they were checked."
)
_RULES = "The rules of the country apply: byFax says what they ask of you when you order."


def offer_facts(row: OfferRow, detail: DidGroup | None = None, trouble: Trouble | None = None) -> Facts:
    """What is known of a row; ``detail`` is its group as it was asked for alone, ``trouble`` why that failed."""
    if row.group is None:
        return _place_facts(row)
    shown = replace(row, group=detail) if detail else row
    group = shown.group
    assert group is not None
    advice = list(_advice(group))
    if trouble:
        advice.append(f"Whether that is still so is not known: {trouble.what} {trouble.do}")
    lines = (
        Fact("Country", country_name(row.country)),
        Fact("State", state_name(row.state) if row.state else ""),
        Fact("City", plain(group.city or "")),
        Fact("Area code", plain(group.area_code)),
        Fact("Type", plain(kind(group))),
        Fact("Address", _address(group)),
        Fact("Papers", "Needed as proof" if group.proof_required else "None"),
        Fact("Group ref", plain(group.ref)),
    )
    return Facts(
        title=f"{begins_with(shown)} …, {full_place(shown)}".lstrip(" …,"),
        icon_name="state-delivered" if group.is_available else "state-stopped",
        state="Numbers can be had now" if group.is_available else "No number can be had now",
        advice=" ".join(advice),
        deeds=(Deed(GET, "&Get one on the byFax website"),),
        facts=tuple(line for line in lines if line.value),
    )


def _place_facts(row: OfferRow) -> Facts:
    lines = (
        Fact("Country", country_name(row.country) if row.state else ""),
        Fact("Begins with", begins_with(row)),
        Fact("Rules", _RULES if row.country.has_regulation else ""),
    )
    by_state = row.country.has_states and not row.state
    return Facts(
        title=place_name(row),
        icon_name="state-unknown" if row.inside is None else "info",
        state=availability(row) or "Nobody has looked for its numbers yet",
        advice="Its numbers are listed by state." if by_state else "",
        deeds=(Deed(OPEN, "Sho&w its states" if by_state else "Sho&w its numbers"),),
        facts=tuple(line for line in lines if line.value),
    )


def _address(group: DidGroup) -> str:
    word = group.address_type.value if group.address_type else ""
    if word in _ADDRESSES:
        return {
            "WORLDWIDE": "Anywhere in the world",
            "NATIONAL": "In the country of the number",
            "LOCAL": "In the area of the number",
        }[word]
    return "" if word in ("", "UNKNOWN") else f"byFax says “{plain(word)}”"


def _advice(group: DidGroup) -> Iterator[str]:
    if not group.is_available:
        yield "Look again another day, or choose another place."
    word = group.address_type.value if group.address_type else ""
    if word in _ADDRESSES:
        yield _ADDRESSES[word]
    elif group.has_regulation:
        yield _RULES
    if group.proof_required:
        yield _PROOF
    if not group.has_regulation and not group.proof_required and word in ("", "UNKNOWN"):
        yield "Nothing is asked for but your order."
