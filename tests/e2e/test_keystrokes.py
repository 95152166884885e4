"""From a double-clicked PDF to a sent fax: how many keys that takes for somebody who is known."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from desktop_session import DesktopSession, WatchedProgram, missing_tools

from byfax_desktop.store.address_book import FILE_NAME, AddressBook, BookChange, StoredContact

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")

NUMBER = "+4930123450"
MOST_KEYS = 6
HOURS = 2 * 3600 * 1000


class Keyboard:
    """Counts what is pressed; a key held with Ctrl is one."""

    def __init__(self, session: DesktopSession) -> None:
        self._session = session
        self.pressed = 0

    def type(self, text: str) -> None:
        """One key a letter."""
        self.pressed += len(text)
        self._session.type(text)

    def press(self, key: str) -> None:
        """One key."""
        self.pressed += 1
        self._session.press(key)


def open_with(session: DesktopSession, data: Path, document: Path) -> WatchedProgram:
    """What a double click on a document does; the dialog stands on the screen and knows whom there is."""
    program = session.program("--demo", "--data-dir", str(data), str(document))
    program.wait_for("the pages", lambda seen: "2 pages" in summary(seen))
    return program


def summary(seen: dict[str, Any]) -> str:
    return str(seen.get("send_dialog_summary", {}).get("text", ""))


def delivered(seen: dict[str, Any]) -> int:
    """How many faxes have arrived."""
    rows = seen.get("outbox_faxes", {}).get("rows") or []
    return sum("Delivered, 2 pages" in row["cells"] for row in rows)


def let_time_go_by(data: Path) -> None:
    """The last fax was sent two hours ago: nobody is asked whether it is sent twice."""
    for path in data.rglob("faxes.db"):
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE submission SET created = created - ?", (HOURS,))


@pytest.mark.timeout(240)
def test_a_known_recipient_gets_a_double_clicked_pdf_with_few_keys(
    tmp_path: Path, contract_pdf: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    book = AddressBook(data / FILE_NAME)
    book.apply(BookChange({"A": StoredContact("A", "Anna Schmidt", "ACME", (NUMBER,))}))
    book.close()
    with DesktopSession(tmp_path) as session:
        first = open_with(session, data, contract_pdf)
        session.type("anna")
        first.wait_for("who may be meant", lambda seen: seen.get("to_offers", {}).get("visible"))
        session.press("Return")
        first.wait_for("the question", lambda seen: seen.get("guard_digits_0", {}).get("visible"))
        session.press("ctrl+Return")
        session.type(NUMBER[-4:])
        session.press("ctrl+Return")
        first.wait_for("its delivery", lambda seen: delivered(seen) == 1)
        session.press("ctrl+q")
        assert first.process.wait(20) == 0
        let_time_go_by(data)
        (tmp_path / "widgets.json").unlink()

        again = open_with(session, data, contract_pdf)
        keyboard = Keyboard(session)
        keyboard.type("an")
        again.wait_for("who may be meant", lambda seen: seen.get("to_offers", {}).get("visible"))
        keyboard.press("Return")
        keyboard.press("ctrl+Return")
        again.wait_for("its delivery", lambda seen: delivered(seen) == 2)

        assert keyboard.pressed <= MOST_KEYS
        session.press("ctrl+q")
        assert again.process.wait(20) == 0
