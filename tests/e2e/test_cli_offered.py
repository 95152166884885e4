"""What can be rented, on the real command line: countries, states, groups of numbers."""

from __future__ import annotations

import json

from run_cli import CommandLine

from byfax_desktop.cli.exits import Exit
from byfax_desktop.sandbox.server import Sandbox


def test_it_goes_from_countries_over_states_to_numbers(byfax):
    assert "USA" in {country["iso3"] for country in byfax.json("numbers", "--offered")}
    assert {"CA", "NY"} <= {state["stateCodeA2"] for state in byfax.json("numbers", "--offered", "us")}
    groups = byfax.json("numbers", "--offered", "us", "california")

    assert {group["areaCode"] for group in groups} == {"213", "415"}
    assert byfax.json("numbers", "--offered", "GBR")[0]["areaCode"] == "20"


def test_conditions_are_told_in_words_and_nothing_is_said_to_be_so(byfax):
    shown = byfax("numbers", "--offered", "BY").stdout

    assert "Needs an address in the area of the number and papers as proof" in shown
    assert "Not now" in shown
    assert byfax("numbers", "--offered", "ISL").stdout == "byFax offers no numbers there now.\n"
    assert byfax("numbers", "--offered", "US", "TX").stdout == "byFax offers no numbers there now.\n"


def test_places_that_are_not_offered_are_said_to_be_so(byfax):
    for place in (("Atlantis",), ("GB", "NY"), ("US", "Bavaria"), ("US", "NY", "212")):
        refused = byfax("numbers", "--offered", *place)

        assert refused.returncode == Exit.USAGE
        assert refused.stderr.strip().endswith(".")
        assert "Traceback" not in refused.stderr


def test_without_the_service_what_it_said_last_is_told_and_when_that_was(tmp_path):
    credentials = {"BYFAX_API_KEY": "demo-key", "BYFAX_API_SECRET": "demo-secret"}
    with Sandbox() as sandbox:
        byfax = CommandLine(tmp_path / "data", BYFAX_URL=sandbox.url, **credentials)
        told = byfax.json("numbers", "--offered", "BY")
    after, unknown = (byfax("numbers", "--offered", place, "--json") for place in ("BY", "GB"))

    assert json.loads(after.stdout) == told
    assert "This is what byFax said at 2" in after.stderr
    assert unknown.returncode == Exit.NOT_REACHED
