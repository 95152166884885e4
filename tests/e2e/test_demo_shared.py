"""Two programs on one demo folder: one service, not two that overwrite each other."""

from __future__ import annotations

from byfax_desktop.sandbox.address_note import ADDRESS_NOTE
from byfax_desktop.sandbox.child import DemoService


def test_a_second_program_uses_the_service_that_is_there(tmp_path):
    first, second = DemoService(tmp_path), DemoService(tmp_path)
    try:
        url = first.start()
        assert second.start() == url
    finally:
        second.stop()
        first.stop()
    assert not (tmp_path / ADDRESS_NOTE).exists()


def test_a_note_of_a_service_that_is_gone_is_not_believed(tmp_path):
    (tmp_path / ADDRESS_NOTE).write_text("http://127.0.0.1:9")
    demo = DemoService(tmp_path)
    try:
        assert demo.start() != "http://127.0.0.1:9"
    finally:
        demo.stop()
