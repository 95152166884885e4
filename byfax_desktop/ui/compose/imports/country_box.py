"""The country of the numbers in a list that have no country code."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox, QWidget

_CODE = 2
"""Letters of a country's code; longer ones are of parts of the world."""


class CountryBox(QComboBox):
    """Begins with that of the table of recipients; a list may come from elsewhere."""

    def __init__(self, region: str | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("import_country")
        self.setAccessibleName("Country of numbers without a country code")
        self.setToolTip(self.accessibleName())
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.addItem("Country codes only", "")
        for name, code in _countries():
            self.addItem(name, code)
        self.setCurrentIndex(max(0, self.findData(region or "")))

    @property
    def region(self) -> str | None:
        """ISO 3166 alpha-2; None where every number must have a country code."""
        return str(self.currentData()) or None


@cache
def _countries() -> tuple[tuple[str, str], ...]:
    """Names and codes in the order of the person's language."""
    codes = {QLocale.territoryToCode(each): QLocale.territoryToString(each) for each in QLocale.Country}
    named = ((name, code) for code, name in codes.items() if len(code) == _CODE and code.isalpha())
    return tuple(sorted(named, key=lambda pair: pair[0].casefold()))
