"""Secrets: only in a keyring that encrypts them, and read back before they count as kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from byfax_desktop.desktop.logs import REDACTION
from byfax_desktop.desktop.secrets import SecretStore, SecretsUnavailable, tidy_secret, trusted

ROOT = Path(__file__).parents[2]


class Keyring:
    """A keyring backend in memory."""

    def __init__(self):
        self.kept = {}

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def delete_password(self, service, username):
        del self.kept[service, username]


class ForgetfulKeyring(Keyring):
    def set_password(self, service, username, password):
        """Take it and keep nothing, as the null backend does."""


class CuttingKeyring(Keyring):
    def set_password(self, service, username, password):
        super().set_password(service, username, password[:10])


class LockedKeyring(Keyring):
    def set_password(self, service, username, password):
        raise RuntimeError(f"locked: {password}")

    def get_password(self, service, username):
        raise RuntimeError("locked")


def test_what_was_saved_is_loaded_and_deleted():
    store = SecretStore(Keyring())
    store.save("a1", "key", "sécret")
    assert store.load("a1") == ("key", "sécret")

    store.delete("a1")
    store.delete("a1")
    with pytest.raises(SecretsUnavailable):
        store.load("a1")


def test_what_passes_through_is_kept_out_of_the_log():
    keyring = Keyring()
    SecretStore(keyring).save("a1", "saved-key-77", "saved-secret-77")
    assert REDACTION.redacted("saved-key-77 saved-secret-77") == "[removed] [removed]"

    keyring.set_password("byFax Desktop", "a2", '{"key": "loaded-key-77", "secret": "loaded-secret-77"}')
    SecretStore(keyring).load("a2")
    assert REDACTION.redacted("loaded-key-77 loaded-secret-77") == "[removed] [removed]"


def test_accounts_do_not_share_an_entry():
    store = SecretStore(Keyring())
    store.save("a1", "key1", "secret1")
    store.save("a2", "key2", "secret2")

    assert store.load("a1") == ("key1", "secret1")


@pytest.mark.parametrize("keyring", [ForgetfulKeyring(), CuttingKeyring()])
def test_a_keyring_that_does_not_keep_it_is_found_out(keyring):
    with pytest.raises(SecretsUnavailable) as caught:
        SecretStore(keyring).save("a1", "key", "secret")

    assert "did not keep" in caught.value.what


def test_a_locked_keyring_is_explained_without_showing_the_secret():
    store = SecretStore(LockedKeyring())
    for attempt in (
        lambda: store.save("a1", "key", "canary"),
        lambda: store.load("a1"),
        lambda: store.delete("a1"),
    ):
        with pytest.raises(SecretsUnavailable) as caught:
            attempt()
        assert "Unlock" in caught.value.do
        assert "canary" not in f"{caught.value}{caught.value.details}{caught.value.__cause__}"


def test_what_is_kept_for_the_run_needs_no_keyring_and_ends_with_the_store():
    store = SecretStore(LockedKeyring())
    store.keep_for_run("a1", "run-key-77", "run-secret-77")
    assert store.load("a1") == ("run-key-77", "run-secret-77")
    assert REDACTION.redacted("run-key-77 run-secret-77") == "[removed] [removed]"

    store.forget_run("a1")
    with pytest.raises(SecretsUnavailable):
        store.load("a1")


def test_what_the_keyring_keeps_goes_before_what_was_kept_for_the_run():
    store = SecretStore(Keyring())
    store.keep_for_run("a1", "key", "old")
    store.save("a1", "key", "new")

    assert store.load("a1") == ("key", "new")


def test_an_entry_that_is_not_ours_is_not_taken_for_credentials():
    keyring = Keyring()
    keyring.set_password("byFax Desktop", "a1", "not json")

    with pytest.raises(SecretsUnavailable):
        SecretStore(keyring).load("a1")


@pytest.mark.parametrize(
    ("module", "is_trusted"),
    [
        ("keyring.backends.SecretService", True),
        ("keyring.backends.kwallet", True),
        ("keyring.backends.libsecret", True),
        ("keyring.backends.macOS", True),
        ("keyring.backends.Windows", True),
        ("keyring.backends.null", False),
        ("keyring.backends.fail", False),
        ("keyring.backends.chainer", False),
        ("keyrings.alt.file", False),
        ("keyring.backends.SecretService.evil", False),
    ],
)
def test_only_backends_that_encrypt_are_trusted(module, is_trusted):
    backend = type("Keyring", (Keyring,), {"__module__": module})()

    assert (trusted([backend]) is backend) == is_trusted


def test_without_a_keyring_it_says_what_to_do():
    code = (
        "from byfax_desktop.desktop.secrets import *\n"
        "try: SecretStore().save('a', 'k', 's')\n"
        "except SecretsUnavailable as error: print(error.what, error.do)"
    )
    bare = {"PATH": os.environ["PATH"], "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=bare, capture_output=True, text=True)

    if sys.platform == "linux":
        assert "no keyring" in result.stdout
        assert "BYFAX_API_KEY" in result.stdout


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  key \n", "key"),
        ('"key"', "key"),
        ("“key”", "key"),
        ("ke\r\ny", "key"),
        ("\ufeffkey\u200b", "key"),
        ("a b", "a b"),
        ("ke\r\n   y", "key"),
        ("«\u2028key»", "key"),
        ("", ""),
    ],
)
def test_a_pasted_secret_is_tidied(typed, meant):
    assert tidy_secret(typed) == meant


REAL_KEYRING = """
import subprocess, sys
from byfax_desktop.desktop.secrets import KeyringLocked, KeyringMissing, SecretStore, _system_backend


