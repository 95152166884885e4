"""Cells that no spreadsheet takes for a formula: what strangers call themselves must not be run (OWASP ASVS 1.2.10)."""

from __future__ import annotations

_TRIGGERS = frozenset("=+-@\t\r\n\0＝＋－＠")
_MARK = "'"
"""What spreadsheets themselves put before a text that looks like something else."""


def guarded(cell: str) -> str:
    """The cell, with an apostrophe before it if a spreadsheet might compute it.

    Fax numbers too: of a bare +49 30 123456 a spreadsheet makes a number without plus, or a sum. ``unguarded`` gives
    back exactly what it was.
    """
    return _MARK + cell if _is_trigger(cell) else cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that guards it."""
    return cell[1:] if cell.startswith(_MARK) and _is_trigger(cell) else cell


def _is_trigger(cell: str) -> bool:
    """Whether it begins with what begins a formula; apostrophes and spaces may stand before that."""
    begin = cell.lstrip(_MARK + " ")
    return begin[:1] in _TRIGGERS if begin else False
