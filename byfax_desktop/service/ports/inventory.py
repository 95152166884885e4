"""The account's own fax numbers, and numbers that can be rented."""

from __future__ import annotations

from threading import Event

from byfax_desktop.service.ports.caller import Caller
from byfax_desktop.service.records import (
    Countries,
    Country,
    CountryState,
    CountryStates,
    Did,
    DidGroup,
    DidGroups,
    Dids,
)


class InventoryPort:
    """The service ``faxin/inventory``. Every method raises as ``ByfaxClient.call``."""

    def __init__(self, caller: Caller) -> None:
        self._call = caller.call

    def list_countries(self, *, cancel: Event | None = None) -> tuple[Country, ...]:
        """Countries with numbers to rent."""
        return self._call(Countries, "faxin/inventory.listCountries", {}, cancel=cancel).items

    def list_states(self, country_a3: str, *, cancel: Event | None = None) -> tuple[CountryState, ...]:
        """States of a country (ISO 3166-1 alpha-3)."""
        values = {"countryCodeA3": country_a3}
        return self._call(CountryStates, "faxin/inventory.listStates", values, cancel=cancel).items

    def list_did_groups(
        self, country_a3: str, state_a2: str | None = None, *, cancel: Event | None = None
    ) -> tuple[DidGroup, ...]:
        """Groups of numbers in a country, or in one state of it."""
        values = {"countryCodeA3": country_a3, "stateCodeA2": state_a2 or ""}
        return self._call(DidGroups, "faxin/inventory.listDidGroups", values, cancel=cancel).items

    def get_did_group(self, group_ref: str, *, cancel: Event | None = None) -> DidGroup | None:
        """One group of numbers; ``None`` when the answer holds none."""
        values = {"groupRef": group_ref}
        items = self._call(DidGroups, "faxin/inventory.getDidGroup", values, cancel=cancel).items
        return items[0] if items else None

    def list_dids(self) -> tuple[Did, ...]:
        """The account's own numbers."""
        return self._call(Dids, "faxin/inventory.listDids", {}).items
