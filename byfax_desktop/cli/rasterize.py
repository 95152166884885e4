"""``rasterize``: documents as the fax pages that the other machine will print."""

from __future__ import annotations

import sys
from argparse import Namespace
from getpass import getpass
from pathlib import Path

from byfax_desktop.cli.exits import Exit, UsageTrouble
from byfax_desktop.cli.output import say, say_json, warn
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.helper import MOST_CHILDREN, PageHelper
from byfax_desktop.fax.line_time import duration, seconds_on_line
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind, shown_name
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
    seconds = seconds_on_line(out.stat().st_size)
    if options.json:
        say_json({"file": str(out), "pages": pages, "bytes": out.stat().st_size, "seconds": round(seconds)})
    else:
        told = "1 page" if pages == 1 else f"{pages} pages"
        say(f"{out}: {told}, about {duration(seconds)} on the line")
    return Exit.DONE


def _rasterize(documents: list[Path], out: Path, options: Namespace) -> int:
    part = out.with_name(f".{out.name}.part")
    helper = PageHelper()
    helper.warm(MOST_CHILDREN)
    try:
        resolution, mode = Resolution[options.quality.upper()], Mode(options.mode)
        wanted = [_unlocked(helper, document) for document in documents]
        pages = helper.rasterize(wanted, part, resolution, mode, options.pages)
        if pages:
            part.replace(out)
        return pages
    finally:
        helper.close()
        part.unlink(missing_ok=True)


def _unlocked(helper: PageHelper, path: Path) -> FaxDocument:
    """The document, with the password that a person at a terminal types where one is needed."""
    document = FaxDocument(path)
    while sys.stdin.isatty():
        try:
            helper.inspect(path, document.password)
        except DocumentTrouble as trouble:
            if trouble.kind is not TroubleKind.ENCRYPTED:
                raise
            if document.password:
                warn("That is not its password.")
            password = getpass(f"Password of “{shown_name(path.name)}”: ")
            if not password:
                raise
            document = FaxDocument(path, password=password)
        else:
            break
    return document
