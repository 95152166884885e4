"""Received pages that a person has turned go on as they lie."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fake_service import FakeService
from PIL import Image

from byfax_desktop.engine.engine import Engine
from byfax_desktop.fax.g4 import write_tiff
from byfax_desktop.fax.geometry import WIDTH, Resolution
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.turns import UPRIGHT


@pytest.fixture
def engine(tmp_path):
    service = FakeService()
    write_tiff([Image.new("1", (WIDTH, 300), 1)] * 4, tmp_path / "fax.tif", Resolution.FINE)
    service.fax_bytes = (tmp_path / "fax.tif").read_bytes()
    service.add_fax("F1", datetime.now(UTC))
    made = Engine(service, tmp_path / "account")
    made._inbox.look_at_all()
    yield made
    made.close()


@pytest.fixture
def pages(engine):
    return engine._inbox.pages("F1")


def test_as_it_came_it_is_one_document_without_a_choice(engine, pages):
    draft = engine.draft_of_pages(pages, "Fax.tif")
    assert [path.name for path in draft.documents] == ["Fax.tif"]
    assert draft.treatments == ()


def test_turned_as_a_whole_it_is_one_document_that_is_turned(engine, pages):
    engine.turn_fax("F1", UPRIGHT.turned(2))
    assert engine.draft_of_pages(pages, "Fax.tif").treatments == (Treatment(quarter_turns=2),)


def test_where_a_page_lies_otherwise_it_is_there_in_parts(engine, pages):
    engine.turn_fax("F1", UPRIGHT.turned(2).page_turned(1, 1).page_turned(2, 1))
    draft = engine.draft_of_pages(pages, "Fax.tif")
    assert len(set(draft.documents)) == 1
    assert draft.treatments == (
        Treatment(quarter_turns=2, pages=PageChoice(((1, 1),))),
        Treatment(quarter_turns=3, pages=PageChoice(((2, 3),))),
        Treatment(quarter_turns=2, pages=PageChoice(((4, 4),))),
    )
    assert len(draft.fax_documents) == 3
