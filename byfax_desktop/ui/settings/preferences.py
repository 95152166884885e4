"""What is chosen now, and word of every change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from byfax_desktop.ui.session import Settings
    from byfax_desktop.ui.settings.option import Option, Value


class Preferences(QObject):
    """Reads and keeps options in the settings; whoever shows or heeds one hears when it is another."""

    changed = Signal(str)
    """The name of an option that has another value now."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def value(self, option: Option[Value]) -> Value:
        """What is chosen."""
        return option.value(self._settings)

    def counts(self, option: Option[Any]) -> bool:
        """Whether the option means anything as things are chosen."""
        return option.needs is None or option.needs[0].value(self._settings) == option.needs[1]

    def choose(self, option: Option[Any], value: Any) -> None:
        """Choose this."""
        if value != option.value(self._settings):
            option.keep(self._settings, value)
            self.changed.emit(option.name)
