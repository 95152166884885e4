"""Evidence as one PDF: the transmission report, the pages as they went, and attached what programs read."""

from __future__ import annotations

from pathlib import Path

from fpdf import FPDF

from byfax_desktop.engine.evidence import RECORD_NAME, TRY_COLUMNS, Evidence
from byfax_desktop.engine.proof_pages import SentFile
from byfax_desktop.engine.report_paper import ReportSheet
from byfax_desktop.fax.convert.paper import Paper
from byfax_desktop.fax.geometry import DOTS_PER_INCH, Resolution
from byfax_desktop.fax.sources.pictures import frames_of

_TRY_WIDTHS = (7.0, 41.0, 14.0, 67.0, 13.0, 28.0)
"""Millimetres."""
_HASHES = 8.0
"""Points, in which a SHA-256 has room on one line."""
_MM_PER_INCH = 25.4


def draw_evidence(evidence: Evidence, pages: SentFile, sheets: Path | None) -> bytes:
    """The PDF; ``sheets`` is the TIFF that ``ProofPages.sheets`` has made. Raises OSError."""
    paper = Paper(Path("evidence"))
    sheet = ReportSheet(paper, evidence.report, is_numbered=True)
    sheet.heading()
    sheet.lines(evidence.report.lines)
    if evidence.tries:
        sheet.title("Every try")
        sheet.table(TRY_COLUMNS, _TRY_WIDTHS, evidence.tries)
    if evidence.documents:
        sheet.title("Documents")
        sheet.lines(evidence.documents, _HASHES)
    sheet.title("The pages as they went")
    sheet.lines(evidence.pages, _HASHES)
    if evidence.report.rows:
        sheet.recipients()
    if sheets is not None:
        _bind(sheet.pdf, sheets)
    _attach(sheet.pdf, evidence, pages)
    return paper.content()


def _bind(pdf: FPDF, sheets: Path) -> None:
    """Each page in its true shape and with all its dots, on paper of its own size."""
    from PIL import Image

    with Image.open(sheets) as pages:
        for index in range(frames_of(pages)):
            pages.seek(index)
            width = pages.width / DOTS_PER_INCH * _MM_PER_INCH
            height = pages.height / Resolution.FINE.value * _MM_PER_INCH
            pdf.add_page(format=(width, height))
            pdf.image(pages.copy(), 0, 0, width, height, alt_text=f"Page {index + 1} as it was sent")


def _attach(pdf: FPDF, evidence: Evidence, pages: SentFile) -> None:
    pdf.embed_file(
        bytes=evidence.record,
        basename=RECORD_NAME,
        mime_type="application/json",
        desc="All that is known of the fax, for programs",
        compress=True,
    )
    if pages.content:
        pdf.embed_file(
            bytes=pages.content,
            basename=pages.name,
            mime_type="image/tiff",
            desc="The pages as byFax gave them",
        )
