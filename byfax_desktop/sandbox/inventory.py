"""The service ``faxin/inventory``: a small world of countries and numbers, and the account's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from byfax_desktop.sandbox.basics import Desk, Handler, Values, listing
from byfax_desktop.sandbox.refusal import Refusal
from byfax_desktop.sandbox.things import Did, Inbound

COUNTRIES = (
    {"iso2": "BY", "iso3": "BLR", "hasStates": False, "hasRegulation": True, "phoneCode": "375"},
    {"iso2": "DE", "iso3": "DEU", "hasStates": False, "hasRegulation": True, "phoneCode": "49"},
    {"iso2": "GB", "iso3": "GBR", "hasStates": False, "hasRegulation": False, "phoneCode": "44"},
    {"iso2": "IS", "iso3": "ISL", "hasStates": False, "hasRegulation": False, "phoneCode": "354"},
    {"iso2": "US", "iso3": "USA", "hasStates": True, "hasRegulation": False, "phoneCode": "1"},
)
STATES = {"USA": (("CA", "California"), ("NY", "New York"), ("TX", "Texas"))}


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that can be rented."""

    ref: str
    country: str
    state: str
    city: str
    phone_code: str
    area_code: str
    kind: str = "GEOGRAPHIC"
    available: bool = True
    regulated: bool = False
    address: str = "WORLDWIDE"
    needs_proof: bool = False


GROUPS = (
    Group("BY-MINSK", "BLR", "", "Minsk", "375", "17", regulated=True, address="LOCAL", needs_proof=True),
    Group("BY-BREST", "BLR", "", "Brest", "375", "162", available=False, regulated=True, address="NATIONAL"),
    Group("DE-BERLIN", "DEU", "", "Berlin", "49", "30", regulated=True, address="LOCAL", needs_proof=True),
    Group("GB-LONDON", "GBR", "", "London", "44", "20"),
    Group("GB-FREE", "GBR", "", "", "44", "800", "TOLL_FREE"),
    Group("US-LA", "USA", "CA", "Los Angeles", "1", "213"),
    Group("US-SF", "USA", "CA", "San Francisco", "1", "415"),
    Group("US-NY", "USA", "NY", "New York", "1", "212"),
)


def _describe_group(group: Group) -> Values:
    return {
        "refID": group.ref,
        "countryCodeA3": group.country,
        **({"stateCodeA2": group.state} if group.state else {}),
        **({"cityName": group.city} if group.city else {}),
        "phoneCode": group.phone_code,
        "areaCode": group.area_code,
        "didType": group.kind,
        "isAvailable": group.available,
        "hasRegulation": group.regulated,
        "didAddressType": group.address,
        "regProofRequired": group.needs_proof,
    }


def _describe_did(desk: Desk, did: Did) -> Values:
    return {
        "didRef": did.ref,
        "didGroupRef": did.group_ref,
        "state": did.state,
        "didE164": did.number,
        "didFormatted": did.formatted,
        "didCountryCodeA3": did.country,
        "didPhoneCode": did.phone_code,
        "didAreaCode": did.area_code,
        "didCity": did.city,
        "didType": "GEOGRAPHIC",
        "inboxCount": sum(1 for fax in desk.store.all(Inbound) if fax.did == did.number),
        "canExtend": True,
        "canRestore": False,
        "canCancel": did.state == "ACTIVE",
        "reservedAt": did.reserved_at,
        "reservedTill": did.reserved_till,
    }


def _country(values: Values) -> str:
    code = (values.get("countryCodeA3") or "").upper()
    if code not in {country["iso3"] for country in COUNTRIES}:
        raise Refusal("COUNTRY_NOT_SUPPORTED", code)
    return code


def list_countries(_desk: Desk, _values: Values) -> Values:
    """listCountries."""
    return listing(COUNTRIES)


def list_states(_desk: Desk, values: Values) -> Values:
    """listStates."""
    code = _country(values)
    states = STATES.get(code, ())
    return listing([{"stateCodeA2": a2, "countryCodeA3": code, "stateName": name} for a2, name in states])


def list_did_groups(_desk: Desk, values: Values) -> Values:
    """listDidGroups of a country, or of one of its states."""
    code, state = _country(values), values.get("stateCodeA2")
    return listing(
        [_describe_group(g) for g in GROUPS if g.country == code and (not state or g.state == state)]
    )


def get_did_group(_desk: Desk, values: Values) -> Values:
    """getDidGroup: a list of one."""
    found = [group for group in GROUPS if group.ref == values.get("groupRef")]
    if not found:
        raise Refusal("NUMBER_GROUP_NOT_AVAILABLE")
    return listing([_describe_group(found[0])])


def list_dids(desk: Desk, _values: Values) -> Values:
    """listDids."""
    return listing([_describe_did(desk, did) for did in desk.store.all(Did)])


HANDLERS: Mapping[str, Handler] = {
    "listCountries": list_countries,
    "listStates": list_states,
    "listDidGroups": list_did_groups,
    "getDidGroup": get_did_group,
    "listDids": list_dids,
}
