"""Each error says whether the call can have been carried out, what happened, and what to do."""

from __future__ import annotations

import errno

import pytest

from byfax_desktop.service import errors
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import (
    AnswerUnreadable,
    AuthorizationRefused,
    BadAddress,
    BadNumber,
    ByfaxError,
    Cancelled,
    DuplicateReference,
    FileRefused,
    InsufficientFunds,
    InvalidRequest,
    LocalFileError,
    NoAnswer,
    NotFound,
    NotSent,
    OtherRefusal,
    OutcomeUnknown,
    Refused,
    ServerFault,
    TemporaryRefusal,
    UnknownOperation,
    Unreachable,
    Untrusted,
    refusal,
)
from byfax_desktop.service.sentences import Category, category, sentence

KNOWN = [code for code in StateCode if code is not StateCode.SUCCESS]


def test_every_error_is_of_exactly_one_of_the_three_kinds():
    kinds = {
        error
        for error in vars(errors).values()
        if isinstance(error, type) and issubclass(error, ByfaxError) and error is not ByfaxError
    }
    three = (NotSent, OutcomeUnknown, Refused)

    assert all(sum(issubclass(error, kind) for kind in three) == 1 for error in kinds)
    assert {
        Unreachable,
        Untrusted,
        BadAddress,
        InvalidRequest,
        UnknownOperation,
        Cancelled,
        LocalFileError,
    } == {error for error in kinds if issubclass(error, NotSent) and error is not NotSent}
    assert {NoAnswer, AnswerUnreadable, ServerFault} == {
        error for error in kinds if issubclass(error, OutcomeUnknown) and error is not OutcomeUnknown
    }


@pytest.mark.parametrize("code", KNOWN, ids=lambda code: code.value)
def test_every_code_is_an_error_with_its_words(code):
    error = refusal(code, "the server's words", "faxout.Submit")

    assert isinstance(error, Refused)
    assert (error.what, error.do) == (sentence(code).what, sentence(code).do)
    assert (error.code, error.server_message, error.operation) == (
        code,
        "the server's words",
        "faxout.Submit",
    )
    assert error.details == f"faxout.Submit: {code.value}: the server's words"
    if type(error) is not OtherRefusal:
        assert category(code) in type(error).categories


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (StateCode.API_KEY_SECRET_NOT_MATCH, AuthorizationRefused),
        (StateCode.FILE_NOT_FOUND, NotFound),
        (StateCode.CONTAINER_EXISTS, DuplicateReference),
        (StateCode.MESSAGE_REFERENCE_DUPLICATE, DuplicateReference),
        (StateCode.FILE_REFERENCE_DUPLICATE, DuplicateReference),
        (StateCode.INVALID_NUMBER, BadNumber),
        (StateCode.FILE_TIFF_WIDTH_VALIDATION, FileRefused),
        (StateCode.INSUFFICIENT_FUNDS, InsufficientFunds),
        (StateCode.FILE_PREVIEW_NOT_READY, TemporaryRefusal),
        (StateCode.BUSY, OtherRefusal),
        (StateCode("NEVER_HEARD"), OtherRefusal),
        (StateCode(""), OtherRefusal),
    ],
)
def test_a_code_becomes_the_error_of_its_kind(code, kind):
    assert type(refusal(code, None, "faxout.Submit")) is kind


def test_every_kind_that_decides_what_comes_next_has_its_error():
    covered = {group for kind in Refused.__subclasses__() for group in kind.categories}

    assert covered == set(Category) - {Category.SUCCESS, Category.LINE, Category.OTHER}


def test_an_error_reads_as_two_sentences():
    assert str(Cancelled()) == "The transfer was cancelled. Start it again when you are ready."
    assert str(refusal(StateCode("NEVER_HEARD"), None, "x")).startswith("byFax answered “NEVER_HEARD”")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_has_words_of_its_own(number):
    full = LocalFileError.unwritable("fax.pdf", OSError(number, "full"))
    other = LocalFileError.unwritable("fax.pdf", OSError(errno.EACCES, "denied"))

    assert "disk is full" in full.do
    assert "may write there" in other.do
    assert full.what == other.what == "“fax.pdf” could not be saved."
