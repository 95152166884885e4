"""What the command line does not load: neither Qt nor zeep, nor anything else that a verb can do without."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("PySide6", "zeep", "lxml", "keyring", "PIL", "pypdfium2", "phonenumbers", "urllib3")

SCRIPT = """
import json, sys
from byfax_desktop.__main__ import main
sys.argv = ["byfax-desktop", *json.loads(sys.argv[1])]
try:
    code = main()
except SystemExit as exit:
    code = exit.code
print(json.dumps([code, sorted(name for name in sys.modules if "." not in name)]), file=sys.stderr)
"""


def loaded_by(argv, tmp_path, **environment):
    """The exit code of a run, and which heavy modules it loaded."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BYFAX_")}
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(argv)],
        cwd=ROOT,
        env={**clean, "BYFAX_DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    code, modules = json.loads(result.stderr.splitlines()[-1])
    return code, [name for name in HEAVY if name in modules]


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["send", "--help"]])
def test_help_loads_nothing_heavy(argv, tmp_path):
    assert loaded_by(argv, tmp_path) == (0, [])


def test_a_fax_that_cannot_be_sent_is_refused_without_the_means_to_send_it(tmp_path):
    code, heavy = loaded_by(["send", "gone.pdf", "--to", "+4930123456"], tmp_path)

    assert code == 5
    assert heavy == ["phonenumbers"]


def test_no_verb_loads_qt(tmp_path):
    given = {"BYFAX_API_KEY": "key", "BYFAX_API_SECRET": "secret", "BYFAX_URL": "http://127.0.0.1:9"}
    for argv in (["outbox"], ["inbox"], ["numbers"], ["call", "faxout.getBalance"]):
        code, heavy = loaded_by(argv, tmp_path, **given)
        assert code == 4
        assert "PySide6" not in heavy
