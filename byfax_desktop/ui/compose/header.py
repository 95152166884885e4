"""The header line of the faxes that are written here."""

from __future__ import annotations

HEADER = "<DateTime> <Timezone>|From <From> to <To>|Page <CurPage> of <CurPages>"
"""What the service prints at the top of the pages of a fax from here.

It is said with each fax, since nobody tells what the service prints where nothing is said.
"""
