"""As what received faxes become files, where, and under which names: as a person chose it last."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from byfax_desktop.ui.widgets.texts import isolated

if TYPE_CHECKING:
    from byfax_desktop.service.records import InboundFax
    from byfax_desktop.store.kept_faxes import KeepForm
    from byfax_desktop.ui.session import Settings

FIELDS = "{date}, {time}, {from}, {station}, {to} and {pages} stand for what a fax has of these."

_FORM, _FOLDER, _PATTERN, _LENT_FORM = (
    "inbox/save_form",
    "inbox/save_folder",
    "inbox/save_pattern",
    "inbox/lent_form",
)
_SOME_NUMBER = "+375170000001"


class Habits:
    """What the settings hold of it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def form(self) -> KeepForm:
        """As what faxes are saved; PDF at first, which everybody can open."""
        return self._form(_FORM)

    @property
    def lent_form(self) -> KeepForm:
        """As what they are dragged into other programs; PDF at first."""
        return self._form(_LENT_FORM)

    @property
    def folder(self) -> str:
        """Where they are saved."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return str(self._settings.value(_FOLDER) or documents)

    @property
    def pattern(self) -> str:
        """After what their names are made."""
        from byfax_desktop.engine.keeping import STANDARD_PATTERN

        return str(self._settings.value(_PATTERN) or STANDARD_PATTERN)

    def name(self, fax: InboundFax, form: KeepForm | None = None) -> str:
        """The name of a fax's file, fit for every system; as the usual form where none is given."""
        from byfax_desktop.engine.keeping import kept_name

        return kept_name(fax, self.pattern, form or self.form)

    def title(self, fax: InboundFax) -> str:
        """The same without what says of which kind the file is."""
        return self.name(fax).removesuffix(self.form.suffix)

    def keep(self, form: KeepForm, folder: str) -> None:
        """Save the next ones so too."""
        self._settings.setValue(_FORM, form.value)
        self._settings.setValue(_FOLDER, folder)

    def keep_pattern(self, pattern: str) -> None:
        """Name the next ones so too."""
        self._settings.setValue(_PATTERN, pattern.strip())

    def keep_lent_form(self, form: KeepForm) -> None:
        """Drag the next ones as such files."""
        self._settings.setValue(_LENT_FORM, form.value)

    def _form(self, setting: str) -> KeepForm:
        from byfax_desktop.store.kept_faxes import KeepForm

        return KeepForm.TIFF if self._settings.value(setting) == KeepForm.TIFF.value else KeepForm.PDF


def example_text(pattern: str, form: KeepForm, to: str = "") -> str:
    """The name that a fax of now, to this number (E.164), would get."""
    from byfax_desktop.engine.keeping import kept_name
    from byfax_desktop.service.records import InboundFax

    fax = InboundFax(
        "", to or _SOME_NUMBER, "+4930123456", received=datetime.now(UTC), remote_sid="ACME", pages=3
    )
    return f"For example: {isolated(kept_name(fax, pattern.strip(), form))}"
