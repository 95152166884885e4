"""The service's own pages of documents: uploaded once, asked for in peace, kept on this computer for a while."""

from __future__ import annotations

import hashlib
import os
import stat
import threading

import pytest
from fake_service import FakeService
from heard_events import HeardEvents
from hypothesis import given, settings
from hypothesis import strategies as st
from outbox_bench import Bench

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.engine import PREVIEWS_AT_ONCE, Engine
from byfax_desktop.engine.events import DocumentPreviewReady, FaxQueued, JobFinished, JobProgress, JobStarted
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.preview_cache import PreviewCache
from byfax_desktop.engine.previews import Previews
from byfax_desktop.engine.trouble import EngineTrouble, as_trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import (
    AnswerUnreadable,
    ByfaxError,
    Cancelled,
    DuplicateReference,
    LocalFileError,
    NoAnswer,
    TemporaryRefusal,
    Unreachable,
    refusal,
)
from byfax_desktop.service.files import FileSource

QUICK = Patience().scaled(0.0001)
NOTHING_CAME = NoAnswer("Nothing came.", "Wait.")
NO_NETWORK = Unreachable("There is no connection.", "Check the network.")


@pytest.fixture
def service():
    return FakeService()


@pytest.fixture
def bus():
    return EventBus()


@pytest.fixture
def heard(bus):
    return HeardEvents(bus)


@pytest.fixture
def previews(service, tmp_path, bus):
    return Previews(service.document, tmp_path / "previews", bus, QUICK)


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.docx"
    path.write_bytes(b"PK letter")
    return path


@pytest.fixture
def job(bus):
    return Job("J", "Loading", False, bus)


def kept(tmp_path):
    return sorted(path.name for path in (tmp_path / "previews").iterdir())


def test_pages_are_brought_and_told_of(previews, service, heard, letter, job):
    previews.fetch(letter, job)

    (ready,) = heard.of(DocumentPreviewReady)
    assert ready.path == letter
    assert ready.pdf_path.read_bytes() == service.preview_bytes


def test_the_document_has_the_ref_that_send_gives_it(previews, service, letter, job, heard):
    previews.fetch(letter, job)

    (upload,) = service.uploads
    assert upload.document_ref == hashlib.md5(b"PK letter").hexdigest()
    assert upload.document_file.file_name == "letter.docx"
    assert heard.of(JobProgress)[-1] == JobProgress("J", 9, 9)


def test_a_fax_of_a_document_that_was_previewed_needs_no_upload(service, bus, tmp_path, job):
    bench = Bench(tmp_path, service)
    paths = [tmp_path / "documents" / name for name in ("a.docx", "b.docx")]
    paths[0].parent.mkdir()
    for path in paths:
        path.write_bytes(b"PK " + path.name.encode())
    Previews(service.document, tmp_path / "previews", bus, QUICK).fetch(paths[0], job)
    bench.send(documents=tuple(paths))
    bench.sender.look()

    assert [upload.document_file.file_name for upload in service.uploads] == ["a.docx", "b.docx"]
    assert service.count("submit") == 1


def test_a_preview_of_a_document_that_was_faxed_needs_no_upload(previews, service, letter, job, heard):
    service.documents[hashlib.md5(b"PK letter").hexdigest()] = FileSource.from_path(letter)
    previews.fetch(letter, job)

    assert heard.of(DocumentPreviewReady)
    assert service.count("upload_document") == 0


def test_the_same_content_is_answered_without_a_call(previews, service, letter, job, heard):
    previews.fetch(letter, job)
    calls = list(service.calls)
    copy = letter.with_name("copy.docx")
    copy.write_bytes(letter.read_bytes())
    previews.fetch(letter, job)
    previews.fetch(copy, job)

    assert service.calls == calls
    assert [event.path for event in heard.of(DocumentPreviewReady)] == [letter, letter, copy]
    assert len({event.pdf_path for event in heard.of(DocumentPreviewReady)}) == 1


def test_the_next_start_knows_what_was_brought(previews, service, letter, job, heard, bus, tmp_path):
    previews.fetch(letter, job)
    calls = list(service.calls)
    Previews(service.document, tmp_path / "previews", bus, QUICK).fetch(letter, job)

    assert service.calls == calls
    assert len(heard.of(DocumentPreviewReady)) == 2


def test_a_document_that_was_changed_is_uploaded_anew(previews, service, letter, job, heard):
    previews.fetch(letter, job)
    before = letter.stat()
    letter.write_bytes(b"PK LETTER")
    os.utime(letter, ns=(before.st_atime_ns, before.st_mtime_ns))  # as a program does that keeps dates
    previews.fetch(letter, job)

    assert service.count("upload_document") == 2
    first, second = heard.of(DocumentPreviewReady)
    assert first.pdf_path != second.pdf_path


