"""What a person enters of an account, tried against the service before it counts; all of it blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from byfax_desktop.desktop.accounts import PRODUCTION_URL, TEST_URL
from byfax_desktop.desktop.logs import REDACTION
from byfax_desktop.desktop.secrets import KeyringMissing, SecretsUnavailable, tidy_secret
from byfax_desktop.engine.trouble import Trouble, as_trouble
from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.errors import AuthorizationRefused, ByfaxError
from byfax_desktop.service.proxy import Proxy
from byfax_desktop.service.records import Balance
from byfax_desktop.service.states import DidState
from byfax_desktop.ui.accounts.entry import Entry, MixedUp, NotKept

_OTHER_SERVICE = {PRODUCTION_URL: TEST_URL, TEST_URL: PRODUCTION_URL}
_RECEIVING = (DidState.ACTIVE, DidState.EXPIRING)
_NAMES = {PRODUCTION_URL: "the real service", TEST_URL: "the test service"}


def tidied(entry: Entry) -> Entry:
    """The entry as it was meant; key and secret are in no log from now on."""
    key, secret = tidy_secret(entry.api_key), tidy_secret(entry.api_secret)
    REDACTION.protect(key, secret)
    url = entry.base_url.strip().rstrip("/")
    return replace(entry, base_url=url, api_key=key, api_secret=secret, title=entry.title.strip())


def ask(base_url: str, credentials: Credentials, proxy: Proxy | None) -> Balance:
    """Ask the service for the balance, which costs nothing. Raises ByfaxError."""
    client = ByfaxClient(base_url, credentials, proxy=proxy)
    try:
        return client.faxout.get_balance()
    finally:
        client.close()


def receiving_numbers(base_url: str, credentials: Credentials, proxy: Proxy | None) -> tuple[str, ...]:
    """The account's own fax numbers that receive faxes, as E.164. Raises ByfaxError."""
    client = ByfaxClient(base_url, credentials, proxy=proxy)
    try:
        dids = client.inventory.list_dids()
    finally:
        client.close()
    return tuple(did.number for did in dids if did.number and did.state in _RECEIVING)


def mixed_up(entry: Entry, asking: Callable[[str, Credentials], object]) -> MixedUp | None:
    """Try an entry; None when the service takes it. Raises ByfaxError where it is not known how to put it right.

    Only where it is refused, key and secret are tried in each other's place, and at the other of byFax's two services.
    Neither is ever sent to another address than the one that was entered and, when that is byFax's, the other one.
    """
    try:
        asking(entry.base_url, Credentials(entry.api_key, entry.api_secret))
    except AuthorizationRefused as refusal:
        for found in _ways(entry):
            if _is_taken(found.entry, asking):
                return found
        raise refusal from None
    return None


def not_kept(failure: SecretsUnavailable, entry: Entry) -> NotKept:
    """What a person is told, and can choose from, where key and secret are not kept."""
    return NotKept(as_trouble(failure), entry, isinstance(failure, KeyringMissing))


def _ways(entry: Entry) -> Iterator[MixedUp]:
    swapped = replace(entry, api_key=entry.api_secret, api_secret=entry.api_key)
    yield MixedUp(
        Trouble("The api-key and the api-secret are in each other's place.", "byFax knows them swapped."),
        "S&wap them and save",
        swapped,
    )
    other = _OTHER_SERVICE.get(entry.base_url)
    # The data of an account that is here are those of its service.
    if other is None or entry.ref:
        return
    what = f"These are not for {_NAMES[entry.base_url]}, but for {_NAMES[other]}."
    do = (
        "Faxes are not delivered there."
        if other == TEST_URL
        else "Faxes are delivered there, and cost money."
    )
    name = "test" if other == TEST_URL else "real"
    yield MixedUp(Trouble(what, do), f"&Use the {name} service", replace(entry, base_url=other))
    yield MixedUp(
        Trouble(f"{what} The api-key and the api-secret are also in each other's place.", do),
        f"S&wap them and use the {name} service",
        replace(swapped, base_url=other),
    )


def _is_taken(entry: Entry, asking: Callable[[str, Credentials], object]) -> bool:
    try:
        asking(entry.base_url, Credentials(entry.api_key, entry.api_secret))
    except ByfaxError:
        return False
    return True
