"""Which proxy is used on the way to the service."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from byfax_desktop.desktop import proxy as module
from byfax_desktop.desktop.proxy import OWN, SECRET_REF, proxy_for, read_section, read_url
from byfax_desktop.desktop.secrets import SecretStore
from byfax_desktop.service.proxy import Proxy
from byfax_desktop.ui.settings.option import Line
from byfax_desktop.ui.settings.options import (
    NO_PROXY,
    OWN_PROXY,
    PROXY,
    PROXY_HOST,
    PROXY_PORT,
    PROXY_USER,
    SYSTEM_PROXY,
)

URL = "https://api.byfax.biz"
OFFICE = Proxy("proxy.office", 3128)


class Keyring(dict[str, str]):
    """A keyring backend in memory."""

    def set_password(self, service: str, username: str, password: str) -> None:
        self[username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.get(username)

    def delete_password(self, service: str, username: str) -> None:
        del self[username]


@pytest.fixture
def secrets() -> SecretStore:
    return SecretStore(Keyring())


def settings_in(folder: Path, **values: object) -> Path:
    path = folder / "settings.ini"
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    for name, value in values.items():
        settings.setValue(f"network/{name}", value)
    settings.setValue("notify/proxy", "none")
    settings.sync()
    return path


def found(path: Path, secrets: SecretStore, url: str = URL) -> Proxy | None:
    return proxy_for(url, path, lambda: secrets, lambda host: OFFICE)


def test_nothing_chosen_means_the_one_of_the_computer(tmp_path: Path, secrets: SecretStore) -> None:
    assert found(tmp_path / "nothing.ini", secrets) == OFFICE
    assert found(settings_in(tmp_path), secrets) == OFFICE
    assert found(settings_in(tmp_path, proxy=SYSTEM_PROXY), secrets) == OFFICE


def test_none_means_none(tmp_path: Path, secrets: SecretStore) -> None:
    assert found(settings_in(tmp_path, proxy=NO_PROXY), secrets) is None


def test_one_of_ones_own_has_its_password_from_the_keyring(tmp_path: Path, secrets: SecretStore) -> None:
    path = settings_in(tmp_path, proxy=OWN_PROXY, proxy_host="10.0.0.1", proxy_port=8888)
    assert found(path, secrets) == Proxy("10.0.0.1", 8888)
    path = settings_in(tmp_path, proxy_user="OFFICE\\me")
    secrets.save(SECRET_REF, "OFFICE\\me", "proxy-secret")
    assert found(path, secrets) == Proxy("10.0.0.1", 8888, "OFFICE\\me", "proxy-secret")
    assert "proxy-secret" not in repr(found(path, secrets))
    assert "proxy-secret" not in path.read_text("utf-8")
    secrets.delete(SECRET_REF)
    assert found(path, secrets) == Proxy("10.0.0.1", 8888, "OFFICE\\me")


def test_one_of_ones_own_that_has_no_host_is_none(tmp_path: Path, secrets: SecretStore) -> None:
    assert found(settings_in(tmp_path, proxy=OWN_PROXY, proxy_port="many"), secrets) is None


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080", "https://localhost", "https://[::1]:8443"])
def test_this_computer_is_reached_without(tmp_path: Path, secrets: SecretStore, url: str) -> None:
    assert found(settings_in(tmp_path, proxy=OWN_PROXY, proxy_host="10.0.0.1"), secrets, url) is None


def test_the_settings_and_the_reader_mean_the_same() -> None:
    assert PROXY.name == "network/proxy"
    assert [each.name for each in (PROXY_HOST, PROXY_PORT, PROXY_USER)] == [
        f"network/{name}" for name in ("proxy_host", "proxy_port", "proxy_user")
    ]
    assert (SYSTEM_PROXY, NO_PROXY, OWN_PROXY) == (module.SYSTEM, module.NONE, OWN)


texts = st.text(max_size=40).filter(lambda text: Line("x", PROXY.section, "", "").understood(text) == text)


@given(st.lists(texts, min_size=1, max_size=4))
def test_whatever_stands_in_the_settings_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, written: list[str]
) -> None:
    path = settings_in(
        tmp_path_factory.mktemp("settings"), **{f"text{place}": text for place, text in enumerate(written)}
    )
    read = read_section(path, "network")
    assert [read[f"text{place}"] for place in range(len(written))] == written


@pytest.mark.parametrize(
    ("told", "proxy"),
    [
        ("http://proxy.office:3128", OFFICE),
        ("proxy.office:3128", OFFICE),
        ("http://proxy.office:3128/", OFFICE),
        ("http://me:se%40cret@proxy.office:3128", Proxy("proxy.office", 3128, "me", "se@cret")),
        ("http://[fd00::1]:3128", Proxy("fd00::1", 3128)),
        ("proxy.office", Proxy("proxy.office", 8080)),
        ("socks5://proxy.office:1080", None),
        ("http://proxy.office:many", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_a_proxy_as_environments_name_it(told: str, proxy: Proxy | None) -> None:
    assert read_url(told) == proxy


@given(st.text())
def test_whatever_an_environment_says_nothing_breaks(told: str) -> None:
    proxy = read_url(told)
    assert proxy is None or (proxy.host and 0 <= proxy.port < 65536)


def test_the_environment_is_heeded_with_its_exceptions(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("elsewhere the system comes first")
    for name in ("https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(module, "_of_gnome", lambda: None)
    assert module.system_proxy("api.byfax.biz") is None
    monkeypatch.setenv("https_proxy", "http://proxy.office:3128")
    assert module.system_proxy("api.byfax.biz") == OFFICE
    monkeypatch.setenv("no_proxy", "byfax.biz")
    assert module.system_proxy("api.byfax.biz") is None


def test_the_settings_of_gnome_are_heeded_where_the_environment_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = {"mode": "manual", "host": "proxy.office", "port": "3128"}
    monkeypatch.setattr(module, "_gsetting", lambda schema, key: told[key])
    assert module._of_gnome() == OFFICE
    told["mode"] = "none"
    assert module._of_gnome() is None
    told |= {"mode": "manual", "port": "0"}
    assert module._of_gnome() is None


def test_who_may_use_a_proxy_is_told_to_it_alone_and_in_any_letters() -> None:
    assert Proxy("p", 1).headers() == {}
    assert Proxy("p", 1, "Zoë", "пароль").headers()["Proxy-Authorization"].startswith("Basic ")
    assert Proxy("fd00::1", 3128, "me", "secret").url == "http://[fd00::1]:3128"
