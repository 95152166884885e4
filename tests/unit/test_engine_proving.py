"""Evidence of how faxes ended is written by itself: once, whole, and beside what is there."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
import subprocess
import sys
import textwrap
import threading
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from fake_service import FakeService
from heard_events import HeardEvents
from PIL import Image
from proof_bench import (
    CALLED,
    DOCUMENT,
    SHA,
    ProofBench,
    attached,
    busy,
    fax_pages,
    names,
    record,
    said,
    texts,
)
from small_disk import small_disk
from store_samples import person

from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.events import EvidenceReady, OutboxChanged
from byfax_desktop.engine.folder_trouble import FolderTrouble
from byfax_desktop.engine.keep_file import part_of
from byfax_desktop.engine.proof_pages import NEVER_SENT, NONE_THERE, NOT_DRAWN, NOT_REACHED
from byfax_desktop.engine.trouble import EngineTrouble, as_trouble
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import AnswerUnreadable, Cancelled, NoAnswer, refusal
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.proofs import MOST_SINGLE, ProofForm, ProofPlace, ProofRule, ProofState
from byfax_desktop.store.submissions import FaxState

NAME = f"OK {(CALLED + timedelta(seconds=61)).astimezone():%Y-%m-%d %H-%M} Anna.pdf"
FAILED = NAME.replace("OK", "FAILED")


@pytest.fixture
def bench(tmp_path):
    made = ProofBench(tmp_path)
    yield made
    made.close()


def test_a_fax_that_arrived_leaves_its_report_and_its_pages_in_one_file(bench):
    bench.end()
    assert bench.look() == [NAME]
    path = bench.own / NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(bench.own.stat().st_mode) == 0o700

    report, *pages = texts(path)
    sha = hashlib.sha256(fax_pages()).hexdigest()
    for told in ("DELIVERED", "Anna, ACME", "Offer", "B1-M1", "ACME FAX", DOCUMENT.name, SHA, sha, "D" * 32):
        assert told in report
    assert len(pages) == 2
    assert attached(path)["fax.tif"] == fax_pages(), "as byFax gave it, byte for byte"


def test_the_pages_are_those_that_went_dot_for_dot(bench):
    bench.end()
    bench.look()
    with pypdfium2.PdfDocument(bench.own / NAME) as document:
        page = document[1]
        assert page.get_width() == pytest.approx(1728 / 204 * 72, abs=0.1)
        assert page.get_height() == pytest.approx(2156 / 196 * 72, abs=0.1)
        (image,) = page.get_objects()
        drawn = image.get_bitmap().to_pil().convert("1")
    with Image.open(io.BytesIO(fax_pages())) as went:
        assert drawn.tobytes() == went.tobytes()


def test_every_try_is_told_on_paper_and_to_programs(bench):
    bench.send()
    bench.tell("B1", said("B1-M1", RecipientState.SUBMITTED, reason=StateCode.NO_ANSWER), is_live=True)
    later = {
        "call_started": CALLED + timedelta(hours=1),
        "call_ended": CALLED + timedelta(hours=1, seconds=9),
    }
    bench.tell("B1", said("B1-M1", attempt=2, **later), state=FaxState.DELIVERED)
    (name,) = bench.look()

    report = texts(bench.own / name)[0]
    first, last = CALLED.astimezone(), later["call_started"].astimezone()
    assert f"1 {first:%Y-%m-%d %H:%M:%S}" in report
    assert "No answer" in report
    assert f"2 {last:%Y-%m-%d %H:%M:%S}" in report
    (recipient,) = record(bench.own / name)["recipients"]
    assert [each["attempt"] for each in recipient["attempts"]] == ["1", "2"]
    assert recipient["attempts"][0]["jobStateEx"] == "NO_ANSWER"


def test_programs_read_all_that_is_known(bench):
    bench.end()
    bench.look()
    told = record(bench.own / NAME)
    assert (told["format"], told["result"], told["subject"]) == ("byfax-evidence", "OK", "Offer")
    assert told["sender"]["name"] == "Me"
    assert told["documents"] == [
        {"documentRef": "D" * 32, "fileName": DOCUMENT.name, "size": 12345, "sha256": SHA}
    ]
    assert told["pages"]["sha256"] == hashlib.sha256(fax_pages()).hexdigest()
    assert told["whyNoPages"] is None
    assert told["recipients"][0]["message"]["messageRef"] == "B1-M1"
    assert "Send was pressed" in [each["words"] for each in told["history"]]


def test_a_fax_that_failed_has_it_in_the_name_and_says_why(bench):
    bench.service.sent_pages[".tif"] = b""
    bench.end("B1", busy("B1-M1"), state=FaxState.FAILED)
    assert bench.look() == [FAILED]
    (report,) = texts(bench.own / FAILED)
    assert "NOT DELIVERED" in report
    assert "Busy after 3 tries" in report
    assert NONE_THERE in report
    assert set(attached(bench.own / FAILED)) == {"report.json"}
    assert record(bench.own / FAILED)["whyNoPages"] == NONE_THERE


def test_a_fax_that_byfax_refused_has_evidence_too_and_nothing_is_asked_for(bench):
    bench.reject()
    (name,) = bench.look()
    (report,) = texts(bench.own / name)
    assert name.startswith("FAILED ")
    assert "There is no such number" in report
    assert NEVER_SENT in report
    assert bench.service.count("download") == 0
    assert bench.proofs.next_due() is None


def test_another_machine_stands_in_the_evidence(bench):
    bench.end("B0")
    bench.end("B1", said("B1-M1", remote_id="OTHER PC"))
    bench.look()
    (found,) = [path for path in bench.own.iterdir() if "(2)" in path.name]
    assert "A different machine answered: was “ACME FAX”, now “OTHER PC”" in texts(found)[0]
    assert "OTHER PC" in record(found)["recipients"][0]["differentMachine"]


def test_it_is_written_once_and_stays_when_the_service_deletes_the_fax(bench):
    bench.end()
    bench.look()
    before = (bench.own / NAME).read_bytes()
    bench.service.messages.clear()
    bench.tell("B1", said("B1-M1", RecipientState.DELETED), state=FaxState.CANCELLED)
    assert bench.look() == [NAME]
    assert (bench.own / NAME).read_bytes() == before


def test_more_that_is_told_of_the_same_end_is_no_other_end(bench):
    bench.end()
    bench.look()
    bench.tell("B1", said("B1-M1", cost=None), state=FaxState.DELIVERED)
    assert bench.look() == [NAME]


def test_a_fax_that_is_sent_again_has_evidence_of_each_end(bench):
    bench.end("B1", busy("B1-M1"), state=FaxState.FAILED)
    bench.look()
    bench.tell("B1", said("B1-M1", RecipientState.DELIVERING, attempt=4), is_live=True)
    bench.tell("B1", said("B1-M1", attempt=4), state=FaxState.DELIVERED)
    assert bench.look() == [FAILED, NAME]


def test_evidence_of_an_end_tells_of_that_end_though_the_fax_is_on_its_way_again(bench):
    bench.end("B1", busy("B1-M1"), state=FaxState.FAILED)
    bench.tell("B1", said("B1-M1", RecipientState.DELIVERING, attempt=4), is_live=True)
    assert bench.look() == [FAILED]
    assert "Busy after 3 tries" in texts(bench.own / FAILED)[0]
    assert NONE_THERE in texts(bench.own / FAILED)[0], "those of another try are not its pages"


@pytest.mark.parametrize("state", [RecipientState.CANCELLED, RecipientState.DELETED])
def test_what_a_person_stopped_is_neither_a_success_nor_a_failure(bench, state):
    bench.end("B1", said("B1-M1", state), state=FaxState.CANCELLED)
    assert bench.look() == []


def test_faxes_of_other_computers_are_proved_there(bench):
    bench.end(request=None)
    assert bench.look() == []


def test_pages_that_cannot_be_had_are_said_to_be_missing_and_added_later(bench):
    bench.service.lose_request("download", NoAnswer("a", "b"))
    bench.end()
    assert bench.look() == [NAME]
    (report,) = texts(bench.own / NAME)
    assert NOT_REACHED in report
    assert "DELIVERED" in report
    bench.look()
    assert bench.service.count("download") == 1, "not before some time has passed"

    assert bench.hurry() == [NAME]
    assert len(texts(bench.own / NAME)) == 3
    assert bench.proofs.next_due() is None


def test_what_a_person_has_changed_is_not_replaced_by_what_is_complete(bench):
    bench.service.lose_request("download", NoAnswer("a", "b"))
    bench.end()
    bench.look()
    (bench.own / NAME).write_text("mine")
    assert len(bench.hurry()) == 2
    assert (bench.own / NAME).read_text() == "mine"
    assert len(texts(bench.own / NAME.replace(".pdf", " (2).pdf"))) == 3


def test_a_service_without_pages_is_asked_some_more_times_only(bench):
    bench.service.refuses["download"] = "FILE_NOT_FOUND"
    bench.end()
    for _ in range(8):
        bench.hurry()
    assert bench.service.count("download") == 4
    assert bench.proofs.next_due() is None
    assert bench.look() == [NAME]


@pytest.mark.parametrize(
    "failure",
    [
        NoAnswer("a", "b"),
        AnswerUnreadable.because("odd"),
        refusal(StateCode.API_KEY_DEACTIVATED, None, "faxout.Download"),
    ],
    ids=lambda failure: type(failure).__name__,
)
def test_a_service_that_does_not_answer_well_is_asked_for_a_month(bench, failure, monkeypatch):
    bench.service.lose_request("download", *[failure] * 8)
    bench.end()
    for _ in range(6):
        bench.hurry()
    assert bench.proofs.next_due() is not None
    later = bench.desk.clock.now() + 31 * 24 * 3600 * 1000
    monkeypatch.setattr(type(bench.desk.clock), "now", lambda _: later)
    bench.hurry()
    assert bench.proofs.next_due() is None


def test_pages_that_no_one_can_draw_are_attached_all_the_same(bench):
    bench.service.sent_pages[".tif"] = b"II*\0 what is this"
    bench.end()
    assert bench.look() == [NAME]
    assert NOT_DRAWN in texts(bench.own / NAME)[0]
    assert attached(bench.own / NAME)["fax.tif"] == b"II*\0 what is this"
    assert not list(bench.own.glob(".*"))


def test_nothing_is_ever_overwritten(bench):
    bench.own.mkdir(parents=True)
    (bench.own / NAME).write_text("mine")
    (bench.own / NAME.replace(".pdf", " (2).pdf")).symlink_to("nowhere")
    bench.end()
    bench.look()
    assert (bench.own / NAME).read_text() == "mine"
    assert (bench.own / NAME.replace(".pdf", " (3).pdf")).is_file()


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "CON", "a\0b", "x" * 300, "🙂" * 80, "שלום עולם", "\u202egnp.exe", "   ", "a/b:c*?"],
    ids=repr,
)
def test_hostile_names_are_legal_and_stay_in_the_folder(bench, name):
    ref = bench.send("B1", person("+4930123450", "B1-M1", name, name), subject=name)[0]
    bench.tell("B1", said(ref, remote_id=name.replace("\0", "")), state=FaxState.DELIVERED)
    (written,) = bench.look()
    assert written.startswith("OK ")
    assert len(written.encode()) <= 130
    assert not set(written) & set('/\\:*?"<>|\0\u202e')
    assert len(texts(bench.own / written)) == 3
    assert record(bench.own / written)["recipients"][0]["name"] == name


def test_a_report_is_saved_in_a_folder_of_a_person_by_choice(bench):
    bench.proving.set_rules([bench.rule(pattern="{result} {number} {subject} {other}")])
    bench.end()
    assert bench.look() == [NAME]
    assert names(bench.folder) == ["OK 4930123450 Offer {other}.pdf"]
    (report,) = texts(bench.folder / "OK 4930123450 Offer {other}.pdf")
    assert "DELIVERED" in report


def test_or_the_report_with_the_pages_or_only_of_those_that_failed(bench):
    bench.proving.set_rules([bench.rule(ProofForm.EVIDENCE, failed_only=True), bench.without_own()])
    bench.end("B1")
    bench.end("B2", busy("B2-M1"), state=FaxState.FAILED)
    assert bench.look() == []
    assert names(bench.folder) == ["FAILED Anna.pdf"]
    assert len(texts(bench.folder / "FAILED Anna.pdf")) == 3


def test_what_is_not_wanted_any_more_is_not_written(bench):
    bench.proving.set_rules([bench.rule()])
    bench.end()
    bench.proving.set_rules([bench.without_own(), *(r for r in bench.proving.rules() if False)])
    assert bench.look() == []
    assert names(bench.folder) == ["OK Anna.pdf"]
    assert {rule.place: rule.form for rule in bench.proving.rules()} == {
        ProofPlace.ACCOUNT: ProofForm.NONE,
        ProofPlace.FOLDER: ProofForm.REPORT,
    }


def test_a_folder_that_is_gone_is_told_of_once_and_tried_again(bench):
    bench.proving.set_rules([bench.rule()])
    bench.folder.rmdir()
    bench.end("B1")
    bench.end("B2")
    bench.look()
    bench.hurry()
    assert bench.told() == [
        "Reports of sent faxes cannot be saved in the folder “My reports”: it is not there."
    ]
    assert len(names(bench.own)) == 2, "what can be written does not wait"
    bench.folder.mkdir()
    bench.hurry()
    assert names(bench.folder) == ["OK Anna (2).pdf", "OK Anna.pdf"]


def test_a_full_disk_is_told_of_and_nothing_is_left_half(bench, monkeypatch):
    bench.end()
    with monkeypatch.context() as patch:

        def fail(*_):
            raise OSError(errno.ENOSPC, "no")

        patch.setattr("byfax_desktop.engine.proof_files.os.fsync", fail)
        assert bench.look() == []
    assert bench.told() == [
        "Evidence of sent faxes cannot be saved in the folder “evidence”: its disk is full."
    ]
    assert bench.hurry() == [NAME]


def test_on_a_disk_that_is_really_full_it_waits_for_room(tmp_path):
    with small_disk(tmp_path / "disk", "1m") as disk:
        bench = ProofBench(tmp_path)
        folder = disk.folder / "reports"
        folder.mkdir()
        bench.proving.set_rules([bench.rule(ProofForm.EVIDENCE, folder=folder), bench.without_own()])
        bench.end()
        disk.fill()
        bench.look()
        assert names(folder) == []
        assert bench.told()[0].endswith("its disk is full.")
        disk.clear()
        bench.hurry()
        assert names(folder) == ["OK Anna.pdf"]
        bench.close()


def test_of_two_programs_one_writes_it(bench):
    bench.end()
    other = ProofBench(bench.home, bench.service)
    (wanted,) = other.proofs.wanted(other.desk.clock.now())
    assert other.proofs.claim(wanted, other.desk.owner.name)
    assert not bench.proofs.claim(wanted, bench.desk.owner.name)
    assert bench.look() == []
    other.close()
    assert bench.look() == [NAME]


def test_one_that_cannot_be_drawn_keeps_no_other_waiting(bench, monkeypatch):
    bench.end("B1")
    bench.end("B2")
    real, calls = part_of, []

    def odd(folder, ref):
        if ref.startswith("sheets") and not calls:
            calls.append(ref)
            raise ValueError("odd")
        return real(folder, ref)

    monkeypatch.setattr("byfax_desktop.engine.proving.part_of", odd)
    assert bench.look() == [NAME]
    assert len(bench.hurry()) == 2


def test_many_recipients_have_one_proof_together(bench):
    people = [
        person(f"+49301{place:06}", f"B1-M{place}", f"Person {place}") for place in range(MOST_SINGLE + 1)
    ]
    refs = bench.send("B1", *people)
    messages = [said(ref, number=each.number) for ref, each in zip(refs, people, strict=True)]
    messages[3] = busy(refs[3], number=people[3].number)
    bench.tell("B1", *messages[:-1])
    assert bench.look() == []
    bench.tell("B1", messages[-1], state=FaxState.PARTLY)
    (name,) = bench.look()
    assert name.startswith("PARTLY FAILED ")
    assert name.endswith(f" {MOST_SINGLE + 1} recipients.pdf")
    text = " ".join(texts(bench.own / name))
    assert all(each.name in text for each in people)
    assert len(record(bench.own / name)["recipients"]) == MOST_SINGLE + 1
    assert bench.service.count("download") == 0

    path = bench.proving.have("B1", refs[3], threading.Event())
    assert path.name.startswith("FAILED ")
    assert len(texts(path)) == 3


def test_a_few_recipients_have_a_proof_each(bench):
    refs = bench.send("B1", person("+4930123450", "B1-M1", "Anna"), person("+4930123452", "B1-M2", "Bob"))
    bench.tell("B1", said(refs[0]), busy(refs[1]), state=FaxState.PARTLY)
    assert bench.look() == [FAILED.replace("Anna", "Bob"), NAME]


def test_who_asks_gets_what_is_there(bench):
    bench.end()
    bench.look()
    assert bench.proving.have("B1", "B1-M1", threading.Event()) == bench.own / NAME
    assert bench.look() == [NAME]


def test_who_asks_for_an_old_fax_gets_it_made(bench):
    bench.proving.set_rules([bench.without_own()])
    bench.end(request=None)
    assert bench.look() == []
    assert bench.proving.have("B1", "B1-M1", threading.Event()) == bench.own / NAME
    assert len(texts(bench.own / NAME)) == 3


def test_who_asks_gets_pages_added_that_could_not_be_had_before(bench):
    bench.service.lose_request("download", NoAnswer("a", "b"))
    bench.end()
    bench.look()
    path = bench.proving.have("B1", "B1-M1", threading.Event())
    assert (path.name, len(texts(path))) == (NAME, 3)


def test_who_asks_gets_it_again_where_it_was_taken_away(bench):
    bench.end()
    bench.look()
    (bench.own / NAME).unlink()
    assert bench.proving.have("B1", "B1-M1", threading.Event()).is_file()


def test_who_asks_gets_the_evidence_of_the_last_end(bench):
    bench.end("B1", busy("B1-M1"), state=FaxState.FAILED)
    bench.look()
    bench.proving.set_rules([bench.without_own()])
    bench.tell("B1", said("B1-M1", attempt=4), state=FaxState.DELIVERED)
    bench.look()
    assert bench.proving.have("B1", "B1-M1", threading.Event()).name == NAME


def test_of_all_recipients_together_there_is_evidence_on_request(bench):
    refs = bench.send("B1", person("+4930123450", "B1-M1", "Anna"), person("+4930123452", "B1-M2", "Bob"))
    bench.tell("B1", said(refs[0]), busy(refs[1]), state=FaxState.PARTLY)
    path = bench.proving.have("B1", "", threading.Event())
    assert path.name.startswith("PARTLY FAILED ")
    assert bench.proving.have("B1", "", threading.Event()) == path


def test_a_rejected_fax_has_one_evidence_however_often_it_is_asked_for(bench):
    bench.reject()
    bench.look()
    bench.proving.have("B1", "B1-M1", threading.Event())
    assert len(names(bench.own)) == 1


def test_who_asks_is_told_why_it_cannot_be_written(bench, monkeypatch):
    def fail(*_):
        raise OSError(errno.ENOSPC, "no")

    bench.end()
    monkeypatch.setattr("byfax_desktop.engine.proof_files.os.fsync", fail)
    with pytest.raises(FolderTrouble) as told:
        bench.proving.have("B1", "B1-M1", threading.Event())
    assert as_trouble(told.value).what.endswith("its disk is full.")


def test_of_a_fax_on_its_way_there_is_no_evidence(bench):
    bench.send()
    with pytest.raises(EngineTrouble, match="still on its way"):
        bench.proving.have("B1", "B1-M1", threading.Event())
    with pytest.raises(EngineTrouble, match="no longer there"):
        bench.proving.have("nothing", "", threading.Event())


@pytest.mark.parametrize("kind", [TroubleKind.CRASHED, TroubleKind.TIMEOUT])
def test_a_process_that_broke_over_the_pages_is_given_some_more_tries(bench, monkeypatch, kind):
    def break_down(_, documents, *__, **___):
        raise DocumentTrouble.of(kind, documents[0].path)

    bench.end()
    with monkeypatch.context() as patch:
        patch.setattr(PageHelper, "rasterize", break_down)
        for _ in range(3):
            assert bench.hurry() == []
        assert bench.hurry() == [NAME], "better without sheets than none at all"
    assert NOT_DRAWN in texts(bench.own / NAME)[0]


def test_who_ends_the_program_gets_no_evidence_that_lacks_its_pages(bench, monkeypatch):
    def stop(_, documents, *__, **___):
        bench.proving.stopped.set()
        raise DocumentTrouble.of(TroubleKind.CRASHED, documents[0].path)

    bench.end()
    with monkeypatch.context() as patch:
        patch.setattr(PageHelper, "rasterize", stop)
        with pytest.raises(Cancelled):
            bench.look()
    assert names(bench.own) == []
    bench.proving.stopped.clear()
    assert bench.look() == [NAME]
    assert len(texts(bench.own / NAME)) == 3


def test_a_running_engine_writes_evidence_by_itself_and_brings_it_on_request(tmp_path):
    service = FakeService()
    service.sent_pages[".tif"] = fax_pages()
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7 letter")
    engine = Engine(service, tmp_path / "data", poll_scale=0.01)
    heard, written, end = HeardEvents(engine.bus), threading.Event(), engine._proving._proofs.end
    engine._proving._proofs.end = lambda *what: (end(*what), written.set())
    engine.start()
    engine.submit(Draft((letter,), (DraftRecipient("+4930123450", "Anna"),), SenderIdentity("Me")))
    heard.wait_for(OutboxChanged)
    service.before["list_recipients"] = service.finish_all
    assert written.wait(30)
    (path,) = (tmp_path / "data" / "evidence").iterdir()
    assert path.name.startswith("OK ")
    assert len(texts(path)) == 3

    (ref,), (message_ref,) = service.broadcasts, service.messages
    job = engine.fetch_evidence(ref, message_ref)
    assert heard.wait_for(EvidenceReady, lambda event: event.job_id == job).path == path
    assert {rule.place: rule.form for rule in engine.proof_rules()}[ProofPlace.ACCOUNT] is ProofForm.EVIDENCE
    engine.set_proof_rules([rule := ProofRule(ProofPlace.ACCOUNT, ProofForm.NONE)])
    assert rule in engine.proof_rules()
    engine.close()


KILLED = """
    import os, sys
    from pathlib import Path
    from byfax_desktop.engine import keep_file, proof_files, proving
    from byfax_desktop.store.proofs import Proofs
    from proof_bench import ProofBench

    def die(*_, **__):
        os.kill(os.getpid(), 9)

    def die_after(does):
        def done(*what, **more):
            does(*what, **more)
            die()
        return done

    def no_links(*_):
        raise OSError(1, "no links")

    bench = ProofBench(Path(sys.argv[1]))
    bench.service.messages["B1-M1"] = None
    moment = sys.argv[2]
    if "without links" in moment:
        os.link = no_links
    bench.proving.hurry()
    {patch}
    bench.proving.look()
