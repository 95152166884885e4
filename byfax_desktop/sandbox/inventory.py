"""The service ``faxin/inventory``: a small world of countries and numbers, and the account's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from byfax_desktop.sandbox.basics import Desk, Handler, Values, listing
from byfax_desktop.sandbox.refusal import Refusal
from byfax_desktop.sandbox.things import Did, Inbound


def _country(iso2: str, iso3: str, phone_code: str, states: bool = False, rules: bool = False) -> Values:
    return {
        "iso2": iso2,
        "iso3": iso3,
        "hasStates": states,
        "hasRegulation": rules,
        "phoneCode": phone_code,
    }


COUNTRIES = (
    _country("AT", "AUT", "43", rules=True),
    _country("BY", "BLR", "375", rules=True),
    _country("CA", "CAN", "1", states=True),
    _country("CH", "CHE", "41", rules=True),
    _country("DE", "DEU", "49", rules=True),
    _country("ES", "ESP", "34", rules=True),
    _country("FR", "FRA", "33", rules=True),
    _country("GB", "GBR", "44"),
    _country("IS", "ISL", "354"),
    _country("LT", "LTU", "370"),
    _country("NL", "NLD", "31", rules=True),
    _country("PL", "POL", "48"),
    _country("UA", "UKR", "380", rules=True),
    _country("US", "USA", "1", states=True),
)
STATES = {
    "CAN": (("BC", "British Columbia"), ("ON", "Ontario"), ("QC", "Quebec")),
    "USA": (("CA", "California"), ("NY", "New York"), ("TX", "Texas")),
}


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


def _local(ref: str, country: str, city: str, phone_code: str, area_code: str) -> Group:
    """Numbers of a city for which the law asks for an address there, and for papers that prove it."""
    return Group(
        ref, country, "", city, phone_code, area_code, regulated=True, address="LOCAL", needs_proof=True
    )


GROUPS = (
    _local("AT-VIENNA", "AUT", "Vienna", "43", "1"),
    _local("BY-MINSK", "BLR", "Minsk", "375", "17"),
    Group("BY-BREST", "BLR", "", "Brest", "375", "162", available=False, regulated=True, address="NATIONAL"),
    Group("BY-GOMEL", "BLR", "", "Gomel", "375", "232", regulated=True, address="NATIONAL"),
    Group("CA-VANCOUVER", "CAN", "BC", "Vancouver", "1", "604"),
    Group("CA-TORONTO", "CAN", "ON", "Toronto", "1", "416"),
    Group("CA-OTTAWA", "CAN", "ON", "Ottawa", "1", "613", available=False),
    Group("CA-MONTREAL", "CAN", "QC", "Montréal", "1", "514"),
    _local("CH-ZURICH", "CHE", "Zürich", "41", "44"),
    _local("CH-GENEVA", "CHE", "Geneva", "41", "22"),
    _local("DE-BERLIN", "DEU", "Berlin", "49", "30"),
    _local("DE-HAMBURG", "DEU", "Hamburg", "49", "40"),
    _local("DE-MUNICH", "DEU", "Munich", "49", "89"),
    Group("DE-FREE", "DEU", "", "", "49", "800", "TOLL_FREE", regulated=True, address="NATIONAL"),
    _local("ES-MADRID", "ESP", "Madrid", "34", "91"),
    _local("FR-PARIS", "FRA", "Paris", "33", "1"),
    Group("FR-NATIONAL", "FRA", "", "", "33", "9", "NATIONAL", regulated=True, address="NATIONAL"),
    Group("GB-LONDON", "GBR", "", "London", "44", "20"),
    Group("GB-FREE", "GBR", "", "", "44", "800", "TOLL_FREE"),
    Group("LT-VILNIUS", "LTU", "", "Vilnius", "370", "5"),
    _local("NL-AMSTERDAM", "NLD", "Amsterdam", "31", "20"),
    Group("PL-WARSAW", "POL", "", "Warsaw", "48", "22"),
    Group("PL-KRAKOW", "POL", "", "Kraków", "48", "12", available=False),
    _local("UA-KYIV", "UKR", "Kyiv", "380", "44"),
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


def _asked_country(values: Values) -> str:
    code = (values.get("countryCodeA3") or "").upper()
    if code not in {country["iso3"] for country in COUNTRIES}:
        raise Refusal("COUNTRY_NOT_SUPPORTED", code)
    return code


def list_countries(_desk: Desk, _values: Values) -> Values:
    """listCountries."""
    return listing(COUNTRIES)


def list_states(_desk: Desk, values: Values) -> Values:
    """listStates."""
    code = _asked_country(values)
    states = STATES.get(code, ())
    return listing([{"stateCodeA2": a2, "countryCodeA3": code, "stateName": name} for a2, name in states])


def list_did_groups(_desk: Desk, values: Values) -> Values:
    """listDidGroups of a country, or of one of its states."""
    code, state = _asked_country(values), values.get("stateCodeA2")
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
