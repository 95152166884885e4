"""What must never be in the log, is not; and the log is its owner's alone."""

from __future__ import annotations

import base64
import logging
import stat

import pytest

from byfax_desktop.desktop import logs
from byfax_desktop.desktop.logs import QUIET_LIBRARIES, Redaction, start_logging

SECRET = "s3cr3t-canary-0815"


@pytest.fixture
def redaction():
    made = Redaction()
    made.protect("my-key-1234", SECRET)
    return made


@pytest.fixture
def log(tmp_path, monkeypatch, redaction):
    """A started log; gives back the root logger as it was."""
    monkeypatch.setattr(logs, "REDACTION", redaction)
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    path = tmp_path / "app.log"
    start_logging(path)
    yield path
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.mark.parametrize(
    "text",
    [
        f"sending {SECRET} now",
        "the key is my-key-1234",
        "<Password>hunter2</Password>",
        "<ns1:Password xsi:type='xsd:string'>hunter2</ns1:Password>",
        "<Username>hunter2</Username>",
        base64.b64encode(b"page contents " * 20).decode(),
    ],
)
def test_secrets_and_contents_are_taken_out(redaction, text):
    clean = redaction.redacted(text)

    assert "[removed]" in clean
    for hidden in (SECRET, "my-key-1234", "hunter2", "cGFnZSBjb250ZW50cyBw"):
        assert hidden not in clean


def test_ordinary_text_stays_as_it_is(redaction):
    text = "faxout.Submit: NoAnswer (timed out), ref 0123456789abcdef0123456789abcdef"

    assert redaction.redacted(text) == text


def test_a_short_or_empty_secret_does_not_tear_the_log_apart(redaction):
    redaction.protect("", "a")

    assert redaction.redacted("a banana") == "a banana"


def test_no_secret_reaches_the_file_by_any_way(log):
    logger = logging.getLogger("byfax_desktop.test")
    logger.warning("with %s", SECRET)
    logger.warning("as %(secret)s", {"secret": SECRET})
    try:
        raise ValueError(SECRET)
    except ValueError:
        logger.exception("in a traceback")

    text = log.read_text()
    assert text.count("[removed]") >= 3
    assert SECRET not in text
    assert "Traceback" in text


def test_the_log_is_its_owners_alone_also_after_it_was_rotated(log, monkeypatch):
    logger = logging.getLogger("byfax_desktop.test")
    for _ in range(40):
        logger.warning("%s", "word " * 8000)

    files = list(log.parent.iterdir())
    assert len(files) > 1
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_libraries_that_print_requests_are_kept_quiet(log):
    for name in QUIET_LIBRARIES:
        logging.getLogger(name).debug("<Password>x</Password>")
        logging.getLogger(name).info("chatter")

    assert log.read_text() == ""