"""
MOMENTS = {
    "before it is drawn": "proving.evidence_of = die",
    "while it is written": "proof_files.os.fsync = die",
    "before it has its name": "proof_files.take_name = die",
    "when it has its name": "os.link = die_after(os.link)",
    "before it is done": "Proofs.end = die",
    "with the name taken, without links": "Path.replace = die",
    "before it is done, without links": "Proofs.end = die",
}
COMPLETED = {
    "before it is complete": "Path.replace = die",
    "when it is complete": "Path.replace = die_after(Path.replace)",
    "before it is known to be complete": "Proofs.end = die",
}


def killed(home, moment, patch):
    script = textwrap.dedent(KILLED).format(patch=patch)
    paths = os.pathsep.join([*sys.path, str(Path(__file__).parent)])
    run = subprocess.run(
        [sys.executable, "-c", script, str(home), moment],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == -9, run.stderr


def is_whole(bench):
    """Whether there is one file, with the pages, and nothing that is left over."""
    (name,) = bench.hurry()
    return name == NAME and len(texts(bench.own / name)) == 3 and bench.proofs.next_due() is None


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_program_killed_in_the_middle_leaves_one_whole_file_after_the_next_start(tmp_path, moment):
    before = ProofBench(tmp_path)
    before.end()
    before.close()
    killed(tmp_path, moment, MOMENTS[moment])
    after = ProofBench(tmp_path, before.service)
    assert is_whole(after)
    after.close()


@pytest.mark.parametrize("moment", COMPLETED)
def test_a_program_killed_while_pages_are_added_leaves_one_whole_file_too(tmp_path, moment):
    before = ProofBench(tmp_path)
    before.service.lose_request("download", NoAnswer("a", "b"))
    before.end()
    assert before.look() == [NAME]
    before.close()
    killed(tmp_path, moment, COMPLETED[moment])
    after = ProofBench(tmp_path, before.service)
    assert is_whole(after)
    after.close()


def test_a_program_killed_when_the_file_without_pages_has_its_name_adds_them_later(tmp_path):
    before = ProofBench(tmp_path)
    before.service.lose_request("download", NoAnswer("a", "b"))
    before.end()
    killing = before.proofs.put_off
    before.proving._proofs.put_off = lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        before.look()
    before.proving._proofs.put_off = killing
    assert names(before.own) == [NAME]
    assert before.proofs.one(1).state is ProofState.WANTED
    before.close()
    after = ProofBench(tmp_path, before.service)
    assert is_whole(after)
    after.close()
