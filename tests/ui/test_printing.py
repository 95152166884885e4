"""Pages on paper: what a printer that writes PDF gets."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tab_doubles import StandInPages, make_session

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.page_image import PageImage
from byfax_desktop.ui.printing import Printing, print_pages
from byfax_desktop.ui.session import Session

HERE = Path("here.tif")
BROKEN = Trouble("The file is broken.", "Fetch it again.")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def source(session: Session) -> StandInPages:
    found: object = session.pages
    assert isinstance(found, StandInPages)
    return found


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return tmp_path / "printed.pdf"


@pytest.fixture
def printer(qtbot: QtBot, paper: Path) -> QPrinter:
    made = QPrinter()
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(paper))
    return made


def sizes(paper: Path) -> list[tuple[float, float]]:
    document = pypdfium2.PdfDocument(str(paper))
    try:
        return [page.get_size() for page in document]
    finally:
        document.close()


def asked(source: StandInPages) -> list[int | None]:
    return [request.page for request in source.requests]


def test_all_pages_are_printed_one_after_another(
    session: Session, source: StandInPages, printer: QPrinter, paper: Path, owner: QObject, qtbot: QtBot
) -> None:
    printing = Printing(session, printer, HERE, 3, owner)
    printing.start()
    assert asked(source) == [0]
    source.answer()
    source.answer()
    with qtbot.waitSignal(printing.done) as told:
        source.answer()
    assert asked(source) == [0, 1, 2]
    assert told.args == ["The pages were given to the printer."]
    assert len(sizes(paper)) == 3


def test_only_the_chosen_pages_are_printed(
    session: Session, source: StandInPages, printer: QPrinter, paper: Path, owner: QObject
) -> None:
    printer.setFromTo(2, 3)
    Printing(session, printer, HERE, 5, owner).start()
    source.answer()
    source.answer()
    assert asked(source) == [1, 2]
    assert len(sizes(paper)) == 2


def test_a_wide_page_lies_across(
    session: Session, source: StandInPages, printer: QPrinter, paper: Path, owner: QObject
) -> None:
    Printing(session, printer, HERE, 2, owner).start()
    source.answer(ratio=1.4)
    source.answer(ratio=0.7)
    (upright, wide) = sizes(paper)
    assert upright[0] < upright[1]
    assert wide[0] > wide[1]


def test_a_page_fills_the_paper(
    session: Session, source: StandInPages, printer: QPrinter, paper: Path, owner: QObject
) -> None:
    Printing(session, printer, HERE, 1, owner).start()
    (request,) = source.open
    request.cancel()
    black = QImage(1728, 2444, QImage.Format.Format_Grayscale8)
    black.fill(0)
    request.callback(PageImage(black))
    document = pypdfium2.PdfDocument(str(paper))
    picture = document[0].render(scale=0.2).to_pil().convert("L")
    document.close()
    dark = sum(picture.histogram()[:128])
    assert dark > 0.8 * picture.width * picture.height


def test_a_page_that_cannot_be_read_ends_it_and_is_told(
    session: Session, source: StandInPages, printer: QPrinter, owner: QObject, qtbot: QtBot
) -> None:
    printing = Printing(session, printer, HERE, 3, owner)
    printing.start()
    source.answer()
    with qtbot.waitSignal(printing.troubled) as told:
        source.fail(BROKEN)
    assert told.args == [BROKEN]
    assert asked(source) == [0, 1]


def test_a_printer_that_takes_nothing_is_told(
    session: Session, source: StandInPages, printer: QPrinter, tmp_path: Path, owner: QObject, qtbot: QtBot
) -> None:
    printer.setOutputFileName(str(tmp_path / "no such folder" / "printed.pdf"))
    printing = Printing(session, printer, HERE, 3, owner)
    printing.start()
    with qtbot.waitSignal(printing.troubled) as told:
        source.answer()
    assert told.args[0].what == "The printer does not take the pages."


def test_who_stops_it_prints_no_more(
    session: Session, source: StandInPages, printer: QPrinter, paper: Path, owner: QObject
) -> None:
    printing = Printing(session, printer, HERE, 3, owner)
    printing.start()
    source.answer()
    (request,) = source.open
    printing.stop()
    assert request.cancelled
    assert len(sizes(paper)) == 1


def test_a_person_is_asked_for_a_printer_first(session: Session, source: StandInPages, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    printing = print_pages(window, session, HERE, 7, "Fax report")
    dialog = window.findChild(QPrintDialog, "print_dialog")
    assert isinstance(dialog, QPrintDialog)
    assert (dialog.minPage(), dialog.maxPage()) == (1, 7)
    assert dialog.printer().docName() == "Fax report"
    assert source.requests == []
    with qtbot.waitSignal(printing.destroyed):
        dialog.reject()
    assert source.requests == []
