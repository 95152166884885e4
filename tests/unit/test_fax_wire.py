"""Frames between the page helper and its children: whole ones arrive as they left, others are found out."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.process.wire import Garbled, Message, page_request, receive, send, wanted_page
from byfax_desktop.fax.treatment import Cut, Treatment
from byfax_desktop.fax.wanted import FaxLook, HeaderText, WantedPage

words = st.text(max_size=20)
told = st.dictionaries(
    words, st.none() | st.booleans() | st.integers() | words | st.lists(st.integers()), max_size=4
)
messages = st.tuples(told, st.binary(max_size=300))
treatments = st.builds(
    Treatment,
    mode=st.none() | st.sampled_from(Mode),
    quarter_turns=st.integers(0, 3),
    pages=st.just(PageChoice(((1, 2), (5, None)))),
    contrast=st.integers(-100, 100),
    cut=st.builds(Cut, *[st.integers(0, 100)] * 4),
    skip_blank=st.booleans(),
)
headers = st.builds(
    HeaderText,
    words,
    st.lists(st.tuples(words, words), max_size=3).map(tuple),
    st.integers(1),
    st.integers(1),
)
looks = st.builds(
    FaxLook, st.sampled_from(Resolution), st.sampled_from(Mode), treatments, st.none() | headers
)
wanted = st.builds(
    WantedPage,
    path=st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=20).map(Path),
    index=st.integers(0),
    width=st.integers(),
    look=st.none() | looks,
    password=words,
)


def frames(*sent: Message) -> bytes:
    stream = io.BytesIO()
    for head, content in sent:
        send(stream, head, content)
    return stream.getvalue()


@given(st.lists(messages, max_size=4))
def test_what_is_sent_arrives_in_its_order_and_then_nothing(sent: list[Message]) -> None:
    stream = io.BytesIO(frames(*sent))
    assert [receive(stream) for _ in sent] == sent
    assert receive(stream) is None


@given(messages, st.data())
def test_a_frame_that_is_cut_anywhere_is_garbled(message: Message, data: st.DataObject) -> None:
    whole = frames(message)
    cut = whole[: data.draw(st.integers(1, len(whole) - 1))]
    with pytest.raises(Garbled):
        receive(io.BytesIO(cut))


@given(st.binary(max_size=200))
def test_any_bytes_are_messages_or_garbled(sent: bytes) -> None:
    stream = io.BytesIO(sent)
    try:
        while receive(stream) is not None:
            pass
    except Garbled:
        return
    assert stream.tell() == len(sent)


@pytest.mark.parametrize(
    "head", [b"[]", b"null", b"1", b'"a"', b"{", b"", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 100_000]
)
def test_a_head_that_is_no_object_is_garbled(head: bytes) -> None:
    with pytest.raises(Garbled):
        receive(io.BytesIO(struct.pack("<LL", len(head), 0) + head))


@pytest.mark.parametrize("sizes", [(2**32 - 1, 0), (2, 2**32 - 1), (2**28, 1), (2**31, 2**31)])
def test_nothing_immense_is_waited_for(sizes: tuple[int, int]) -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert size == 8, "only the sizes"
            return struct.pack("<LL", *sizes)

    with pytest.raises(Garbled):
        receive(Endless())  # type: ignore[arg-type]


def test_who_listens_no_more_is_an_os_error() -> None:
    class Closed(io.BytesIO):
        def flush(self) -> None:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        send(Closed(), {})


@given(wanted)
def test_a_wanted_page_survives_the_way(page: WantedPage) -> None:
    assert wanted_page(json.loads(json.dumps(page_request(page)))) == page


@given(wanted)
def test_it_arrives_in_a_frame(page: WantedPage) -> None:
    arrived = receive(io.BytesIO(frames((page_request(page), b""))))
    assert arrived is not None
    assert wanted_page(arrived[0]) == page


def test_a_name_that_is_no_text_survives_too() -> None:
    page = WantedPage(Path("odd\udcff\n"), 0, 1)
    arrived = receive(io.BytesIO(frames((page_request(page), b""))))
    assert arrived is not None
    assert wanted_page(arrived[0]) == page


def test_a_password_is_in_no_repr() -> None:
    assert "hidden" not in repr(WantedPage(Path("a"), 0, 1, password="hidden"))
