"""The passphrase of the lock: kept as a salted hash, and nowhere but in the keyring."""

from __future__ import annotations

import pytest

from byfax_desktop.desktop.passphrase import HashedPassphrase, PassphraseStore
from byfax_desktop.desktop.secrets import SecretStore, SecretsUnavailable


class Keyring:
    """A keyring backend in memory; ``is_locked`` makes it fail."""

    def __init__(self):
        self.kept = {}
        self.is_locked = False

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def get_password(self, service, username):
        if self.is_locked:
            raise RuntimeError("locked")
        return self.kept.get((service, username))

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture
def keyring():
    return Keyring()


@pytest.fixture
def store(keyring):
    return PassphraseStore(SecretStore(keyring))


def test_only_the_same_passphrase_matches():
    hashed = HashedPassphrase.of("Öffne dich")

    assert hashed.matches("Öffne dich")
    assert not hashed.matches("öffne dich")
    assert not hashed.matches("")


def test_the_same_passphrase_is_hashed_with_another_salt_each_time():
    assert HashedPassphrase.of("sesame").digest != HashedPassphrase.of("sesame").digest


def test_what_is_kept_tells_nobody_the_passphrase(store, keyring):
    hashed = store.keep("sesame")

    assert "sesame" not in str(keyring.kept)
    assert hashed.digest not in repr(hashed)
    assert store.load() == hashed
    assert store.load().matches("sesame")


def test_a_forgotten_passphrase_is_none(store):
    store.keep("sesame")
    store.forget()

    assert store.load() is None


def test_a_keyring_that_is_locked_is_not_one_without_a_passphrase(store, keyring):
    store.keep("sesame")
    keyring.is_locked = True
    with pytest.raises(SecretsUnavailable):
        store.load()
