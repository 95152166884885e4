"""How long the engine waits for what, in seconds, in one place so that a test can make it quick."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Pauses in seconds. Where there are several, they are those between tries: one try more than pauses."""

    live: float = 2.0
    """Between looks at faxes that are on their way, while a person watches."""
    live_unwatched: float = 10.0
    """The same while nobody watches."""
    idle: float = 30.0
    """Between looks for faxes that another computer sent."""
    inbox: float = 15.0
    account: float = 900.0
    reminders: float = 60.0
    """Between looks for faxes that nobody has read for long."""
    back_off_first: float = 2.0
    """After the first look that failed; doubled after each further one."""
    back_off_max: float = 60.0
    journal: float = 1.0
    """Between looks whether another program has written to the journal."""
    pages: tuple[float, ...] = (60.0, 600.0, 3600.0)
    """Between tries to have the pages of a sent fax that could not be had when it ended."""
    preview: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
    """While the service still makes a preview of a cover page."""
    conversion: tuple[float, ...] = (1.0, 2.0, 3.0, 4.0, *(5.0,) * 22)
    """The same for a document: two minutes in all."""

    def scaled(self, scale: float) -> Patience:
        """All pauses times ``scale``."""
        return Patience(
            live=self.live * scale,
            live_unwatched=self.live_unwatched * scale,
            idle=self.idle * scale,
            inbox=self.inbox * scale,
            account=self.account * scale,
            reminders=self.reminders * scale,
            back_off_first=self.back_off_first * scale,
            back_off_max=self.back_off_max * scale,
            journal=self.journal * scale,
            pages=tuple(pause * scale for pause in self.pages),
            preview=tuple(pause * scale for pause in self.preview),
            conversion=tuple(pause * scale for pause in self.conversion),
        )
