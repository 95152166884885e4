"""New received faxes are saved by themselves: once, whole, and beside what is there."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import textwrap
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fake_service import FakeService
from heard_events import HeardEvents

from byfax_desktop.engine import keep_file
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.events import KeepingTroubled
from byfax_desktop.engine.inbox import Inbox
from byfax_desktop.engine.keep_file import part_of
from byfax_desktop.engine.keeping import Keeping, kept_name
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import NoAnswer, refusal
from byfax_desktop.service.records import InboundFax
from byfax_desktop.store.database import Database
from byfax_desktop.store.kept_faxes import ALL_NUMBERS, KeepForm, KeepRule, KeptFaxes
from byfax_desktop.store.marks import Marks
from byfax_desktop.store.owners import Owner
from byfax_desktop.store.received import ReceivedFaxes

NOW = datetime.now(UTC).replace(microsecond=0)
MINSK, BERLIN = "+375170000001", "+4930123456"


class Bench:
    """One program with its inbox, and a folder of a person's own."""

    def __init__(self, home, service=None):
        self.home = home
        self.service = service or FakeService()
        self.folder = home / "My faxes"
        self.folder.mkdir(exist_ok=True)
        self.database = Database(home / "faxes.db")
        self.bus = EventBus()
        self.heard = HeardEvents(self.bus)
        self.inbox = Inbox(
            self.service.inbox,
            ReceivedFaxes(self.database),
            Marks(self.database),
            home / "inbox",
            self.bus,
        )
        self.owner = Owner(home / "owners")
        self.kept = KeptFaxes(self.database)
        self.keeping = Keeping(self.kept, self.inbox, self.owner, self.bus)

    def rule(self, did=ALL_NUMBERS, form=KeepForm.TIFF, pattern="{from}", folder=None):
        return KeepRule(did, form, str(folder or self.folder), pattern)

    def want(self, *rules, with_old=False):
        self.keeping.set_rules(rules or (self.rule(),), with_old)

    def come(self, ref, **fields):
        self.service.add_fax(ref, **fields)
        self.inbox.look_at_all()

    def look(self):
        self.keeping.look()
        return sorted(path.name for path in self.folder.iterdir())

    def told(self):
        return [event.trouble.what for event in self.heard.of(KeepingTroubled)]

    def close(self):
        self.owner.close()
        self.database.close()


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


def test_a_new_fax_is_saved_as_it_came_and_only_once(bench):
    bench.want()
    bench.come("F1", sender=BERLIN)
    assert bench.look() == ["4930123456.tif"]
    assert bench.look() == ["4930123456.tif"]
    saved = bench.folder / "4930123456.tif"
    assert saved.read_bytes() == bench.inbox.pages("F1").read_bytes()
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    saved.unlink()
    assert bench.look() == []


def test_nothing_is_saved_without_a_rule_or_for_a_fax_without_pages(bench):
    bench.come("F1")
    assert bench.look() == []
    bench.want()
    bench.come("F2", has_file=False)
    assert bench.look() == []


def test_it_is_saved_as_pdf_of_the_service(bench):
    bench.want(bench.rule(form=KeepForm.PDF))
    bench.come("F1", sender=BERLIN)
    assert bench.look() == ["4930123456.pdf"]
    assert (bench.folder / "4930123456.pdf").read_bytes().startswith(b"%PDF")
    assert not list((bench.home / "inbox").glob("*.pdf"))


def test_what_is_there_is_never_overwritten(bench):
    (bench.folder / "4930123456.tif").write_text("mine")
    (bench.folder / "4930123456 (2).tif").symlink_to("nowhere")
    bench.want()
    bench.come("F1", sender=BERLIN)
    bench.come("F2", sender=BERLIN)
    bench.look()
    assert (bench.folder / "4930123456.tif").read_text() == "mine"
    assert sum(path.is_file() for path in bench.folder.iterdir()) == 3
    assert (bench.folder / "4930123456 (4).tif").is_file()