def start(*how):
    command = ["gnome-keyring-daemon", *how, "--components=secrets"]
    subprocess.run(command, input=b"test\\n" if "--unlock" in how else b"", check=True, stdout=subprocess.DEVNULL)


def tried(do):
    try:
        return do()
    except (KeyringLocked, KeyringMissing) as error:
        return type(error).__name__
"""
UNLOCKED = """
start("--unlock")
SecretStore().save("a1", "key", "secret")
print(type(_system_backend()).__module__, *SecretStore().load("a1"))
SecretStore().delete("a1")
"""
LOCKED = """
start("--unlock")
store = SecretStore()
store.save("a1", "key", "secret")
import secretstorage
collection = secretstorage.get_default_collection(secretstorage.dbus_init())
collection.lock()
print(tried(lambda: store.load("a1")), tried(lambda: store.save("a2", "k", "s")), tried(lambda: store.delete("a1")))
start("--replace", "--unlock")
print(*store.load("a1"))
"""
STARTED_LATER = """
import os
address = os.environ.pop("DBUS_SESSION_BUS_ADDRESS")
runtime = os.environ.pop("XDG_RUNTIME_DIR")
store = SecretStore()
print(tried(lambda: store.save("a1", "key", "secret")))
os.environ["DBUS_SESSION_BUS_ADDRESS"] = address
os.environ["XDG_RUNTIME_DIR"] = runtime
start("--unlock")
store.save("a1", "key", "secret")
print(*store.load("a1"))
"""


@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="no Secret Service",
)
@pytest.mark.parametrize(
    ("script", "printed"),
    [
        pytest.param(UNLOCKED, "keyring.backends.SecretService key secret", id="unlocked"),
        pytest.param(LOCKED, "KeyringLocked KeyringLocked KeyringLocked key secret", id="locked"),
        pytest.param(STARTED_LATER, "KeyringMissing key secret", id="none, then one is started"),
    ],
)
def test_a_real_secret_service(tmp_path, script, printed):
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    result = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", REAL_KEYRING + script],
        cwd=ROOT,
        env={**os.environ, **home},
        capture_output=True,
        text=True,
        timeout=60,
    )

    said = [word for word in result.stdout.split() if "=" not in word]  # the daemon names its socket
    assert said == printed.split(), result.stderr
