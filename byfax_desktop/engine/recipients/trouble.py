"""Why a file or a text can't be read as a list of recipients."""

from __future__ import annotations

from byfax_desktop.engine.trouble import EngineTrouble


class RecipientsTrouble(EngineTrouble):
    """``what`` is wrong with the list, and what to ``do``. Its contents are never in it."""


def not_a_table(name: str) -> RecipientsTrouble:
    """For a file that has no rows and columns."""
    return RecipientsTrouble(
        f"“{name}” is not a table.", "Save the list as CSV or XLSX in a spreadsheet, then choose that file."
    )


def too_large(name: str, megabytes: int) -> RecipientsTrouble:
    """For a file that no list of recipients is as large as."""
    return RecipientsTrouble(
        f"“{name}” is too large for a list of recipients: {megabytes} MB are read at most.",
        "Keep only the columns and rows you need, then choose it again.",
    )


def too_many_rows(name: str, most: int) -> RecipientsTrouble:
    """For a list of which only a part could be read: none of it is, so that nobody is left out unseen."""
    return RecipientsTrouble(
        f"“{name}” has more than {most:,} rows.",
        "Split it into several lists, then import one after another.",
    )
