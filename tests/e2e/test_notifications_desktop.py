"""The whole program, a tray and a notification daemon: what a person is told while the window is away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from desktop_session import DesktopSession, missing_tools
from private_bus import PrivateBus, missing_bus_tools
from run_cli import CommandLine

from byfax_desktop.sandbox.server import Sandbox

_MISSING = [*missing_tools(), *missing_bus_tools("dunst", "dunstctl", "trayer")]
pytestmark = pytest.mark.skipif(bool(_MISSING), reason=f"needs {', '.join(_MISSING)}")


def is_at_work(seen: dict[str, Any]) -> bool:
    return "main_window" in seen and seen.get("status_connection", {}).get("text") == "Online"


def is_told(session: DesktopSession, title: str) -> bool:
    """Whether a notification of this title is, or was, on the screen."""
    (told,) = json.loads(session.run("dunstctl", "history"))["data"]
    return any(each["summary"]["data"] == title for each in told)


@pytest.mark.timeout(180)
def test_a_delivered_fax_is_told_and_a_click_on_it_brings_the_window(
    sandbox: Sandbox, byfax: CommandLine, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna", encoding="utf-8")
    byfax.data_dir.mkdir()
    (byfax.data_dir / "settings.ini").write_text("[notify]\nnumber_ending=false\n", "utf-8")
    with DesktopSession(tmp_path) as session, PrivateBus(session.environment) as bus:
        session.environment |= byfax.environment | {"DBUS_SESSION_BUS_ADDRESS": bus.address}
        session.tool("trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request")
        program = session.program("--hidden", "--data-dir", str(byfax.data_dir))
        program.wait_for("its work without a window", is_at_work)
        sent = byfax.start("send", letter, "--to", "+4930123450", "--from-name", "Me", "--wait")
        sent.communicate(timeout=100)
        assert sent.returncode == 0

        def displayed(_: dict[str, Any]) -> bool:
            return session.run("dunstctl", "count", "displayed").strip() == "1"

        program.wait_for("the notification", displayed)
        assert not program.widgets()["main_window"]["visible"]
        session.picture(tmp_path / "told.png")
        session.run("dunstctl", "action", "0")
        program.wait_for("the window", lambda seen: seen["main_window"]["visible"])
        program.wait_for("its taking back", lambda _: is_told(session, "Fax delivered"))
        program.wait_for("the Outbox", lambda seen: seen.get("outbox_faxes", {}).get("visible"))
        session.run(
            "xdotool",
            "search",
            "--sync",
            "--onlyvisible",
            "--name",
            "byFax Desktop",
            "windowactivate",
            "--sync",
        )
        session.press("ctrl+q")
        assert program.process.wait(20) == 0
