"""What each code and each failure proves of a submission; what nobody foresaw proves nothing."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

import pytest
from published_wsdl import FOLDER

from byfax_desktop.engine.verdicts import Verdict, verdict_of_code, verdict_of_failure
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import (
    AnswerUnreadable,
    BadAddress,
    Cancelled,
    InvalidRequest,
    LocalFileError,
    NoAnswer,
    NotSent,
    OutcomeUnknown,
    ServerFault,
    UnknownOperation,
    Unreachable,
    Untrusted,
    refusal,
)


def table():
    return tomllib.loads((files("byfax_desktop.engine") / "verdicts.toml").read_text())


def test_every_code_of_the_contract_has_exactly_one_verdict():
    listed = Counter(code for codes in table().values() for code in codes)

    assert set(listed.values()) == {1}
    assert set(listed) == {code.value for code in StateCode}


@pytest.mark.skipif(not FOLDER.exists(), reason="the published WSDLs are not here")
def test_every_code_of_the_published_contracts_is_listed():
    import re

    published = set()
    for path in FOLDER.glob("*.wsdl"):
        block = re.search(r'simpleType name="StateCodes?".*?</\w*:?simpleType>', path.read_text(), re.DOTALL)
        published |= set(re.findall(r'enumeration value="(\w+)"', block.group()))

    assert len(published) == 154
    assert published == {code for codes in table().values() for code in codes}


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("SUCCESS", Verdict.ACCEPTED),
        ("CONTAINER_EXISTS", Verdict.THERE),
        ("MESSAGE_REFERENCE_DUPLICATE", Verdict.THERE),
        ("INVALID_NUMBER", Verdict.REFUSED),
        ("FILE_TIFF_WIDTH_VALIDATION", Verdict.REFUSED),
        ("INSUFFICIENT_FUNDS", Verdict.HOLD),
        ("CUSTOMER_BLOCKED", Verdict.HOLD),
        ("API_KEY_SECRET_NOT_MATCH", Verdict.HOLD),
        ("API_REQUEST_FAILURE", Verdict.UNCLEAR),
        ("DATABASE_RECORD_SAVE", Verdict.UNCLEAR),
        ("GATEWAY_TIMEOUT", Verdict.UNCLEAR),
        ("success", Verdict.UNCLEAR),
        ("A_CODE_OF_TOMORROW", Verdict.UNCLEAR),
        ("", Verdict.UNCLEAR),
    ],
)
def test_codes(code, verdict):
    assert verdict_of_code(StateCode(code)) is verdict


@pytest.mark.parametrize(
    ("failure", "verdict"),
    [
        (Unreachable("a", "b"), Verdict.NOT_SENT),
        (Untrusted("a", "b"), Verdict.NOT_SENT),
        (BadAddress("a", "b"), Verdict.NOT_SENT),
        (Cancelled(), Verdict.NOT_SENT),
        (UnknownOperation("a", "b", "c"), Verdict.UNSENDABLE),
        (LocalFileError("a", "b"), Verdict.UNSENDABLE),
        (InvalidRequest("Header", "a", "b"), Verdict.UNSENDABLE),
        (NoAnswer("a", "b"), Verdict.UNCLEAR),
        (AnswerUnreadable("a", "b"), Verdict.UNCLEAR),
        (ServerFault("a", "b"), Verdict.UNCLEAR),
        (MemoryError(), Verdict.UNCLEAR),
        (refusal(StateCode.NUMBER_BLOCKED, None, "x"), Verdict.REFUSED),
    ],
)
def test_failures(failure, verdict):
    assert verdict_of_failure(failure) is verdict


def kinds_of(kind):
    return {kind, *(each for sub in kind.__subclasses__() for each in kinds_of(sub))}


def made(kind):
    """An error of this kind, without what its kind wants to be told."""
    return kind.__new__(kind)


@pytest.mark.parametrize("kind", sorted(kinds_of(NotSent), key=lambda each: each.__name__))
def test_whatever_was_not_sent_is_proved_not_to_be_there(kind):
    assert verdict_of_failure(made(kind)) in (Verdict.NOT_SENT, Verdict.UNSENDABLE)


@pytest.mark.parametrize("kind", sorted(kinds_of(OutcomeUnknown), key=lambda each: each.__name__))
def test_whatever_was_not_answered_proves_nothing(kind):
    assert verdict_of_failure(made(kind)) is Verdict.UNCLEAR


@pytest.mark.parametrize(
    "failure", [OSError(), TimeoutError(), RecursionError(), ValueError(), KeyError("x")]
)
def test_what_nobody_foresaw_proves_nothing(failure):
    assert verdict_of_failure(failure) is Verdict.UNCLEAR


@pytest.mark.parametrize("code", list(StateCode))
def test_a_refusal_proves_what_its_code_does(code):
    assert verdict_of_failure(refusal(code, None, "faxout.Submit")) is verdict_of_code(code)


def test_only_one_word_is_success():
    assert table()["accepted"] == ["SUCCESS"]
