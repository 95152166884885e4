"""Sending: submissions, their state, and what can be done to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from byfax_desktop.service.files import Progress
from byfax_desktop.service.ports.caller import PAGE_SIZE, Caller, all_items
from byfax_desktop.service.records import (
    Answer,
    Balance,
    Broadcast,
    Broadcasts,
    CountAnswer,
    Message,
    Messages,
    PagesAnswer,
    ProcessReports,
    SubmitResult,
)
from byfax_desktop.service.requests import (
    BroadcastFilter,
    BroadcastListing,
    MessageRequest,
    Pagination,
    ProcessRequest,
    RecipientFilter,
    RecipientListing,
    SubmitRequest,
)


class FaxoutPort:
    """The service ``faxout``. Every method raises as ``ByfaxClient.call``."""

    def __init__(self, caller: Caller) -> None:
        self._call = caller.call

    def submit(
        self, request: SubmitRequest, *, progress: Progress | None = None, cancel: Event | None = None
    ) -> SubmitResult:
        """Send a broadcast. Recipients that were refused are in the answer, with their reason; that is no error."""
        values = {"submitRequest": request}
        return self._call(SubmitResult, "faxout.Submit", values, progress=progress, cancel=cancel)

    def submit_message(
        self, request: MessageRequest, *, progress: Progress | None = None, cancel: Event | None = None
    ) -> SubmitResult:
        """Send a ready-made TIFF to one recipient; the service converts nothing."""
        values = {"submitRequest": request}
        return self._call(SubmitResult, "faxout.SubmitMessage", values, progress=progress, cancel=cancel)

    def resubmit(self, request: ProcessRequest) -> ProcessReports:
        """Try failed faxes again; the answer says for each what became of it, as do the next three."""
        return self._call(ProcessReports, "faxout.Resubmit", {"resubmitRequest": request})

    def pause(self, request: ProcessRequest) -> ProcessReports:
        """Hold waiting faxes back."""
        return self._call(ProcessReports, "faxout.Pause", {"pauseRequest": request})

    def resume(self, request: ProcessRequest) -> ProcessReports:
        """Let paused faxes go on."""
        return self._call(ProcessReports, "faxout.Resume", {"resumeRequest": request})

    def cancel(self, request: ProcessRequest) -> ProcessReports:
        """Stop faxes that aren't delivered."""
        return self._call(ProcessReports, "faxout.Cancel", {"cancelRequest": request})

    def download(
        self,
        message_ref: str,
        into: Path,
        *,
        is_pdf: bool = True,
        progress: Progress | None = None,
        cancel: Event | None = None,
    ) -> PagesAnswer:
        """Save a fax as it went, as PDF or TIFF."""
        values = {"messageRef": message_ref, "isPdf": is_pdf}
        return self._call(PagesAnswer, "faxout.Download", values, into=into, progress=progress, cancel=cancel)

    def delete(self, message_ref: str) -> Answer:
        """Delete one recipient's fax from the service."""
        return self._call(Answer, "faxout.Delete", {"messageRef": message_ref})

    def count_broadcasts(self, which: BroadcastFilter | None = None) -> int:
        """How many broadcasts the filter matches."""
        values = {"listRequest": which or BroadcastFilter()}
        return self._call(CountAnswer, "faxout.countBrodcasts", values).items_count or 0

    def list_broadcasts(
        self, which: BroadcastFilter | None = None, page_number: int = 0, page_size: int = PAGE_SIZE
    ) -> Broadcasts:
        """One page of the broadcasts that the filter matches; pages are numbered from 0."""
        which = which or BroadcastFilter()
        listing = BroadcastListing(
            which.broadcast_refs, which.date_from, which.date_till, Pagination(page_number, page_size)
        )
        return self._call(Broadcasts, "faxout.listBrodcasts", {"listRequest": listing})

    def iter_broadcasts(self, which: BroadcastFilter | None = None) -> Iterator[Broadcast]:
        """Every broadcast that the filter matches, page by page."""
        return all_items(lambda number: self.list_broadcasts(which, number))

    def count_recipients(self, which: RecipientFilter | None = None) -> int:
        """How many recipients' faxes the filter matches."""
        values = {"listRequest": which or RecipientFilter()}
        return self._call(CountAnswer, "faxout.countRecipients", values).items_count or 0

    def list_recipients(
        self, which: RecipientFilter | None = None, page_number: int = 0, page_size: int = PAGE_SIZE
    ) -> Messages:
        """One page of the recipients' faxes that the filter matches; pages are numbered from 0."""
        which = which or RecipientFilter()
        listing = RecipientListing(
            which.broadcast_refs,
            which.message_refs,
            which.date_from,
            which.date_till,
            Pagination(page_number, page_size),
        )
        return self._call(Messages, "faxout.listRecipients", {"listRequest": listing})

    def iter_recipients(self, which: RecipientFilter | None = None) -> Iterator[Message]:
        """Every recipient's fax that the filter matches, page by page."""
        return all_items(lambda number: self.list_recipients(which, number))

    def check_tiff_exists(self, tiff_ref: str) -> Answer:
        """Succeeds when the service still has a prepared TIFF; raises NotFound when it has not."""
        return self._call(Answer, "faxout.checkTiffExists", {"tiffRef": tiff_ref})

    def get_balance(self) -> Balance:
        """What the account holds."""
        return self._call(Balance, "faxout.getBalance", {})
