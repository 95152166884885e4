"""Damaged documents: whatever is cut out of a file or put into it, all that comes of it is pages or a trouble."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from fax_inputs import pdf_file, protected_pdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from byfax_desktop.fax.covers.cover import fill_cover, placeholders
from byfax_desktop.fax.covers.sample import sample_cover
from byfax_desktop.fax.g4 import TiffFault, validate_tiff, write_tiff
from byfax_desktop.fax.geometry import WIDTH, Mode, Resolution
from byfax_desktop.fax.inspect import inspect
from byfax_desktop.fax.pages import fax_pages
from byfax_desktop.fax.pdf import write_pdf
from byfax_desktop.fax.picture import picture_of
from byfax_desktop.fax.sources.opening import opened
from byfax_desktop.fax.treatment import Cut, Treatment
from byfax_desktop.fax.trouble import DocumentTrouble
from byfax_desktop.fax.wanted import FaxLook, WantedPage

PICTURES = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")
TREATED = Treatment(quarter_turns=1, contrast=20, cut=Cut(left=5), skip_blank=True)
Damage = Callable[[bytes], bytes]


def fax(write: Callable[..., int], path: Path) -> bytes:
    page = Image.radial_gradient("L").resize((WIDTH, 90)).convert("1")
    write([page, page], path, Resolution.STANDARD)
    return path.read_bytes()


def form(path: Path) -> bytes:
    """A PDF with a field that is filled in."""
    field = "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(Anna)/Rect[10 10 90 40]/F 4/DA(/Helv 12 Tf)>>]"
    content = pdf_file(path, [(100, 100)], extra=field).read_bytes()
    return content.replace(b"/Type/Catalog", b"/Type/Catalog/AcroForm<</Fields[]/NeedAppearances true>>")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A small sound document of each kind that is read here."""
    folder = tmp_path_factory.mktemp("documents")
    found = {"fax": fax(write_tiff, folder / "a.tiff"), "PDF": fax(write_pdf, folder / "a.pdf")}
    for name in PICTURES:
        buffer = io.BytesIO()
        Image.radial_gradient("L").resize((60, 60)).convert("RGB").save(buffer, name)
        found[name] = buffer.getvalue()
    found["protected"] = protected_pdf(folder / "protected.pdf", "open, please").read_bytes()
    found["form"] = form(folder / "form.pdf")
    found["text"] = "Счёт №1\f".encode() * 3
    found["office"] = sample_cover()
    return found


@st.composite
def damages(draw: st.DrawFn) -> Damage:
    """Some bytes at some places become others; more so at the beginning, where the structure is. The end may go."""
    places = draw(st.lists(st.tuples(st.floats(0, 0.999), st.booleans(), st.integers(0, 255)), max_size=8))
    rest = draw(st.sampled_from((1.0, 1.0, 0.97, 0.6, 0.2)))

    def damaged(content: bytes) -> bytes:
        changed = bytearray(content)
        for place, is_head, value in places:
            changed[int(place * min(len(changed), 200 if is_head else len(changed)))] = value
        return bytes(changed[: max(1, int(len(changed) * rest))])

    return damaged


thorough = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

fewer = settings(thorough, max_examples=20)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow remarks on odd TIFFs
@pytest.mark.parametrize("kind", ["fax", "PDF", "form", *PICTURES, "text", "office"])
@thorough
@given(damage=damages())
def test_a_damaged_document_makes_pages_or_a_trouble(
    documents: dict[str, bytes], tmp_path: Path, kind: str, damage: Damage
) -> None:
    path = tmp_path / "document"
    path.write_bytes(damage(documents[kind]))
    with suppress(DocumentTrouble):
        assert inspect(path).size == path.stat().st_size
    with suppress(DocumentTrouble):
        assert all(page.width == WIDTH for page in fax_pages(path, Resolution.STANDARD, Mode.TEXT))


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("kind", ["fax", "PDF", "form", *PICTURES, "text"])
@pytest.mark.parametrize(
    "look", [None, FaxLook(Resolution.STANDARD, treatment=TREATED)], ids=["original", "fax"]
)
@fewer
@given(damage=damages())
def test_a_damaged_document_makes_pictures_or_a_trouble(
    documents: dict[str, bytes], tmp_path: Path, kind: str, look: FaxLook | None, damage: Damage
) -> None:
    path = tmp_path / "document"
    path.write_bytes(damage(documents[kind]))
    with suppress(DocumentTrouble), opened(path) as source:
        for index in range(min(3, source.count())):
            picture = picture_of(source, WantedPage(path, index, 200, look))
            assert picture.width == 200
            assert len(picture.dots) == 200 * picture.height * (3 if picture.coloured else 1)


@pytest.mark.filterwarnings("ignore::UserWarning")
@fewer
@given(damage=damages(), password=st.sampled_from(("", "open, please", "another")))
def test_a_damaged_protected_document_opens_or_is_trouble(
    documents: dict[str, bytes], tmp_path: Path, damage: Damage, password: str
) -> None:
    path = tmp_path / "document"
    path.write_bytes(damage(documents["protected"]))
    with suppress(DocumentTrouble):
        assert inspect(path, password).size == path.stat().st_size
    with suppress(DocumentTrouble):
        pages = fax_pages(path, Resolution.STANDARD, Mode.TEXT, TREATED, password)
        assert all(page.width == WIDTH for page in pages)


@pytest.mark.filterwarnings("ignore::UserWarning")
@thorough
@given(damage=damages())
def test_a_damaged_tiff_is_sound_or_has_a_fault(
    documents: dict[str, bytes], tmp_path: Path, damage: Damage
) -> None:
    path = tmp_path / "a.tiff"
    path.write_bytes(damage(documents["fax"]))
    assert validate_tiff(path) in (None, *TiffFault)


@thorough
@given(damage=damages())
def test_a_damaged_cover_is_filled_or_a_trouble(documents: dict[str, bytes], damage: Damage) -> None:
    document = damage(documents["office"])
    try:
        filled = fill_cover(document, {"ToName": "Anna"})
    except DocumentTrouble:
        return
    assert "ToName" not in placeholders(filled)


@given(content=st.binary(min_size=1, max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_document_or_a_trouble(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(content)
    try:
        size = inspect(path).size
    except DocumentTrouble:
        return
    assert size == len(content)
