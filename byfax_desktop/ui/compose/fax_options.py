"""How a fax is sent, as a person chose it; light to import, since the window begins with it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from byfax_desktop.ui.compose.header import HEADER

if TYPE_CHECKING:
    from byfax_desktop.engine.drafts import Draft

MOST_RETRIES = 10
_QUALITIES = ("FINE", "STANDARD")
_MODES = ("TEXT", "PHOTO")


@dataclass(frozen=True, slots=True)
class FaxOptions:
    """The options of a draft, those of ``sendQuality`` and ``sendMode`` by the service's own words.

    See ``engine.drafts.Draft`` for their meaning and units.
    """

    quality: str = _QUALITIES[0]
    mode: str = _MODES[0]
    header: str | None = HEADER
    retries: int = 3
    priority: int | None = None
    send_at: datetime | None = None
    prepared: bool = False

    @classmethod
    def of(cls, draft: Draft) -> FaxOptions:
        """Those of a draft; what is not offered to people becomes what suits most faxes."""
        return cls(
            _known(draft.quality.value, _QUALITIES),
            _known(draft.mode.value, _MODES),
            draft.header,
            draft.retries,
            draft.priority,
            draft.send_at,
            draft.prepared,
        )

    def put_into(self, draft: Draft) -> Draft:
        """The draft with these options."""
        from byfax_desktop.service.states import FaxMode, FaxQuality

        return replace(
            draft,
            quality=FaxQuality(self.quality),
            mode=FaxMode(self.mode),
            header=self.header,
            retries=self.retries,
            priority=self.priority,
            send_at=self.send_at,
            prepared=self.prepared,
        )

    def to_json(self) -> str:
        """The options that hold for the next fax too: all but the time."""
        plain = asdict(self)
        del plain["send_at"]
        return json.dumps(plain)

    @classmethod
    def from_json(cls, text: str) -> FaxOptions:
        """The reverse of ``to_json``; the usual ones for what never came from there."""
        try:
            plain = json.loads(text)
            kept = cls(**plain)
        except (TypeError, ValueError):
            return cls()
        return kept if _can_be_chosen(plain) else cls()


def _known(word: str, words: tuple[str, ...]) -> str:
    return word if word in words else words[0]


def _can_be_chosen(plain: dict[str, Any]) -> bool:
    header, priority = plain.get("header", HEADER), plain.get("priority")
    return (
        plain.get("quality", _QUALITIES[0]) in _QUALITIES
        and plain.get("mode", _MODES[0]) in _MODES
        and (header is None or isinstance(header, str))
        and plain.get("retries", 0) in range(MOST_RETRIES + 1)
        and (priority is None or priority in range(1, 101))
        and plain.get("prepared", False) in (True, False)
        and "send_at" not in plain
    )
