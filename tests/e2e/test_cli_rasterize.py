"""Fax pages made with the real command line, and sent as they are."""

from __future__ import annotations

import json
import subprocess

import pytest


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("One\fTwo\fThree")
    return path


def test_what_was_made_can_be_sent_as_it_is(byfax, note, tmp_path):
    out = tmp_path / "pages.tiff"
    made = byfax("rasterize", note, out, "--pages", "1-2")
    assert made.returncode == 0
    assert made.stdout.startswith(f"{out}: 2 pages, about ")
    assert made.stdout.endswith(" s on the line\n")
    assert (
        "CCITT Group 4"
        in subprocess.run(["tiffinfo", str(out)], capture_output=True, text=True, check=True).stdout
    )

    sent = byfax("send", out, "--to", "+4930123450", "--from-name", "Me", "--tiff", "--wait")
    assert sent.returncode == 0, sent.stderr
    assert "Delivered, 2 pages" in sent.stdout


def test_a_script_learns_what_was_made(byfax, note, tmp_path):
    out = tmp_path / "pages.tif"
    answer = json.loads(
        byfax("rasterize", note, out, "--quality", "standard", "--mode", "photo", "--json").stdout
    )

    size = out.stat().st_size
    assert answer == {"file": str(out), "pages": 3, "bytes": size, "seconds": round(size * 8 / 14_400)}


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["{note}", "{out}.pdf"], 2, "no TIFF"),
        (["{out}.tiff"], 2, "Documents"),
        (["{note}", "{out}.tiff", "--pages", "7"], 2, "don't have the pages"),
        (["{note}", "{out}.tiff", "--pages", "x"], 2, "does not name pages"),
        (["{out}.gone", "{out}.tiff"], 5, "no longer there"),
    ],
)
def test_what_cannot_be_made_is_told_and_leaves_nothing(byfax, note, tmp_path, argv, code, words):
    before = sorted(tmp_path.iterdir())
    result = byfax("rasterize", *(each.format(note=note, out=tmp_path / "out") for each in argv))

    assert result.returncode == code
    assert words in result.stderr
    assert [path for path in sorted(tmp_path.iterdir()) if path.name != "data"] == before


def test_pages_that_were_there_stay_when_new_ones_fail(byfax, note, tmp_path):
    out = tmp_path / "pages.tiff"
    byfax("rasterize", note, out)
    before = out.read_bytes()
    note.write_bytes(b"%PDF-1.7\nbroken")

    assert byfax("rasterize", note, out).returncode == 5
    assert out.read_bytes() == before
