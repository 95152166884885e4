"""All that was sent, as an engine has it."""

from __future__ import annotations

from byfax_desktop.store.sent_order import SentView


def sent_now(engine):
    """The sent faxes as they are now, the newest first."""
    ids = engine.sent_places(SentView()).ids
    found = engine.sent_faxes(ids, flat=False)
    return [found[each].entry for each in ids if each in found]
