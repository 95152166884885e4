"""``rasterize``: documents as the fax pages that the other machine will print."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from byfax_desktop.cli.exits import Exit, UsageTrouble
from byfax_desktop.cli.output import say, say_json
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.wanted import FaxDocument


def run(options: Namespace) -> int:
    """Write the TIFF, whole or not at all; returns the exit code.

    Raises UsageTrouble, DocumentTrouble, and OSError where the file cannot be written.
    """
    *documents, out = options.files
    if not documents:
        raise UsageTrouble(
            "Documents and the name of a TIFF file are needed.", "Write: rasterize IN… OUT.tiff"
        )
    if out.suffix.lower() not in (".tif", ".tiff"):
        raise UsageTrouble(
            f"“{out.name}” is no TIFF file's name.", "Let the last name end with .tif or .tiff"
        )
    pages = _rasterize(documents, out, options)
    if not pages:
        raise UsageTrouble(
            "The documents don't have the pages that were chosen.", "Choose others with --pages."
        )
    if options.json:
        say_json({"file": str(out), "pages": pages, "bytes": out.stat().st_size})
    else:
        say(f"{out}: 1 page" if pages == 1 else f"{out}: {pages} pages")
    return Exit.DONE


def _rasterize(documents: list[Path], out: Path, options: Namespace) -> int:
    part = out.with_name(f".{out.name}.part")
    helper = PageHelper()
    try:
        resolution, mode = Resolution[options.quality.upper()], Mode(options.mode)
        wanted = [FaxDocument(document) for document in documents]
        pages = helper.rasterize(wanted, part, resolution, mode, options.pages)
        if pages:
            part.replace(out)
        return pages
    finally:
        helper.close()
        part.unlink(missing_ok=True)
