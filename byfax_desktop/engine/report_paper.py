"""The transmission report on A4 paper, as PDF. In black and white: it is printed, and faxed on."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import MethodReturnValue

from byfax_desktop.engine.sent_report import COLUMNS, Line, Report
from byfax_desktop.fax.convert.paper import Paper, as_seen, fitted, seen_text

_LEFT, _RIGHT, _TOP, _BOTTOM = 20.0, 190.0, 20.0, 277.0
"""Millimetres from the upper left corner of A4, as all measures here."""
_LABEL = 34.0
_LINE = 5.2
_ROW = 6.0
_WIDTHS = (42.0, 32.0, 41.0, 13.0, 42.0)
_TEXT, _SMALL, _TITLE, _VERDICT = 9.5, 7.5, 16.0, 17.0
"""Points."""
_LONGEST = 240
"""Characters of a value; three lines."""
_LEAST_PICTURE = 40.0


def draw_report(report: Report, picture: bytes = b"") -> bytes:
    """The PDF of a report; ``picture`` is page 1 as it was sent, in a format that Pillow reads.

    One page for one recipient; a broadcast's rows go on over as many as they need.
    """
    paper = Paper(Path("report"))
    sheet = ReportSheet(paper, report, is_numbered=bool(report.rows))
    sheet.heading()
    sheet.lines(report.lines)
    if report.rows:
        sheet.recipients()
    elif picture:
        sheet.picture(picture)
    return paper.content()


class ReportSheet:
    """Draws what a report has on ``paper``, from the top."""

    def __init__(self, paper: Paper, report: Report, is_numbered: bool) -> None:
        self._pdf = pdf = paper.measure(_TEXT)
        pdf.set_auto_page_break(False)
        pdf.set_title(f"Transmission report: {report.verdict.lower()}")
        pdf.set_creator("byFax Desktop")
        self._report = report
        self._is_numbered = is_numbered
        self._family = pdf.font_family
        self._foot()

    @property
    def pdf(self) -> FPDF:
        """What it is drawn on."""
        return self._pdf

    def heading(self) -> None:
        """What it is, and the result."""
        pdf, report = self._pdf, self._report
        pdf.set_xy(_LEFT, _TOP)
        self._wear(_TITLE, "B")
        pdf.cell(_RIGHT - _LEFT, 9, "Transmission report")
        pdf.set_xy(_LEFT, _TOP + 12)
        self._band(report)
        pdf.set_y(_TOP + 34)

    def _band(self, report: Report) -> None:
        """The result, white on black where somebody has to do something about it."""
        pdf, top, width = self._pdf, _TOP + 12, _RIGHT - _LEFT
        pdf.set_line_width(0.6)
        pdf.rect(_LEFT, top, width, 17, "D" if report.is_delivered else "DF")
        pdf.set_text_color(0 if report.is_delivered else 255)
        pdf.set_xy(_LEFT + 4, top + 2)
        self._wear(_VERDICT, "B")
        pdf.cell(width - 8, 7.5, report.verdict)
        pdf.set_xy(_LEFT + 4, top + 9.5)
        self._wear(_TEXT, "")
        pdf.cell(width - 8, 5, self._fitted(report.sentence, width - 8))
        pdf.set_text_color(0)

    def title(self, text: str) -> None:
        """What the next lines are about; it stands on the page of the first of them."""
        self._pdf.set_y(self._pdf.get_y() + 4)
        self._make_room(7 + 2 * _ROW)
        self._wear(_TEXT + 1.5, "B")
        self._pdf.set_x(_LEFT)
        self._pdf.cell(_RIGHT - _LEFT, 7, text, new_x="LMARGIN", new_y="NEXT")

    def lines(self, lines: Iterable[Line], size: float = _TEXT) -> None:
        """What values are, and the values, in as many lines as these need."""
        for label, value in lines:
            text = seen_text(value)
            parts = self._parted(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…", size)
            self._make_room(_LINE * len(parts))
            self._wear(_TEXT, "")
            self._pdf.set_x(_LEFT)
            self._pdf.cell(_LABEL, _LINE, label)
            self._wear(size, "B")
            for part in parts:
                self._pdf.set_x(_LEFT + _LABEL)
                # What is read from the right is turned around only once it is parted into lines.
                self._pdf.cell(_RIGHT - _LEFT - _LABEL, _LINE, as_seen(part), new_x="LMARGIN", new_y="NEXT")

    def _parted(self, value: str, size: float) -> list[str]:
        self._wear(size, "B")
        self._pdf.set_x(_LEFT + _LABEL)
        width = _RIGHT - _LEFT - _LABEL
        lines = self._pdf.multi_cell(width, _LINE, value, dry_run=True, output=MethodReturnValue.LINES)
        assert isinstance(lines, list)
        return lines

    def picture(self, picture: bytes) -> None:
        """Page 1 as it was sent, in the room that is left."""
        from PIL import Image

        image = Image.open(io.BytesIO(picture))
        top = self._pdf.get_y() + 10
        room_across, room_down = _RIGHT - _LEFT, _BOTTOM - top
        if room_down < _LEAST_PICTURE:
            return
        width = min(room_across, room_down * image.width / image.height)
        height = width * image.height / image.width
        left = _LEFT + (room_across - width) / 2
        pages = f"Page 1 of {self._report.pages}" if self._report.pages else "Page 1"
        self._wear(_SMALL, "")
        self._pdf.set_xy(_LEFT, top - 5.5)
        self._pdf.cell(room_across, 4, f"{pages} as it was sent, reduced", align="C")
        self._pdf.image(image, left, top, width, height)
        self._pdf.set_line_width(0.2)
        self._pdf.rect(left, top, width, height)

    def recipients(self) -> None:
        """The rows of a broadcast's report."""
        self._pdf.set_y(self._pdf.get_y() + 5)
        self.table(COLUMNS, _WIDTHS, self._report.rows)

    def table(self, titles: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]]) -> None:
        """Rows under their titles, which stand on each page; a cell has one line."""
        self._head(titles, widths)
        for row in rows:
            if self._make_room(_ROW):
                self._head(titles, widths)
            self._row(row, widths)

    def _make_room(self, height: float) -> bool:
        """Begin another page where so much does not fit on this one; whether that was needed."""
        if self._pdf.get_y() + height <= _BOTTOM:
            return False
        self._pdf.add_page()
        self._foot()
        self._pdf.set_y(_TOP)
        return True

    def _head(self, titles: Sequence[str], widths: Sequence[float]) -> None:
        self._wear(_SMALL, "B")
        self._row(titles, widths)
        self._pdf.set_line_width(0.4)
        self._pdf.line(_LEFT, self._pdf.get_y(), _RIGHT, self._pdf.get_y())
        self._wear(_SMALL, "")

    def _row(self, cells: Sequence[str], widths: Sequence[float]) -> None:
        top = self._pdf.get_y()
        for left, width, cell in _places(cells, widths):
            self._pdf.set_xy(left, top)
            self._pdf.cell(width, _ROW, self._fitted(cell, width - 2))
        self._pdf.set_xy(_LEFT, top + _ROW)

    def _foot(self) -> None:
        """When and with what it was made; which page of a longer report it is."""
        self._wear(_SMALL, "")
        self._pdf.set_xy(_LEFT, _BOTTOM + 4)
        self._pdf.cell(120, 4, f"Made by byFax Desktop, {self._report.made}")
        if self._is_numbered:
            self._pdf.set_xy(_LEFT, _BOTTOM + 4)
            self._pdf.cell(_RIGHT - _LEFT, 4, f"Page {self._pdf.page_no()}", align="R")

    def _fitted(self, text: str, width: float) -> str:
        return fitted(self._pdf, text, width, _LONGEST)

    def _wear(self, size: float, style: str) -> None:
        self._pdf.set_font(self._family, style, size)


def _places(cells: Sequence[str], widths: Sequence[float]) -> Iterator[tuple[float, float, str]]:
    left = _LEFT
    for width, cell in zip(widths, cells, strict=True):
        yield left, width, cell
        left += width
