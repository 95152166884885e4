"""Sums over the sent faxes: the engine's part of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.store.sent_totals import SentTotal


class TotalsActions:
    """What a person wants to know of all sent faxes together."""

    _desk: Desk

    def sent_totals(self, since: Sequence[int]) -> tuple[SentTotal, ...]:
        """What arrived, failed and cost since each of these moments; reads the disk. Raises StoreTrouble."""
        from byfax_desktop.store.sent_totals import sent_totals

        return sent_totals(self._desk.database, since)
