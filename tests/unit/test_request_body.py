"""The body of a request: a stream of exactly the length announced, or an error before its last byte."""

from __future__ import annotations

import base64
import dataclasses
import errno
import io
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.service.body import RequestBody
from byfax_desktop.service.codec import Envelope
from byfax_desktop.service.errors import Cancelled, LocalFileError
from byfax_desktop.service.files import CHUNK, FileSource

PIECES = st.lists(st.binary(max_size=200) | st.binary(min_size=1, max_size=200).map(FileSource.from_bytes))


def whole(body: RequestBody, size: int = 64 * 1024) -> bytes:
    return b"".join(iter(lambda: body.read(size), b""))


@given(PIECES, st.integers(1, 300))
def test_it_is_the_pieces_in_their_order_and_as_long_as_it_says(pieces, size):
    body = RequestBody(Envelope(tuple(pieces)))
    wanted = b"".join(
        piece if isinstance(piece, bytes) else base64.b64encode(piece.open().read()) for piece in pieces
    )

    assert body.length == len(wanted)
    assert body.file_bytes == sum(piece.size for piece in pieces if isinstance(piece, FileSource))
    assert whole(body, size) == wanted
    assert body.given_out


@pytest.mark.parametrize("size", [1, 2, 3, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 2])
def test_a_file_of_any_length_is_one_base64_text(size):
    data = bytes(index % 251 for index in range(size))

    assert whole(RequestBody(Envelope((FileSource.from_bytes(data),)))) == base64.b64encode(data)


def test_all_at_once():
    assert RequestBody(Envelope((b"<a>", FileSource.from_bytes(b"hi"), b"</a>"))).read() == b"<a>aGk=</a>"


def test_it_is_given_out_with_its_last_byte_and_not_before():
    body = RequestBody(Envelope((b"<a>", FileSource.from_bytes(b"hi"), b"</a>")))
    for _ in range(body.length):
        assert not body.given_out
        body.read(1)

    assert body.given_out


def test_progress_counts_the_bytes_of_all_files():
    told: list[tuple[int, int]] = []
    two = Envelope((b"<a>", FileSource.from_bytes(bytes(CHUNK * 2)), FileSource.from_bytes(b"abc"), b"</a>"))
    whole(RequestBody(two, lambda done, total: told.append((done, total))))

    total = CHUNK * 2 + 3
    assert told == [(CHUNK, total), (CHUNK * 2, total), (total, total)]


def test_it_stops_when_it_is_cancelled():
    cancel = threading.Event()
    body = RequestBody(Envelope((FileSource.from_bytes(bytes(10 * CHUNK)),)), cancel=cancel)
    body.read(100)
    cancel.set()

    with pytest.raises(Cancelled):
        body.read(100)
    assert not body.given_out


@pytest.mark.parametrize("now", [b"", b"fa", b"faxx", b"FAX"])
def test_a_file_that_became_another_never_leaves_whole(now):
    source = dataclasses.replace(
        FileSource.from_bytes(b"fax"), _open=lambda: io.BytesIO(now), name="scan.pdf"
    )
    body = RequestBody(Envelope((b"<a>", source, b"</a>")))

    with pytest.raises(LocalFileError, match=r"“scan\.pdf” was changed"):
        whole(body)
    assert not body.given_out


class Unplugged(io.BytesIO):
    """A file on a disk that is pulled out after the first block."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError(errno.EIO, "Input/output error")
        return super().read(size)


def test_a_disk_that_fails_in_the_middle_is_told_as_such():
    """Anything but our own error would be taken for a broken connection."""
    data = bytes(3 * CHUNK)
    source = dataclasses.replace(FileSource.from_bytes(data), _open=lambda: Unplugged(data), name="scan.pdf")
    body = RequestBody(Envelope((source, b"</a>")))

    with pytest.raises(LocalFileError, match=r"“scan\.pdf” could not be read"):
        whole(body)
    assert not body.given_out
