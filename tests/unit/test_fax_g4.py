"""Fax pages into Group 4 TIFF and back, dot for dot, and what makes a TIFF no fax."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from byfax_desktop.fax.g4 import TiffFault, TiffWriter, read_tiff, validate_tiff, write_tiff
from byfax_desktop.fax.geometry import WIDTH, Resolution
from byfax_desktop.fax.strip import group4
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind


def page(height: int = 60, seed: bytes = b"\xff\x00\x3c") -> Image.Image:
    need = WIDTH // 8 * height
    return Image.frombytes("1", (WIDTH, height), (seed * (need // len(seed) + 1))[:need])


seeds = st.lists(st.tuples(st.integers(1, 40), st.binary(min_size=1, max_size=300)), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(seeds, st.sampled_from(Resolution))
def test_every_dot_of_every_page_comes_back(shapes: list[tuple[int, bytes]], resolution: Resolution) -> None:
    pages = [page(height, seed) for height, seed in shapes]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.tiff"
        assert write_tiff(iter(pages), path, resolution) == len(pages)
        assert [read.tobytes() for read in read_tiff(path)] == [made.tobytes() for made in pages]
        assert validate_tiff(path) is None


def test_the_file_says_what_a_fax_machine_needs_to_know(tmp_path: Path) -> None:
    path = tmp_path / "a.tiff"
    write_tiff([page(), page(90)], path, Resolution.STANDARD)
    with Image.open(path) as image:
        image.seek(1)
        tags = dict(image.tag_v2)  # type: ignore[attr-defined]
    assert (tags[256], tags[257], tags[258], tags[259], tags[262], tags[266]) == (WIDTH, 90, (1,), 4, 0, 1)
    assert (tags[282], tags[283], tags[296], tags[297][0]) == (204, 98, 2, 1)
    assert (len(tags[273]), tags[278]) == (1, 90)


@pytest.mark.skipif(shutil.which("tiffinfo") is None, reason="libtiff's tools are not installed")
def test_libtiff_has_nothing_to_remark(tmp_path: Path) -> None:
    write_tiff([page(), page()], tmp_path / "a.tiff", Resolution.FINE)
    told = subprocess.run(["tiffinfo", "-D", tmp_path / "a.tiff"], capture_output=True, text=True, check=True)
    assert "Warning" not in told.stderr
    assert told.stdout.count("Resolution: 204, 196 pixels/inch") == 2


@pytest.mark.parametrize("white", [1, 255])
def test_white_is_white_however_the_page_was_made(tmp_path: Path, white: int) -> None:
    made = Image.new("1", (WIDTH, 40), white)
    made.paste(0, (0, 0, 100, 10))
    write_tiff([made], tmp_path / "a.tiff", Resolution.FINE)
    (read,) = read_tiff(tmp_path / "a.tiff")
    assert read.tobytes() == made.tobytes()


def test_pages_are_taken_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.tiff"
    sizes = []

    def pages() -> Iterator[Image.Image]:
        for _ in range(40):
            yield page(400, os.urandom(5000))
            sizes.append(path.stat().st_size)

    write_tiff(pages(), path, Resolution.FINE)
    assert sizes[-1] > sizes[len(sizes) // 2] > sizes[2] > 0


@settings(max_examples=20)
@given(seeds)
def test_pages_that_are_coded_elsewhere_come_back_too(shapes: list[tuple[int, bytes]]) -> None:
    pages = [page(height, seed) for height, seed in shapes]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.tiff"
        with path.open("wb") as file:
            writer = TiffWriter(file, Resolution.FINE)
            assert writer.count == 0
            for number, made in enumerate(pages, start=1):
                writer.add(group4(made), made.size)
                assert writer.count == number
        assert [read.tobytes() for read in read_tiff(path)] == [made.tobytes() for made in pages]
        assert validate_tiff(path) is None


def test_what_is_written_so_far_is_whole_after_each_page(tmp_path: Path) -> None:
    """A program that ends in between leaves pages, not rubbish."""
    path = tmp_path / "a.tiff"
    with path.open("wb") as file:
        writer = TiffWriter(file, Resolution.FINE)
        for number in range(1, 4):
            writer.add(group4(page()), (WIDTH, 60))
            file.flush()
            assert validate_tiff(path) is None
            assert len(list(read_tiff(path))) == number


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits")
def test_nobody_else_may_read_the_file_even_if_it_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.tiff"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_tiff([page()], path, Resolution.FINE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_goes_wrong_in_a_page_passes_through(tmp_path: Path) -> None:
    def pages() -> Iterator[Image.Image]:
        yield page()
        raise DocumentTrouble(TroubleKind.BROKEN, "a.pdf")

    with pytest.raises(DocumentTrouble):
        write_tiff(pages(), tmp_path / "a.tiff", Resolution.FINE)


def saved(
    path: Path, image: Image.Image, compression: str = "group4", dpi: tuple[int, int] = (204, 196)
) -> Path:
    image.save(path, "TIFF", compression=compression, dpi=dpi)
    return path


@pytest.mark.parametrize(
    ("image", "options", "fault"),
    [
        (Image.new("L", (WIDTH, 100)), {"compression": "raw"}, TiffFault.DEPTH),
        (Image.new("1", (WIDTH, 100)), {"compression": "tiff_lzw"}, TiffFault.FORMAT),
        (Image.new("1", (1700, 100)), {}, TiffFault.WIDTH),
        (Image.new("1", (WIDTH, 9000)), {}, TiffFault.HEIGHT),
        (Image.new("1", (WIDTH, 100)), {"dpi": (300, 300)}, TiffFault.QUALITY),
        (Image.new("1", (WIDTH, 100)), {"compression": "group3", "dpi": (204, 98)}, None),
    ],
)
def test_which_rule_a_tiff_breaks(
    tmp_path: Path, image: Image.Image, options: dict[str, object], fault: TiffFault | None
) -> None:
    assert validate_tiff(saved(tmp_path / "a.tiff", image, **options)) is fault  # type: ignore[arg-type]


def test_a_file_without_pages_or_that_is_no_tiff(tmp_path: Path) -> None:
    write_tiff([], tmp_path / "none.tiff", Resolution.FINE)
    assert validate_tiff(tmp_path / "none.tiff") is TiffFault.PAGES
    Image.new("1", (WIDTH, 100)).save(tmp_path / "a.png")
    assert validate_tiff(tmp_path / "a.png") is TiffFault.FORMAT


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_cut_off_tiff_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "a.tiff"
    write_tiff([page(300, os.urandom(7000))] * 2, path, Resolution.FINE)
    path.write_bytes(path.read_bytes()[:-60_000])
    assert validate_tiff(path) is not None


def test_a_fault_of_a_later_page_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.tiff"
    page().save(
        path,
        compression="group4",
        dpi=(204, 196),
        save_all=True,
        append_images=[page().crop((0, 0, 1700, 60))],
    )
    assert validate_tiff(path) is TiffFault.WIDTH


@pytest.mark.parametrize("options", [{}, {"dpi": (204, 391)}, {"dpi": (98, 204)}, {"dpi": (0, 0)}])
def test_a_density_of_no_fax_is_a_fault(tmp_path: Path, options: dict[str, tuple[int, int]]) -> None:
    page().save(tmp_path / "a.tiff", compression="group4", **options)
    assert validate_tiff(tmp_path / "a.tiff") is TiffFault.QUALITY


@pytest.mark.parametrize(
    "tags",
    [{282: 204, 283: 98, 296: 2}, {282: 80.3, 283: 77.2, 296: 3}, {282: 204, 283: 196, 296: 2, 262: 0}],
    ids=["inches", "centimetres", "white is zero"],
)
def test_what_other_programs_write_is_taken(tmp_path: Path, tags: dict[int, float]) -> None:
    made = page()
    made.save(tmp_path / "a.tiff", compression="group4", tiffinfo=tags)
    assert validate_tiff(tmp_path / "a.tiff") is None
    assert [read.tobytes() for read in read_tiff(tmp_path / "a.tiff")] == [made.tobytes()]


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_damaged_tiff_is_read_as_trouble(tmp_path: Path) -> None:
    (tmp_path / "a.tiff").write_bytes(b"II*\0\x08\0\0\0")
    with pytest.raises(DocumentTrouble) as caught:
        list(read_tiff(tmp_path / "a.tiff"))
    assert caught.value.kind is TroubleKind.BROKEN
