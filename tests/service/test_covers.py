"""Covers over real HTTP: managed at the service in a box through a bad network, and filled in for real."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from faulty_proxy import FaultyProxy
from heard_events import HeardEvents

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.cover_fields import CoverFields
from byfax_desktop.engine.cover_files import CoverFiles
from byfax_desktop.engine.covers import DOCX, Covers
from byfax_desktop.engine.events import FilledCoverReady
from byfax_desktop.engine.filled_covers import FilledCovers
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.fax.convert import office
from byfax_desktop.fax.covers.sample import sample_cover
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.wanted import WantedPage
from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import ByfaxError, Refused
from byfax_desktop.service.wire import Timeouts

LOGIN = Credentials("demo-key", "demo-secret")
HASTE = Patience().scaled(0.01)
FAULTS = ["refuse", "lose request", "lose answer", "cut upload", "cut answer", "error 500", "garbage"]


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(speed=200) as sandbox:
        yield sandbox


@pytest.fixture
def proxy(box: Sandbox) -> Iterator[FaultyProxy]:
    running = FaultyProxy(box.url)
    yield running
    running.close()


class Desk:
    """Covers by one client."""

    def __init__(self, url: str, folder: Path) -> None:
        self.client = ByfaxClient(url, LOGIN, timeouts=Timeouts(connect=5, read=5, total=20))
        self.files = CoverFiles(self.client.cover, folder / "covers")
        self.covers = Covers(self.client.cover, self.files, self._show, HASTE)
        self.docx = folder / "mine.docx"
        self.docx.write_bytes(sample_cover("Mine"))
        self.shown: dict[str, str] = {}

    def _show(self) -> None:
        self.shown = {cover.ref: cover.title for cover in self.client.cover.list_covers()}

    def add(self) -> None:
        self.covers.add("Mine", self.docx, Job("J", "Adding", False, EventBus()))


def test_a_cover_lives_from_adding_to_deleting(box, tmp_path):
    desk = Desk(box.url, tmp_path)
    desk.add()
    (ref,) = (ref for ref, title in desk.shown.items() if title == "Mine")
    desk.covers.rename(ref, "Моя “ours” & more")
    assert desk.shown[ref] == "Моя “ours” & more"
    desk.docx.write_bytes(sample_cover("Another"))
    desk.covers.reload(ref, desk.docx)
    desk.covers.download(ref, tmp_path / "copy.docx")
    assert (tmp_path / "copy.docx").read_bytes() == sample_cover("Another")
    desk.covers.delete(ref)
    assert ref not in desk.shown
    with pytest.raises(Refused) as caught:
        desk.covers.rename(ref, "Gone")
    assert caught.value.code is StateCode.COVER_TEMPLATE_NOT_FOUND
    assert caught.value.what == "The cover page no longer exists."


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_network_never_adds_a_cover_twice(proxy, tmp_path, fault):
    desk = Desk(proxy.url, tmp_path)
    faults = iter([fault])
    proxy.choose = lambda action: next(faults, "none") if "addCover" in action else "none"
    with suppress(ByfaxError, EngineTrouble):
        desk.add()
    if "Mine" not in desk.shown.values():
        desk.add()

    assert fault in proxy.met
    assert Counter(desk.shown.values())["Mine"] == 1


@pytest.mark.parametrize("operation", ["reloadCover", "renameCover", "deleteCover"])
@pytest.mark.parametrize("fault", FAULTS)
def test_after_a_bad_network_the_same_wish_comes_true(proxy, tmp_path, operation, fault):
    desk = Desk(proxy.url, tmp_path)
    change = {
        "reloadCover": lambda: desk.covers.reload("urgent", desk.docx),
        "renameCover": lambda: desk.covers.rename("urgent", "At once"),
        "deleteCover": lambda: desk.covers.delete("urgent"),
    }[operation]
    faults = iter([fault])
    proxy.choose = lambda action: next(faults, "none") if operation in action else "none"
    with suppress(ByfaxError):
        change()
    change()

    if operation == "reloadCover":
        assert desk.files.docx("urgent").read_bytes() == sample_cover("Mine")
    else:
        assert desk.shown.get("urgent") == ("At once" if operation == "renameCover" else None)


def test_a_soap_server_of_another_make_understands_each_change(php_server, tmp_path):
    """PHP's, over the published WSDLs: each request is one that it can read."""
    desk = Desk(php_server.url, tmp_path)
    desk.client = php_server.client()
    desk.covers = Covers(desk.client.cover, CoverFiles(desk.client.cover, tmp_path), lambda: None, HASTE)
    desk.add()
    name, (title, file) = php_server.last_call()
    assert (name, title, file["fileName"]) == ("addCover", "Mine", "mine.docx")
    assert file["fileMime"] == DOCX
    assert file["fileSize"] == len(sample_cover("Mine"))
    desk.covers.reload("C1", desk.docx)
    assert php_server.last_call()[0] == "reloadCover"
    desk.covers.rename("C1", "Моя & ours")
    assert php_server.last_call() == ("renameCover", ["C1", "Моя & ours"])
    desk.covers.delete("C1")
    assert php_server.last_call() == ("deleteCover", ["C1"])


@pytest.mark.skipif(office.program() is None, reason="needs LibreOffice")
def test_the_filled_page_is_made_here(box, tmp_path):
    bus = EventBus()
    heard = HeardEvents(bus)
    desk = Desk(box.url, tmp_path)
    filled = FilledCovers(desk.files, tmp_path / "filled", bus)
    pictures = []
    helper = PageHelper()
    for text in ("", "Dear Anna,\nплиз.\n" * 3):
        filled.fill("standard", CoverFields(to_name="Anna", text=text), Job("J", "Filling", True, bus))
        path = heard.of(FilledCoverReady)[-1].path
        assert helper.inspect(path).pages == 1
        pictures.append(helper.page(WantedPage(path, 0, 400)).dots)
    helper.close()

    assert sum(pictures[0]) > sum(pictures[1]), "the text has made it darker"
