from __future__ import annotations

from pathlib import Path
from typing import cast
from unittest.mock import Mock

import pytest

from byfax_desktop.cli.access import Access
from byfax_desktop.cli.send import _hand_over
from byfax_desktop.cli.working import Work
from byfax_desktop.engine.desk import Desk
from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.intake import Intake
from byfax_desktop.store.submissions import WAITING


def test_whoever_interrupts_send_is_told_that_the_fax_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.4")
    monkeypatch.setattr(Work, "until_settled", Mock(side_effect=KeyboardInterrupt))
    desk = Desk.open(tmp_path / "data")
    try:
        draft = Draft(
            documents=(letter,),
            recipients=(DraftRecipient("+12025550123"),),
            sender=SenderIdentity(name="Ann"),
        )
        refs = Intake(desk).take(draft)
        with pytest.raises(KeyboardInterrupt):
            _hand_over(desk, cast(Access, Mock()), refs)
        assert desk.journal.count(WAITING) == 1
    finally:
        desk.close()

    assert "The fax is kept. Don't send it again" in capsys.readouterr().err
