"""What can go wrong with the program's own data."""

from __future__ import annotations


class StoreTrouble(Exception):
    """The data could not be read or written: ``what`` happened, what to ``do``."""

    def __init__(self, what: str, do: str, details: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.do = do
        self.details = details
