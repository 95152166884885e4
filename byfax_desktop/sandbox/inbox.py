"""The service ``faxin/message``."""

from __future__ import annotations

from collections.abc import Mapping

from byfax_desktop.sandbox.basics import Desk, Handler, Values, page_of, truth, within
from byfax_desktop.sandbox.refusal import Refusal
from byfax_desktop.sandbox.reply import file_record
from byfax_desktop.sandbox.things import Inbound


def _faxes(desk: Desk, request: Values) -> list[Inbound]:
    did, success, has_file = (
        request.get("didE164"),
        truth(request.get("isSuccess")),
        truth(request.get("hasFile")),
    )
    found = [
        fax
        for fax in desk.store.all(Inbound)
        if (not did or fax.did == did)
        and (success is None or success == (fax.state == "SUCCESS"))
        and (has_file is None or has_file == bool(fax.blob))
        and within(fax.received, request)
    ]
    return sorted(found, key=lambda fax: fax.received, reverse=True)


def _describe(fax: Inbound) -> Values:
    return {
        "refID": fax.ref,
        "recipientE164": fax.did,
        "senderE164": fax.sender,
        "state": fax.state,
        "stateEx": fax.reason,
        "dateReceived": fax.received,
        "durationCall": fax.duration + 8,
        "durationFax": fax.duration,
        "localSID": "BYFAX",
        "remoteSID": fax.remote_sid,
        "pages": fax.pages,
        "speed": 14400,
        "ecm": True,
        "quality": fax.quality,
        "compression": "MMR",
        "hasFile": bool(fax.blob),
    }


def _fax(desk: Desk, values: Values) -> Inbound:
    fax = desk.store.find(Inbound, values.get("messageRef") or "")
    if fax is None:
        raise Refusal("FAXTRANSPORT_NOT_FOUND")
    return fax


def count_faxes(desk: Desk, values: Values) -> Values:
    """countFaxes."""
    return {"itemsCount": len(_faxes(desk, values.get("listRequest") or {}))}


def list_faxes(desk: Desk, values: Values) -> Values:
    """listFaxes, the newest first."""
    request = values.get("listRequest") or {}
    return page_of(_faxes(desk, request), request, _describe)


def download_fax(desk: Desk, values: Values) -> Values:
    """downloadFax: as PDF, or as the TIFF that came over the line."""
    fax = _fax(desk, values)
    if not fax.blob:
        raise Refusal("FILE_NOT_FOUND", "nothing was received")
    tiff = desk.store.path(fax.blob)
    if truth(values.get("isPDF")):
        record = file_record(desk.maker.pdf(tiff, fax.quality), f"{fax.ref}.pdf", "application/pdf")
    else:
        record = file_record(tiff, f"{fax.ref}.tiff", "image/tiff")
    return {"Document": record, "pages": fax.pages}


def delete_fax(desk: Desk, values: Values) -> Values:
    """deleteFax."""
    desk.store.remove(_fax(desk, values))
    return {}


HANDLERS: Mapping[str, Handler] = {
    "countFaxes": count_faxes,
    "listFaxes": list_faxes,
    "downloadFax": download_fax,
    "deleteFax": delete_fax,
}
