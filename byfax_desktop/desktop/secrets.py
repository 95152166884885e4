"""Secrets in the keyring of the operating system, and nowhere else.

The keyring library can be made to use backends that keep secrets in plain files, or lose them; so the backend is
chosen here, from a list, and what was written is read back.
"""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Protocol

from byfax_desktop.desktop.logs import REDACTION

if TYPE_CHECKING:
    from collections.abc import Iterable

SERVICE_NAME = "byFax Desktop"
TRUSTED_BACKENDS = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
"""Modules of the backends that encrypt what they keep."""

_LOCKED = ("KeyringLocked", "InitError", "LockedException", "PromptDismissedException")
"""Errors of the backends that mean: somebody must unlock it. The names, so that the library need not be loaded."""

_AROUND = " \t\r\n\"'“”‘’«»`\u00a0\ufeff\u200b"
_log = logging.getLogger(__name__)


class SecretsUnavailable(Exception):
    """The secrets cannot be kept or found: ``what`` is the matter, what to ``do``."""

    def __init__(self, what: str, do: str, details: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.do = do
        self.details = details


class KeyringMissing(SecretsUnavailable):
    """This computer has no keyring, or none that encrypts what it keeps."""


class NothingKept(SecretsUnavailable):
    """The keyring is open, and holds nothing under this name."""


class KeyringLocked(SecretsUnavailable):
    """There is a keyring, but it gives and takes nothing until a person unlocks it."""


class Backend(Protocol):
    """The part of a keyring backend that is used."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, if there is one."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""

    def delete_password(self, service: str, username: str) -> None:
        """Drop a secret."""


class SecretStore:
    """The api-key and api-secret of each account, one entry an account.

    Every method may wait for a person to unlock the keyring, so call none on a thread that must not wait; each
    raises SecretsUnavailable. What passes through here is kept out of the log. What is kept for this run alone needs no
    keyring, and goes before what is in one.
    """

    def __init__(self, backend: Backend | None = None) -> None:
        self._given = backend
        self._for_run: dict[str, tuple[str, str]] = {}

    def keep_for_run(self, account_ref: str, api_key: str, api_secret: str) -> None:
        """Keep the two in memory, till the program ends; needs no keyring and raises nothing."""
        REDACTION.protect(api_key, api_secret)
        self._for_run[account_ref] = (api_key, api_secret)

    def forget_run(self, account_ref: str) -> None:
        """Drop what is kept in memory; needs no keyring and raises nothing."""
        self._for_run.pop(account_ref, None)

    def save(self, account_ref: str, api_key: str, api_secret: str) -> None:
        """Keep the two, and see that they can be read again."""
        REDACTION.protect(api_key, api_secret)
        entry = json.dumps({"key": api_key, "secret": api_secret})
        backend = self._backend()
        try:
            backend.set_password(SERVICE_NAME, account_ref, entry)
            kept = backend.get_password(SERVICE_NAME, account_ref)
        except Exception as error:  # each backend has errors of its own
            raise _failed("The keyring did not take the api-key and api-secret.", error) from None
        if kept != entry:
            raise SecretsUnavailable(
                "The keyring did not keep the api-key and api-secret.",
                "Check the keyring of this computer, then enter them again.",
                type(backend).__module__,
            )
        self.forget_run(account_ref)

    def load(self, account_ref: str) -> tuple[str, str]:
        """The api-key and api-secret."""
        if account_ref in self._for_run:
            return self._for_run[account_ref]
        backend = self._backend()
        try:
            entry = backend.get_password(SERVICE_NAME, account_ref)
        except Exception as error:  # each backend has errors of its own
            raise _failed("The keyring did not give out the api-key and api-secret.", error) from None
        try:
            values = json.loads(entry or "")
            key, secret = str(values["key"]), str(values["secret"])
        except (ValueError, KeyError, TypeError):
            raise NothingKept(
                "The keyring holds no api-key and api-secret for this account.", "Enter them again."
            ) from None
        REDACTION.protect(key, secret)
        return key, secret

    def delete(self, account_ref: str) -> None:
        """Drop what is kept for an account; nothing kept is no error."""
        self.forget_run(account_ref)
        backend = self._backend()
        try:
            if backend.get_password(SERVICE_NAME, account_ref) is not None:
                backend.delete_password(SERVICE_NAME, account_ref)
        except Exception as error:  # each backend has errors of its own
            raise _failed("The keyring did not remove the api-key and api-secret.", error) from None

    def _backend(self) -> Backend:
        if self._given is None:
            self._given = _system_backend()
        return self._given


def tidy_secret(text: str) -> str:
    """A key or secret as it was meant: without line breaks inside, and without spaces and quotes around it."""
    return re.sub(r" *[\r\n\t\u2028\u2029]+ *|[\u200b\ufeff]", "", text).strip(_AROUND)


def trusted(backends: Iterable[Backend]) -> Backend | None:
    """The first backend that encrypts what it keeps; a chain of backends is none."""
    return next((each for each in backends if type(each).__module__ in TRUSTED_BACKENDS), None)


def _system_backend() -> Backend:
    # Loading the library takes as long as opening a window, so only what needs a secret pays for it.
    from keyring.backend import KeyringBackend, get_all_keyring

    get_all_keyring()
    # Its answer is that of the first time for ever: a keyring that was started meanwhile would not be found.
    viable = [each for each in KeyringBackend.get_viable_backends() if each.__module__ in TRUSTED_BACKENDS]
    chosen = trusted(each() for each in sorted(viable, key=lambda each: -float(each.priority)))
    if chosen is None:
        raise KeyringMissing(
            "This computer has no keyring in which secrets can be kept.",
            "Start or install one (on Linux GNOME Keyring or KWallet), or give the api-key and api-secret in"
            " BYFAX_API_KEY and BYFAX_API_SECRET.",
        )
    return chosen


def _failed(what: str, error: Exception) -> SecretsUnavailable:
    name = type(error).__name__
    _log.warning("keyring: %s", name)
    if name in _LOCKED:
        return KeyringLocked("The keyring of this computer is locked.", "Unlock it, then try again.", name)
    return SecretsUnavailable(what, "Unlock the keyring of this computer, then try again.", name)