def test_pages_that_are_being_made_are_waited_for(previews, service, letter, job, heard):
    service.previews_to_wait = 2
    previews.fetch(letter, job)

    assert service.count("get_document_preview") == 3
    assert service.count("upload_document") == 1
    assert heard.of(DocumentPreviewReady)


def test_the_service_is_asked_politely_and_for_two_minutes():
    pauses = Patience().conversion

    assert pauses[:3] == (1, 2, 3)
    assert min(pauses) == 1
    assert max(pauses) == 5
    assert sum(pauses) == 120


def test_pages_that_are_not_made_in_time_can_be_asked_for_again(previews, service, letter, job, heard):
    service.previews_to_wait = 27
    with pytest.raises(EngineTrouble) as caught:
        previews.fetch(letter, job)
    trouble = as_trouble(caught.value)
    assert (trouble.what, trouble.do) == (
        "byFax is still converting “letter.docx”.",
        "Try again in a minute.",
    )
    assert service.count("get_document_preview") == 27
    assert heard.of(DocumentPreviewReady) == []

    previews.fetch(letter, job)
    assert service.count("upload_document") == 1


def test_another_hindrance_that_stays_is_told_as_it_is(previews, service, letter, job):
    service.refuses["get_document_preview"] = "FILE_STORAGE_READ_ERROR"
    with pytest.raises(TemporaryRefusal) as caught:
        previews.fetch(letter, job)

    assert caught.value.code is StateCode.FILE_STORAGE_READ_ERROR


def test_an_upload_whose_answer_was_lost_is_not_repeated(previews, service, letter, job, heard):
    service.lose_answer("upload_document", NOTHING_CAME)
    previews.fetch(letter, job)

    assert service.count("upload_document") == 1
    assert heard.of(DocumentPreviewReady)


def test_an_upload_that_the_service_swallowed_is_told_and_not_repeated(previews, service, letter, job):
    service.lose_request("upload_document", NOTHING_CAME)
    with pytest.raises(NoAnswer):
        previews.fetch(letter, job)

    assert service.count("upload_document") == 1


def test_a_lost_answer_or_two_to_the_question_do_no_harm(previews, service, letter, job, heard):
    service.lose_answer("get_document_preview", NOTHING_CAME, AnswerUnreadable.because("cut off"))
    previews.fetch(letter, job)

    assert service.count("get_document_preview") == 3
    assert heard.of(DocumentPreviewReady)


def test_a_service_that_never_answers_the_question_is_not_asked_for_ever(previews, service, letter, job):
    service.lose_request("get_document_preview", *[NOTHING_CAME] * 9)
    with pytest.raises(NoAnswer):
        previews.fetch(letter, job)

    assert service.count("get_document_preview") == 3


@pytest.mark.parametrize(
    ("operation", "error"),
    [
        ("check_document", NO_NETWORK),
        ("upload_document", NO_NETWORK),
        ("get_document_preview", NO_NETWORK),
        ("check_document", refusal(StateCode.API_KEY_NOT_FOUND, None, "document.checkDocument")),
        ("upload_document", refusal(StateCode.FILE_FORMAT_UNSUPPORTED, None, "document.uploadDocument")),
        ("get_document_preview", refusal(StateCode.FILE_CONVERTION_FAILED, None, "document.x")),
    ],
)
def test_what_ends_the_attempt_at_once_is_told(previews, service, letter, job, heard, operation, error):
    service.lose_request(operation, error)
    with pytest.raises(ByfaxError) as caught:
        previews.fetch(letter, job)

    assert caught.value is error
    assert as_trouble(error).do
    assert service.calls[-1] == operation
    assert heard.of(DocumentPreviewReady) == []
    previews.fetch(letter, job)
    assert heard.of(DocumentPreviewReady)


def test_a_ref_that_other_content_has_is_left_alone(previews, service, letter, job, heard):
    other = FileSource.from_bytes(b"something else")
    ref = hashlib.md5(b"PK letter").hexdigest()
    service.documents[ref] = other
    previews.fetch(letter, job)

    assert service.documents[ref] is other
    assert service.uploads[0].document_ref != ref
    assert heard.of(DocumentPreviewReady)


def test_somebody_else_uploads_the_same_meanwhile(previews, service, letter, job, heard):
    def arrive():
        service.documents[hashlib.md5(b"PK letter").hexdigest()] = FileSource.from_bytes(b"PK letter")

    service.before["upload_document"] = arrive
    previews.fetch(letter, job)

    assert service.uploads == []
    assert heard.of(DocumentPreviewReady)


def test_a_duplicate_that_the_service_denies_having_is_told(previews, service, letter, job):
    service.refuses["upload_document"] = "FILE_REFERENCE_DUPLICATE"
    with pytest.raises(DuplicateReference):
        previews.fetch(letter, job)


