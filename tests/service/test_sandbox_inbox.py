"""What this computer keeps about received faxes, against the service in a box over HTTP."""

from __future__ import annotations

import pytest
from heard_events import HeardEvents
from PIL import Image

from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.events import FaxesDeleted, FaxesRestored, FaxFilesReady, InboxChanged
from byfax_desktop.fax.turns import UPRIGHT
from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.store.kept_faxes import KeepForm
from byfax_desktop.store.removals import RemovalScope


@pytest.fixture
def client():
    with Sandbox() as sandbox:
        yield ByfaxClient(sandbox.url, Credentials("demo-key", "demo-secret"))


@pytest.fixture
def engine(client, tmp_path):
    made = Engine(client, tmp_path / "account", poll_scale=0.02)
    yield made
    made.close()


@pytest.fixture
def heard(engine):
    return HeardEvents(engine.bus)


def refs(faxes):
    return {each.fax.ref for each in faxes}


def test_faxes_are_deleted_kept_and_brought_back(engine, heard, client):
    engine.start()
    faxes = heard.wait_for(InboxChanged, lambda event: len(event.faxes) > 3).faxes
    broken = next(each.fax.ref for each in faxes if not each.fax.has_file)
    first, second, third = [each.fax.ref for each in faxes if each.fax.has_file][:3]

    engine.remove_faxes([second], RemovalScope.EVERYWHERE, 3600)
    heard.wait_for(InboxChanged, lambda event: second not in refs(event.faxes))
    engine.restore_faxes([second])
    heard.wait_for(FaxesRestored)

    engine.remove_faxes([first, broken], RemovalScope.EVERYWHERE, 0.05)
    heard.wait_for(FaxesDeleted, lambda event: first in event.refs or broken in event.refs)
    engine.remove_faxes([third], RemovalScope.SERVICE, 0.05)
    heard.wait_for(FaxesDeleted, lambda event: third in event.refs)

    there = {fax.ref for fax in client.inbox.iter_faxes()}
    assert not there & {first, broken, third}
    assert second in there
    engine.refresh()
    kept = heard.wait_for(
        InboxChanged, lambda event: any(each.is_gone and each.fax.ref == third for each in event.faxes)
    )
    assert next(each for each in kept.faxes if each.fax.ref == third).path.is_file()


def test_a_fax_that_is_turned_is_saved_turned(engine, heard, tmp_path):
    engine.start()
    faxes = heard.wait_for(InboxChanged, lambda event: any(each.path for each in event.faxes)).faxes
    fax = next(each for each in faxes if each.path)
    engine.turn_fax(fax.fax.ref, UPRIGHT.turned(2))
    engine.save_fax_as(fax.fax.ref, KeepForm.TIFF, tmp_path / "turned.tif")
    heard.wait_for(FaxFilesReady)
    with Image.open(fax.path) as original, Image.open(tmp_path / "turned.tif") as turned:
        expected = original.convert("1").transpose(Image.Transpose.ROTATE_180)
        assert turned.convert("1").tobytes() == expected.tobytes()
