"""The window and the command line at work on one journal at the same time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from desktop_session import DesktopSession, missing_tools
from run_cli import CommandLine

from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.sandbox.things import Message

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")

NUMBERS = [f"+49301234{place}0" for place in range(50, 54)]


def rows(seen: dict[str, Any]) -> str:
    """All that the Outbox says."""
    return "\n".join(" ".join(row["cells"]) for row in seen.get("outbox_faxes", {}).get("rows") or [])


@pytest.mark.timeout(240)
def test_faxes_of_the_command_line_appear_in_the_window_and_are_sent_once(
    sandbox: Sandbox, byfax: CommandLine, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna", encoding="utf-8")
    with DesktopSession(tmp_path) as session:
        session.environment |= byfax.environment
        program = session.program("--data-dir", str(byfax.data_dir))
        program.wait_for(
            "the account", lambda seen: "127.0.0.1" in seen.get("status_account", {}).get("text", "")
        )
        session.press("ctrl+2")
        running = [
            byfax.start("send", letter, "--to", number, "--from-name", "Me", "--subject", f"Fax {number}")
            for number in NUMBERS
        ]
        for each in running:
            each.communicate(timeout=100)
        assert [each.returncode for each in running] == [0] * len(NUMBERS)

        program.wait_for(
            "all of them, delivered",
            lambda seen: (
                all(f"Fax {number}" in rows(seen) for number in NUMBERS)
                and rows(seen).count("Delivered, 1 page") >= len(NUMBERS)
            ),
        )
        session.press("ctrl+q")
        assert program.process.wait(20) == 0

    copies = Counter(message.recipient.number for message in sandbox.store.all(Message))
    assert [copies[number] for number in NUMBERS] == [1] * len(NUMBERS)