def test_no_pages_are_none(previews, service, letter, job, tmp_path):
    service.preview_bytes = None
    with pytest.raises(EngineTrouble, match=r"no pages of “letter.docx”"):
        previews.fetch(letter, job)

    assert kept(tmp_path) == []


def test_what_is_no_file_of_pages_is_not_kept(previews, service, letter, job, tmp_path, heard):
    service.preview_bytes = b"<html>Sign in</html>"
    with pytest.raises(AnswerUnreadable):
        previews.fetch(letter, job)
    assert kept(tmp_path) == []
    assert heard.of(DocumentPreviewReady) == []

    service.preview_bytes = b"II*\0 a TIFF is pages as well"
    previews.fetch(letter, job)
    assert heard.of(DocumentPreviewReady)


def test_waiting_can_be_called_off(previews, service, letter, job, heard):
    service.previews_to_wait = 1000
    service.before["get_document_preview"] = lambda: (
        service.count("get_document_preview") == 2 and job.cancel.set()
    )
    with pytest.raises(Cancelled):
        previews.fetch(letter, job)

    assert heard.of(DocumentPreviewReady) == []


def test_what_was_called_off_before_it_began_asks_nobody(previews, service, letter, job):
    job.cancel.set()
    with pytest.raises(Cancelled):
        previews.fetch(letter, job)

    assert service.calls == []


@pytest.mark.parametrize("kind", ["missing", "empty", "folder"])
def test_a_file_that_cannot_be_read_is_told_without_asking_anyone(previews, service, letter, job, kind):
    letter.unlink()
    if kind == "empty":
        letter.touch()
    elif kind == "folder":
        letter.mkdir()
    with pytest.raises(EngineTrouble, match="letter"):
        previews.fetch(letter, job)

    assert service.calls == []


def test_a_document_that_is_saved_while_it_is_looked_at_is_not_mixed_up(
    previews, service, letter, job, heard
):
    service.before["check_document"] = lambda: letter.write_bytes(b"PK another letter")
    with pytest.raises(LocalFileError, match="was changed"):
        previews.fetch(letter, job)

    assert service.uploads == []
    assert heard.of(DocumentPreviewReady) == []


@pytest.mark.skipif(os.name != "posix", reason="modes")
def test_only_its_owner_may_look_at_a_preview(previews, letter, job, heard, tmp_path):
    previews.fetch(letter, job)

    assert stat.S_IMODE((tmp_path / "previews").stat().st_mode) == 0o700


def test_two_who_want_the_same_at_once_bring_it_once(previews, service, letter, bus, heard):
    arrived, go_on = threading.Event(), threading.Event()

    def hold():
        arrived.set()
        assert go_on.wait(20)

    service.before["upload_document"] = hold
    threads = [
        threading.Thread(target=previews.fetch, args=(letter, Job(name, name, False, bus))) for name in "AB"
    ]
    for thread in threads:
        thread.start()
    assert arrived.wait(20)
    go_on.set()
    for thread in threads:
        thread.join(20)

    assert len(heard.of(DocumentPreviewReady)) == 2
    assert (service.count("upload_document"), service.count("get_document_preview")) == (1, 1)


def test_whoever_waits_for_another_can_be_called_off(previews, service, letter, bus, heard):
    arrived, go_on = threading.Event(), threading.Event()

    def hold():
        arrived.set()
        assert go_on.wait(20)

    service.before["upload_document"] = hold
    first = threading.Thread(target=previews.fetch, args=(letter, Job("A", "A", False, bus)))
    first.start()
    assert arrived.wait(20)
    second = Job("B", "B", False, bus)
    second.cancel.set()
    with pytest.raises(Cancelled):
        previews.fetch(letter, second)
    go_on.set()
    first.join(20)

    assert [event.path for event in heard.of(DocumentPreviewReady)] == [letter]


