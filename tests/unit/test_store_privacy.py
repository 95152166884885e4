"""Nobody but its owner can look into the data, however open the system makes new files."""

from __future__ import annotations

import os
import stat

import pytest
from store_samples import NOW, submission

from byfax_desktop.desktop.paths import DataPaths
from byfax_desktop.engine.desk import Desk
from byfax_desktop.store import database as database_module
from byfax_desktop.store.database import Database
from byfax_desktop.store.drafts import StoredDraft
from byfax_desktop.store.migrations import MIGRATIONS
from byfax_desktop.store.received import ReceivedFax
from byfax_desktop.store.wishes import WishKind

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")


@pytest.fixture(params=[0o022, 0o000])
def open_handed(request):
    """A system that lets others read what is made, or even write it."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(root):
    found = [root, *root.rglob("*")]
    return {
        str(path.relative_to(root)): stat.S_IMODE(path.stat().st_mode) for path in found if path.is_file()
    }, {str(path.relative_to(root)): stat.S_IMODE(path.stat().st_mode) for path in found if path.is_dir()}


def use(desk, letter):
    """Do everything that leaves something on the disk."""
    kept = desk.spool.keep(letter)
    desk.drafts.keep(StoredDraft("D1", "{}", NOW))
    desk.journal.enqueue([submission("B1", documents=(kept,))], NOW, NOW, "D2")
    desk.wishes.add(desk.journal.find("B1").id, "", WishKind.PAUSE, 0, NOW)
    desk.received.keep([ReceivedFax("F1", "{}", NOW)])
    desk.marks.put("seen", "1")
    desk.take_up()


def test_a_used_folder_is_closed_to_others_from_its_root_to_its_last_file(tmp_path, open_handed, monkeypatch):
    letter = tmp_path / "letter.txt"
    letter.write_text("A letter.")
    root = tmp_path / "byfax"
    folder = DataPaths(root).account("A1")
    with monkeypatch.context() as patch:
        patch.setattr(database_module, "MIGRATIONS", MIGRATIONS[:1])
        Database(folder / "faxes.db").close()

    desk = Desk.open(folder)
    use(desk, letter)
    files, folders = modes(root)
    desk.close()

    names = {name.rpartition("/")[2] for name in files}
    assert {"faxes.db", "faxes.db-wal", "faxes.db-shm", "faxes-version-1.backup"} <= names
    assert len(files) == 6, "those, a lock and a copy of the letter"
    assert set(files.values()) == {0o600}
    assert set(folders.values()) == {0o700}
    assert len(folders) == 5


def test_what_others_could_look_into_is_closed_when_it_is_opened(tmp_path, open_handed):
    root = tmp_path / "byfax"
    folder = root / "accounts" / "A1"
    folder.mkdir(parents=True)

    Desk.open(DataPaths(root).account("A1")).close()

    _, folders = modes(root / "accounts")
    assert set(folders.values()) == {0o700}
