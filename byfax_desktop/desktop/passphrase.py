"""The passphrase of the lock: only a salted scrypt hash of it is kept, and that in the keyring.

It keeps those away who come to an unwatched computer. Whoever can read the data folder needs no window.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass, field

from byfax_desktop.desktop.secrets import NothingKept, SecretStore

SECRET_REF = "lock"  # noqa: S105 - the name of the entry in the keyring
_SALT_BYTES = 16
_N, _R, _P = 2**15, 8, 1
_MEMORY = 64 * 1024 * 1024
"""Bytes; scrypt takes 128 * N * r of them, which is 32 MB (RFC 7914)."""


@dataclass(frozen=True, slots=True)
class HashedPassphrase:
    """What is kept of a passphrase."""

    salt: str = field(repr=False)
    digest: str = field(repr=False)

    @classmethod
    def of(cls, passphrase: str) -> HashedPassphrase:
        """Hash a passphrase with a salt of its own; takes about a tenth of a second."""
        salt = os.urandom(_SALT_BYTES)
        return cls(salt.hex(), _digest(passphrase, salt))

    def matches(self, passphrase: str) -> bool:
        """Whether it is this passphrase; takes as long."""
        return hmac.compare_digest(_digest(passphrase, bytes.fromhex(self.salt)), self.digest)


class PassphraseStore:
    """Keeps the hash in the keyring. Every method may wait for a person, and raises SecretsUnavailable."""

    def __init__(self, secrets: SecretStore) -> None:
        self._secrets = secrets

    def keep(self, passphrase: str) -> HashedPassphrase:
        """Keep this passphrase in the place of any other."""
        hashed = HashedPassphrase.of(passphrase)
        self._secrets.save(SECRET_REF, hashed.salt, hashed.digest)
        return hashed

    def load(self) -> HashedPassphrase | None:
        """What is kept, if anything is."""
        try:
            return HashedPassphrase(*self._secrets.load(SECRET_REF))
        except NothingKept:
            return None

    def forget(self) -> None:
        """Keep none any more."""
        self._secrets.delete(SECRET_REF)


def _digest(passphrase: str, salt: bytes) -> str:
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY).hex()