def test_the_rule_of_a_number_goes_before_that_for_all(bench, tmp_path):
    other = tmp_path / "Minsk"
    other.mkdir()
    bench.want(bench.rule(), bench.rule(MINSK, pattern="M {from}", folder=other))
    bench.come("F1", did=MINSK, sender="+1")
    bench.come("F2", did=BERLIN, sender="+2")
    assert bench.look() == ["2.tif"]
    assert [path.name for path in other.iterdir()] == ["M 1.tif"]
    bench.want(bench.rule(), bench.rule(MINSK, KeepForm.NONE))
    bench.come("F3", did=MINSK, sender="+3")
    assert bench.look() == ["2.tif"]


def test_faxes_from_before_the_rule_are_saved_only_by_choice(bench):
    bench.come("old", sender="+1")
    bench.want()
    assert bench.look() == []
    bench.come("listed late", sender="+2", received=NOW - timedelta(days=3))
    bench.come("new", sender="+3", received=NOW - timedelta(minutes=10))
    assert bench.look() == ["3.tif"]
    bench.want(with_old=True)
    assert bench.look() == ["1.tif", "2.tif", "3.tif"]


def test_a_change_of_rules_loses_no_fax_that_had_come_before_it(bench, tmp_path):
    other = tmp_path / "Other"
    other.mkdir()
    bench.want()
    bench.come("F1", sender="+1")
    bench.want(bench.rule(folder=other))
    assert bench.look() == []
    assert [path.name for path in other.iterdir()] == ["1.tif"]


def test_what_is_wanted_no_more_is_not_saved(bench):
    bench.want()
    bench.come("F1")
    bench.keeping.set_rules((), with_old=False)
    assert bench.look() == []
    bench.want()
    assert bench.look() == []


def test_a_folder_that_is_not_there_is_told_of_once_and_tried_again(bench):
    bench.folder.rmdir()
    bench.want()
    bench.come("F1", sender=BERLIN)
    bench.keeping.look()
    bench.keeping.look()
    assert bench.told() == ["New faxes cannot be saved in the folder “My faxes”: it is not there."]
    bench.folder.mkdir()
    assert bench.look() == ["4930123456.tif"]
    bench.folder.rename(bench.home / "away")
    bench.come("F2")
    bench.keeping.look()
    assert len(bench.told()) == 2


@pytest.mark.parametrize(
    ("error", "words"),
    [(errno.ENOSPC, "its disk is full."), (errno.EACCES, "My faxes”."), (errno.EIO, "My faxes”.")],
)
def test_a_folder_that_takes_nothing_is_told_of_in_plain_words(bench, monkeypatch, error, words):
    bench.want()
    bench.come("F1", sender=BERLIN)
    with monkeypatch.context() as patch:

        def fail(*_):
            raise OSError(error, "no")

        patch.setattr("byfax_desktop.engine.keep_file.os.fsync", fail)
        assert bench.look() == []
    assert bench.told()[0].endswith(words)
    assert bench.look() == ["4930123456.tif"]


def test_one_fax_that_cannot_be_had_keeps_no_other_waiting(bench):
    bench.want()
    bench.come("F1", sender="+1")
    bench.come("F2", sender="+2")
    bench.service.lose_request(
        "download_fax", refusal(StateCode.FILE_NOT_FOUND, None, "faxin/message.downloadFax")
    )
    assert len(bench.look()) == 1
    for _ in range(3):
        bench.look()
    assert bench.look() == ["1.tif", "2.tif"]


def test_a_service_that_cannot_be_reached_is_asked_again(bench):
    bench.want()
    bench.come("F1", sender="+1")
    bench.service.lose_request("download_fax", NoAnswer("a", "b"))
    with pytest.raises(NoAnswer):
        bench.keeping.look()
    assert bench.look() == ["1.tif"]


def test_of_two_programs_one_saves_it(bench):
    bench.want()
    bench.come("F1", sender="+1")
    other = Bench(bench.home, bench.service)
    (wanted,) = other.kept.wanted()
    assert other.kept.claim(wanted, other.owner.name)
    assert not bench.kept.claim(wanted, bench.owner.name)
    assert bench.look() == []
    other.close()
    assert bench.look() == ["1.tif"]


