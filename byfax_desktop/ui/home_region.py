"""The country whose numbers may be typed without a country code: chosen by a person, else that of the system."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QInputDialog, QWidget

if TYPE_CHECKING:
    from byfax_desktop.ui.session import Settings

_KEY = "numbers/region"
OF_SYSTEM = "That of this computer"


def home_region(settings: Settings) -> str | None:
    """ISO 3166 alpha-2; None where numbers need their country code."""
    chosen = str(settings.value(_KEY) or "")
    return chosen or _system_region()


def ask_home_region(parent: QWidget, settings: Settings, then: Callable[[str], object]) -> QInputDialog:
    """Have a person choose it; ``then`` is told the name of the country, empty for the computer's."""
    by_name = countries()
    chosen = str(settings.value(_KEY) or "")
    dialog = QInputDialog(parent)
    dialog.setObjectName("home_region")
    dialog.setWindowTitle("Country for numbers")
    dialog.setLabelText("Numbers without a country code are of:")
    dialog.setComboBoxItems([OF_SYSTEM, *by_name])
    dialog.setTextValue(next((name for name, iso2 in by_name.items() if iso2 == chosen), OF_SYSTEM))

    def take(name: str) -> None:
        settings.setValue(_KEY, by_name.get(name, ""))
        then(name if name in by_name else "")

    dialog.textValueSelected.connect(take)
    dialog.open()
    return dialog


def _system_region() -> str | None:
    locale = QLocale.system()
    if locale.language() == QLocale.Language.C:
        return None
    return QLocale.territoryToCode(locale.territory()) or None


def countries() -> dict[str, str]:
    """The countries that have numbers, by their names, in the order of these."""
    import phonenumbers

    names = {
        QLocale.territoryToString(territory): iso2
        for iso2 in phonenumbers.SUPPORTED_REGIONS
        if (territory := QLocale.codeToTerritory(iso2)) != QLocale.Country.AnyTerritory
    }
    return dict(sorted(names.items()))
