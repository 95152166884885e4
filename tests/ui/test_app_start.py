"""The program's start, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from byfax_desktop import app
from byfax_desktop.options import WindowOptions

def look(window, desk, options):
    told = {
        "modules": sorted(sys.modules),
        "title": window.windowTitle(),
        "name": app.QApplication.applicationName(),
        "desktop": app.QApplication.desktopFileName(),
        "visible": window.isVisible(),
    }
    print(json.dumps(told))
    go_on(window, desk, options)
    told_documents = [document.path.name for document in window.compose.documents.model.documents]
    print(json.dumps(told_documents))
    QTimer.singleShot(0, window.close)

go_on, app._go_on = app._go_on, look
sys.exit(app.run_window(WindowOptions(files=(Path("letter.pdf"),), data_dir=Path(sys.argv[1]))))
"""
LATER = {
    "zeep",
    "lxml",
    "keyring",
    "phonenumbers",
    "requests",
    "email",
    "jeepney",
    "filelock",
    "byfax_desktop.desktop.doorway",
    "byfax_desktop.engine.notices",
    "byfax_desktop.ui.computer.tray",
    "byfax_desktop.ui.computer.notifier",
    "byfax_desktop.ui.settings.dialog",
    "byfax_desktop.ui.settings.options",
    "byfax_desktop.ui.lock.lock",
    "byfax_desktop.engine.engine",
    "byfax_desktop.ui.outbox.tab",
    "byfax_desktop.ui.inbox.tab",
    "byfax_desktop.engine.contacts.book",
    "byfax_desktop.ui.contacts.window",
    "byfax_desktop.ui.accounts.welcome",
    "byfax_desktop.sandbox",
}
"""What takes long to import, and is of no use for the first paint."""


def started(tmp_path: Path) -> list[object]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "data")]
    root = Path(__file__).parents[2]
    ended = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_the_window_stands_before_anything_heavy_is_imported_and_closes_cleanly(tmp_path: Path) -> None:
    told, documents = started(tmp_path)
    assert isinstance(told, dict)
    assert told["visible"]
    assert told["title"] == "byFax Desktop"
    assert (told["name"], told["desktop"]) == ("byfax-desktop", "byfax-desktop")
    assert LATER & set(told["modules"]) == set()
    assert documents == ["letter.pdf"]


HANGING = """
import sys
from pathlib import Path
from byfax_desktop import app
from byfax_desktop.desktop import instance
from byfax_desktop.options import WindowOptions

first = instance.Instance.claim(instance.Place(Path(sys.argv[1])))
app.join = lambda place, handover: instance.join(place, handover, patience=0.1)
app.QMessageBox.exec = lambda box: print(box.text())
sys.exit(app.run_window(WindowOptions(data_dir=Path(sys.argv[1]))))
"""


def test_where_the_first_start_hangs_a_person_is_told_and_no_second_window_opens(tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", HANGING, str(tmp_path / "data")]
    ended = subprocess.run(
        command, cwd=Path(__file__).parents[2], env=environment, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 1
    assert ended.stdout.startswith("byFax Desktop is running already, but does not answer.")