FAULTS = st.lists(
    st.sampled_from(["check_document", "upload_document", "get_document_preview"]).flatmap(
        lambda operation: st.tuples(
            st.just(operation),
            st.sampled_from(["lose_request", "lose_answer"]),
            st.sampled_from([NOTHING_CAME, NO_NETWORK, AnswerUnreadable.because("cut off")]),
        )
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(FAULTS, st.integers(0, 4), st.lists(st.sampled_from("abab"), min_size=1, max_size=6))
def test_whatever_gets_lost_each_content_is_stored_once(tmp_path_factory, faults, slow, wanted):
    folder = tmp_path_factory.mktemp("previews")
    service, bus = FakeService(), EventBus()
    service.previews_to_wait = slow
    for operation, how, error in faults:
        getattr(service, how)(operation, error)
    previews = Previews(service.document, folder / "previews", bus, QUICK)
    heard = HeardEvents(bus)
    for name in wanted:
        path = folder / f"{name}.docx"
        path.write_bytes(name.encode())
        for _ in range(8):  # a person who tries again
            try:
                previews.fetch(path, Job("J", "Loading", False, bus))
                break
            except ByfaxError:
                continue

    stored = [upload.document_file.content.md5 for upload in service.uploads]
    assert sorted(stored) == sorted(hashlib.md5(name.encode()).hexdigest() for name in set(wanted))
    assert [event.path.stem for event in heard.of(DocumentPreviewReady)] == wanted


# What is kept


def put(cache, name, size, when):
    cache.place_for(name).write_bytes(b"x" * size)
    path = cache.keep(name)
    os.utime(path, (when, when))
    return path


def test_only_so_many_previews_are_kept(tmp_path):
    cache = PreviewCache(tmp_path / "previews", most=3)
    for number in range(5):
        put(cache, f"n{number}", 1, 1000 + number)

    assert [cache.find(f"n{number}") is not None for number in range(5)] == [False, False, True, True, True]


def test_only_so_many_bytes_are_kept_and_the_newest_in_any_case(tmp_path):
    cache = PreviewCache(tmp_path / "previews", most_bytes=100)
    put(cache, "old", 60, 1000)
    put(cache, "young", 30, 1001)
    put(cache, "new", 50, 1002)
    assert [cache.find(name) is not None for name in ("old", "young", "new")] == [False, True, True]

    put(cache, "huge", 500, 900)
    assert kept(tmp_path) == ["huge.preview"]


def test_what_is_wanted_again_stays_longer(tmp_path):
    cache = PreviewCache(tmp_path / "previews", most=2)
    put(cache, "a", 1, 1000)
    put(cache, "b", 1, 1001)
    assert cache.find("a")
    put(cache, "c", 1, 1002)

    assert cache.find("a")
    assert cache.find("b") is None


def test_what_a_killed_program_left_is_removed_after_a_day(tmp_path):
    cache = PreviewCache(tmp_path / "previews")
    left = cache.place_for("x")
    left.write_bytes(b"half")
    cut = left.with_name(".byfax-1.part")
    cut.write_bytes(b"half")
    os.utime(left, (1000, 1000))
    put(cache, "a", 1, 1000)

    assert kept(tmp_path) == [".byfax-1.part", "a.preview"]


# As the engine has it


@pytest.fixture
def engine(service, tmp_path):
    made = Engine(service, tmp_path / "account", poll_scale=0.0001)
    yield made
    made.close()


def test_the_engine_brings_a_preview_as_a_job(engine, letter, tmp_path):
    heard = HeardEvents(engine.bus)
    job_id = engine.preview_document(letter)

    assert heard.wait_for(JobFinished).trouble is None
    assert heard.of(JobStarted) == [JobStarted(job_id, "Loading the pages of letter.docx")]
    assert heard.of(DocumentPreviewReady)[0].pdf_path.parent == tmp_path / "account" / "previews"


def test_the_trouble_of_a_preview_is_that_of_its_job(engine, service, letter):
    heard = HeardEvents(engine.bus)
    service.refuses["upload_document"] = "FILE_FORMAT_UNSUPPORTED"
    job_id = engine.preview_document(letter)

    finished = heard.wait_for(JobFinished)
    assert finished.job_id == job_id
    assert finished.trouble.what == "byFax can't turn this kind of file into a fax."


def test_a_preview_is_called_off_by_its_job(service, letter, tmp_path):
    service.previews_to_wait = 10**6
    engine = Engine(service, tmp_path / "account")
    heard = HeardEvents(engine.bus)
    asked = threading.Event()
    service.before["get_document_preview"] = asked.set
    job_id = engine.preview_document(letter)
    assert asked.wait(20)
    engine.cancel_job(job_id)

    assert heard.wait_for(JobFinished).trouble is not None
    engine.close()


def test_slow_previews_keep_no_fax_waiting(service, tmp_path, letter):
    service.previews_to_wait = 10**6
    engine = Engine(service, tmp_path / "account")
    heard = HeardEvents(engine.bus)
    for number in range(PREVIEWS_AT_ONCE + 4):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(b"PK %d" % number)
        engine.preview_document(path)
    engine.submit(Draft((letter,), (DraftRecipient("+4930123456", "Anna"),), SenderIdentity("Me")))

    assert heard.wait_for(FaxQueued)
    engine.close()


def test_closing_the_engine_ends_its_previews(service, letter, tmp_path):
    service.previews_to_wait = 10**6
    engine = Engine(service, tmp_path / "account")
    heard = HeardEvents(engine.bus)
    asked = threading.Event()
    service.before["get_document_preview"] = asked.set
    engine.preview_document(letter)
    assert asked.wait(20)
    engine.close()

    assert heard.wait_for(JobFinished)
