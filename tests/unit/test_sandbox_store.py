"""What the service in a box keeps, and how."""

from __future__ import annotations

from datetime import UTC, datetime

from byfax_desktop.sandbox.seed import seed
from byfax_desktop.sandbox.store import Store
from byfax_desktop.sandbox.things import Broadcast, Contact, Cover, Did, Inbound, Message

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def message(ref: str) -> Message:
    return Message(ref, "b", "", Contact("Анна", number="+49301"), "", "", NOW, call_started=NOW)


def test_things_are_there_again_after_a_restart(tmp_path):
    store = Store(tmp_path)
    broadcast = Broadcast("b", "", NOW, Contact("Me"), documents=["d1", "d2"], send_at=NOW)
    store.save(broadcast, message("m1"), message("m2"))
    store.close()

    again = Store(tmp_path)
    assert again.find(Broadcast, "b") == broadcast
    assert [one.ref for one in again.all(Message)] == ["m1", "m2"]
    assert again.find(Message, "m1") == message("m1")


def test_a_change_is_kept_and_a_removal_too(tmp_path):
    store = Store(tmp_path)
    cover = Cover("c", "Old", "blob", "c.docx")
    store.save(cover, Cover("gone", "x", "y", "z"))
    cover.title = "New"
    store.save(cover)
    store.remove(Cover("gone", "x", "y", "z"))
    store.close()

    assert [one.title for one in Store(tmp_path).all(Cover)] == ["New"]


def test_files_and_folders_are_private(tmp_path):
    store = Store(tmp_path / "demo")
    name = store.keep_bytes(b"fax")

    assert store.path(name).read_bytes() == b"fax"
    modes = {
        path: path.stat().st_mode & 0o777 for path in [tmp_path / "demo", *(tmp_path / "demo").rglob("*")]
    }
    assert all(mode == (0o700 if path.is_dir() else 0o600) for path, mode in modes.items())


def test_what_is_only_for_a_while_is_removed():
    store = Store()
    folder = store.folder
    store.keep_bytes(b"x")
    store.close()

    assert not folder.exists()


def test_the_demo_begins_with_something_to_see(tmp_path):
    store = Store(tmp_path)
    assert store.is_new
    seed(store, NOW)

    assert not store.is_new
    assert [did.state for did in store.all(Did)] == ["ACTIVE", "EXPIRING"]
    assert len(store.all(Cover)) == 3
    assert [(fax.pages, bool(fax.blob)) for fax in store.all(Inbound)] == [
        (1, True),
        (1, True),
        (0, False),
        (2, True),
    ]
    assert all(fax.received < NOW for fax in store.all(Inbound))
