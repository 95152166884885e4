"""The secret goes to an encrypted address or to this computer, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.service.address import PRODUCTION, TEST, checked_base_url, is_loopback
from byfax_desktop.service.errors import BadAddress, NotSent


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (PRODUCTION, "https://api.byfax.biz"),
        (TEST, "https://sandbox.byfax.biz"),
        (" https://api.byfax.biz/ ", "https://api.byfax.biz"),
        ("HTTPS://api.byfax.biz//", "https://api.byfax.biz"),
        ("https://fax.example:8443/byfax/", "https://fax.example:8443/byfax"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://localhost:1", "http://localhost:1"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
    ],
)
def test_a_good_address_loses_its_last_slash(text, url):
    assert checked_base_url(text) == url


@pytest.mark.parametrize(
    "text",
    [
        "http://api.byfax.biz",
        "http://192.168.1.1",
        "http://0.0.0.0",
        "http://[::]",
        "http://[fe80::1]",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://2130706433",
    ],
)
def test_plain_http_leaves_no_computer(text):
    with pytest.raises(BadAddress, match="isn't encrypted"):
        checked_base_url(text)


@pytest.mark.parametrize(
    "text",
    ["", "api.byfax.biz", "https://", "https:///path", "ftp://api.byfax.biz", "file:///etc/passwd",
     "https://api.byfax.biz:port", "https://api.byfax.biz:99999", "https://[::1", "https://api byfax.biz",
     "javascript:alert(1)"],
)  # fmt: skip
def test_what_is_no_web_address_is_told(text):
    with pytest.raises(BadAddress, match="is no web address") as caught:
        checked_base_url(text)
    assert PRODUCTION in caught.value.do
    assert isinstance(caught.value, NotSent)


@pytest.mark.parametrize(
    "text",
    ["https://me:pw@api.byfax.biz", "https://me@api.byfax.biz", "https://a.example?x=1", "https://a.b#c"],
)
def test_an_address_with_more_than_a_place_is_refused_and_not_repeated(text):
    with pytest.raises(BadAddress, match="more than a host and a path") as caught:
        checked_base_url(text)
    assert "pw" not in str(caught.value)


@given(st.text())
def test_any_text_is_an_address_or_an_error(text):
    try:
        url = checked_base_url(text)
    except BadAddress:
        return
    assert url.startswith(("https://", "http://"))
    assert checked_base_url(url) == url


def test_this_computer():
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.1.2.3", "::1")))
    assert not any(map(is_loopback, ("localhost.com", "0.0.0.0", "::", "10.0.0.1", "")))