def test_without_hard_links_the_name_is_taken_all_the_same(bench, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr("byfax_desktop.engine.keep_file.os.link", refuse)
    (bench.folder / "1.tif").write_text("mine")
    bench.want()
    bench.come("F1", sender="+1")
    assert bench.look() == ["1 (2).tif", "1.tif"]
    assert (bench.folder / "1.tif").read_text() == "mine"


KILLED = """
    import os, sys
    from pathlib import Path
    from byfax_desktop.engine import keep_file, keeping
    from byfax_desktop.store.kept_faxes import KeptFaxes
    from fake_service import FakeService
    from test_engine_keeping import Bench, NOW

    def die(*_, **__):
        os.kill(os.getpid(), 9)

    def die_after(does):
        def done(*what, **more):
            does(*what, **more)
            die()
        return done

    def no_links(*_):
        raise OSError(1, "no links")

    moment = sys.argv[2]
    if "without links" in moment:
        os.link = no_links
    service = FakeService()
    service.add_fax("F1", NOW, sender="+1")
    bench = Bench(Path(sys.argv[1]), service)
    bench.inbox.look_at_all()
    {patch}
    bench.keeping.look()
"""
MOMENTS = {
    "before it is written": "keeping.copy_private = die",
    "after it is written": "keeping.copy_private = die_after(keeping.copy_private)",
    "before it has its name": "keeping.take_name = die",
    "when it has its name": "os.link = die_after(os.link)",
    "before it is done": "KeptFaxes.end = die",
    "with the name taken, without links": "Path.replace = die",
    "before it is done, without links": "KeptFaxes.end = die",
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_program_killed_in_the_middle_leaves_one_whole_file_after_the_next_start(tmp_path, moment):
    before = Bench(tmp_path)
    before.want()
    before.close()
    script = textwrap.dedent(KILLED).format(patch=MOMENTS[moment])
    paths = os.pathsep.join([*sys.path, str(Path(__file__).parent)])
    killed = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), moment],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert killed.returncode == -9, killed.stderr
    service = FakeService()
    service.add_fax("F1", NOW, sender="+1")
    after = Bench(tmp_path, service)
    after.inbox.look_at_all()
    assert after.look() == ["1.tif"]
    assert (after.folder / "1.tif").read_bytes() == after.inbox.pages("F1").read_bytes()
    assert after.kept.wanted() == ()
    assert not part_of(after.folder, "F1").exists()
    after.close()


def test_names_are_made_of_what_is_known_and_fit_for_every_system():
    rule = KeepRule("", KeepForm.PDF, "/", "{date} {from} {station} {to} {pages}p {other}")
    fax = InboundFax("F", MINSK, "+1", received=NOW, remote_sid="A/CME\u202e", pages=3)
    local = NOW.astimezone()
    assert (
        kept_name(fax, rule.pattern, rule.form) == f"{local:%Y-%m-%d} 1 A_CME 375170000001 3p {{other}}.pdf"
    )
    assert kept_name(InboundFax("F"), "", KeepForm.TIFF) == "Fax.tif"


def test_the_counter_of_names_comes_to_an_end(monkeypatch):
    monkeypatch.setattr(keep_file, "_MOST", 4)
    assert list(keep_file.free_names("a.tif")) == ["a.tif", "a (2).tif", "a (3).tif"]


def test_a_running_engine_saves_by_itself(tmp_path, monkeypatch):
    named, folder, service = threading.Event(), tmp_path / "My faxes", FakeService()
    folder.mkdir()
    end = KeptFaxes.end
    monkeypatch.setattr(KeptFaxes, "end", lambda *what, **more: (end(*what, **more), named.set()))
    service.add_fax("F1", NOW, sender="+1")
    engine = Engine(service, tmp_path / "data", poll_scale=0.01)
    rule = KeepRule(ALL_NUMBERS, KeepForm.TIFF, str(folder), "{from}")
    engine.set_keep_rules((rule,), with_old=True)
    assert engine.keep_rules() == (rule,)
    engine.start()
    assert named.wait(20)
    engine.close()
    assert [path.name for path in folder.iterdir()] == ["1.tif"]
