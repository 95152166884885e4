"""What the command line understands."""

from __future__ import annotations

from pathlib import Path

import pytest

from byfax_desktop.cli.arguments import parse


def usage_error(argv, capsys):
    with pytest.raises(SystemExit) as caught:
        parse(argv)
    assert caught.value.code == 2
    return capsys.readouterr().err


def test_without_a_verb_the_window_is_opened_with_the_files():
    options = parse(["a.pdf", "--demo", "b.pdf"])

    assert options.verb is None
    assert options.demo
    assert options.files == [Path("a.pdf"), Path("b.pdf")]


def test_a_file_named_like_a_verb_is_a_file_when_it_says_so():
    assert parse(["--", "send"]).files == [Path("send")]
    assert parse(["./send"]).verb is None


@pytest.mark.parametrize(
    "argv",
    [
        ["--url", "https://x", "--data-dir", "d", "--account", "send", "numbers"],
        ["--url=https://x", "--data-dir=d", "--account=send", "numbers"],
        ["numbers", "--url", "https://x", "--data-dir", "d", "--account", "send"],
    ],
)
def test_options_stand_before_or_after_the_verb(argv):
    options = parse(argv)

    assert options.verb == "numbers"
    assert (options.url, options.data_dir, options.account) == ("https://x", Path("d"), "send")


def test_an_option_before_the_verb_is_not_undone_after_it():
    assert parse(["--demo", "numbers", "--json"]).demo


def test_the_address_comes_from_the_environment_unless_it_is_given(monkeypatch):
    monkeypatch.setenv("BYFAX_URL", "https://env")

    assert parse(["numbers"]).url == "https://env"
    assert parse(["--url", "https://given", "numbers"]).url == "https://given"


def test_names_and_companies_follow_their_number():
    anna = ["--to", "+491", "--name", "Anna", "--company", "ACME"]
    bolt = ["--to", "+493", "--company", "Bolt"]
    argv = ["send", "a.pdf", *anna, "b.pdf", "--to", "+492", *bolt]
    options = parse(argv)

    assert options.files == [Path("a.pdf"), Path("b.pdf")]
    assert options.recipients == [
        {"number": "+491", "name": "Anna", "company": "ACME"},
        {"number": "+492"},
        {"number": "+493", "company": "Bolt"},
    ]


def test_a_name_before_any_number_is_wrong_usage(capsys):
    assert "must follow the --to" in usage_error(["send", "a.pdf", "--name", "Anna"], capsys)


@pytest.mark.parametrize(
    ("given", "utc"),
    [
        ("2027-01-31T14:30+01:00", "2027-01-31T13:30:00+00:00"),
        ("2027-01-31T14:30Z", "2027-01-31T14:30:00+00:00"),
    ],
)
def test_a_time_with_a_zone_is_taken_as_it_is(given, utc):
    from datetime import UTC

    assert parse(["send", "--at", given]).at.astimezone(UTC).isoformat() == utc


def test_a_time_without_a_zone_is_local():
    at = parse(["send", "--at", "2027-01-31T14:30"]).at

    assert at.tzinfo is not None
    assert at.replace(tzinfo=None).isoformat() == "2027-01-31T14:30:00"


@pytest.mark.parametrize(
    ("argv", "what"),
    [
        (["send", "--at", "tomorrow"], "not a time"),
        (["send", "--priority", "0"], "from 1 to 100"),
        (["send", "--priority", "101"], "from 1 to 100"),
        (["send", "--retries", "-1"], "--retries"),
        (["send", "--retries", "many"], "not a number"),
        (["send", "--quality", "superb"], "--quality"),
        (["send", "--mode", "film"], "--mode"),
        (["sandbox", "--speed", "0"], "not a speed"),
        (["sandbox", "--speed", "nan"], "not a speed"),
        (["sandbox", "--port", "70000"], "from 0 to 65535"),
        (["outbox", "--nonsense"], "--nonsense"),
        (["--nonsense"], "--nonsense"),
        (["call"], "SERVICE.OPERATION"),
        (["send", "--to"], "--to"),
    ],
)
def test_wrong_usage_is_named(argv, what, capsys):
    assert what in usage_error(argv, capsys)


def test_the_sandbox_keeps_nothing_unless_it_is_told_where(monkeypatch):
    monkeypatch.setenv("BYFAX_DATA_DIR", "/elsewhere")

    options = parse(["sandbox", "--port", "8080", "--speed", "20"])
    assert (options.port, options.speed, options.data_dir) == (8080, 20.0, None)
    assert parse(["sandbox", "--data-dir", "d"]).data_dir == Path("d")


@pytest.mark.parametrize("argv", [["--help"], ["send", "--help"], ["call", "--help"], ["--version"]])
def test_help_is_no_error(argv, capsys):
    with pytest.raises(SystemExit) as caught:
        parse(argv)

    assert caught.value.code == 0
    assert "yFax" in capsys.readouterr().out or argv != ["--help"]


def test_no_argument_takes_a_secret(capsys):
    with pytest.raises(SystemExit):
        parse(["--help"])

    options = capsys.readouterr().out.split("environment:")[0]
    assert "secret" not in options
    assert "key" not in options


def test_the_states_that_can_be_asked_for_are_those_of_the_journal():
    from byfax_desktop.store.sent_filter import SentGroup

    for group in SentGroup:
        assert parse(["outbox", "--state", group.value]).state == group.value
    with pytest.raises(SystemExit):
        parse(["outbox", "--state", "lost"])
