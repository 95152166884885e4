"""Received faxes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from byfax_desktop.service.files import Progress
from byfax_desktop.service.ports.caller import PAGE_SIZE, Caller, all_items
from byfax_desktop.service.records import Answer, CountAnswer, InboundFax, InboundFaxes, PagesAnswer
from byfax_desktop.service.requests import FaxFilter, FaxListing, Pagination


class InboxPort:
    """The service ``faxin/message``. Every method raises as ``ByfaxClient.call``."""

    def __init__(self, caller: Caller) -> None:
        self._call = caller.call

    def count_faxes(self, which: FaxFilter | None = None) -> int:
        """How many received faxes the filter matches."""
        values = {"listRequest": which or FaxFilter()}
        return self._call(CountAnswer, "faxin/message.countFaxes", values).items_count or 0

    def list_faxes(
        self, which: FaxFilter | None = None, page_number: int = 0, page_size: int = PAGE_SIZE
    ) -> InboundFaxes:
        """One page of the received faxes that the filter matches; pages are numbered from 0."""
        which = which or FaxFilter()
        listing = FaxListing(
            which.did,
            which.date_from,
            which.date_till,
            which.is_success,
            which.has_file,
            Pagination(page_number, page_size),
        )
        return self._call(InboundFaxes, "faxin/message.listFaxes", {"listRequest": listing})

    def iter_faxes(self, which: FaxFilter | None = None) -> Iterator[InboundFax]:
        """Every received fax that the filter matches, page by page."""
        return all_items(lambda number: self.list_faxes(which, number))

    def download_fax(
        self,
        ref: str,
        into: Path,
        *,
        is_pdf: bool = False,
        progress: Progress | None = None,
        cancel: Event | None = None,
    ) -> PagesAnswer:
        """Save a received fax as PDF, or as the TIFF that came over the line."""
        values = {"messageRef": ref, "isPDF": is_pdf}
        return self._call(
            PagesAnswer, "faxin/message.downloadFax", values, into=into, progress=progress, cancel=cancel
        )

    def delete_fax(self, ref: str) -> Answer:
        """Delete a received fax from the service."""
        return self._call(Answer, "faxin/message.deleteFax", {"messageRef": ref})
