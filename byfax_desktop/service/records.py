"""What the service answers: frozen records whose fields name their element in the contract.

Ports raise when an answer's own code is not ``SUCCESS``; an item's code is for the caller. Datetimes are aware, in
UTC where none was said. A value that cannot be read is ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.fields import wire
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.states import (
    BroadcastState,
    ContentGroup,
    DidAddressType,
    DidState,
    DidType,
    FaxCompression,
    FaxQuality,
    InboundState,
    RecipientState,
)

MISSING_CODE = StateCode("")  # where a record should have borne a code and bore none; it is no success


@dataclass(frozen=True, slots=True)
class Answer:
    """What every answer says (``ApiResponse``)."""

    state_code: StateCode = wire("stateCode", default=MISSING_CODE)
    state_message: str | None = wire("stateMessage", default=None)

    @property
    def succeeded(self) -> bool:
        """Whether the service said that one word."""
        return self.state_code is StateCode.SUCCESS


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that came from the service. ``file_name`` is untrusted text: never a path."""

    file_name: str = wire("fileName", default="")
    file_mime: str | None = wire("fileMime", default=None)
    file_size: int | None = wire("fileSize", default=None)
    file_check: str | None = wire("fileCheck", default=None)
    content: FileSource | None = wire("fileData", default=None)


@dataclass(frozen=True, slots=True)
class FileAnswer(Answer):
    """A downloaded file (``ApiResponseFileDownload``)."""

    document: ReceivedFile | None = wire("Document", default=None)


@dataclass(frozen=True, slots=True)
class PagesAnswer(FileAnswer):
    """A downloaded fax or preview with its number of pages (``ApiResponseDocPreview``)."""

    pages: int | None = wire("pages", default=None)


@dataclass(frozen=True, slots=True)
class CountAnswer(Answer):
    """How many items a filter matches (``ApiResponseItemsCount``)."""

    items_count: int | None = wire("itemsCount", default=None)


@dataclass(frozen=True, slots=True)
class Balance(Answer):
    """What the account holds (``ApiResponseBalance``)."""

    value: Decimal | None = wire("balanceValue", default=None)
    currency: str | None = wire("balanceCurrency", default=None)


@dataclass(frozen=True, slots=True)
class UploadResult(Answer):
    """What the service made of an uploaded document (``ApiResponseDocUpload``)."""

    document_ref: str | None = wire("documentRef", default=None)
    document_type: ContentGroup | None = wire("documentType", default=None)
    file_size: int | None = wire("fileSize", default=None)
    file_check: str | None = wire("fileCheck", default=None)
    file_mime: str | None = wire("fileMime", default=None)


@dataclass(frozen=True, slots=True)
class CoverUploadResult(Answer):
    """What the service made of an uploaded cover (``ApiResponseCoverUpload``)."""

    cover_ref: str | None = wire("coverRef", default=None)
    file_size: int | None = wire("fileSize", default=None)
    file_check: str | None = wire("fileCheck", default=None)
    file_mime: str | None = wire("fileMime", default=None)


@dataclass(frozen=True, slots=True)
class RecipientReport(Answer):
    """Whether the service took one recipient of a submission (``FaxReportRecipient``)."""

    message_ref: str | None = wire("messageRef", default=None)
    number: str | None = wire("recipientNumber", default=None)


@dataclass(frozen=True, slots=True)
class UploadReport(Answer):
    """Whether the service took one document of a submission (``FaxReportUpload``)."""

    file_ref: str | None = wire("fileRef", default=None)


@dataclass(frozen=True, slots=True)
class SubmitResult(Answer):
    """What became of a submission (``ApiResponseFaxjobSubmit``); single recipients may have been refused."""

    broadcast_ref: str | None = wire("broadcastRef", default=None)
    send_ref: str | None = wire("sendRef", default=None)
    recipients: tuple[RecipientReport, ...] = wire("reportRecipients", default=())
    documents: tuple[UploadReport, ...] = wire("reportDocuments", default=())

    @property
    def refused(self) -> tuple[RecipientReport, ...]:
        """The recipients that the service did not take."""
        return tuple(report for report in self.recipients if not report.succeeded)


@dataclass(frozen=True, slots=True)
class Broadcast(Answer):
    """One submission with its state (``FaxReportBroadcast``); price and cost in ``currency``."""

    broadcast_ref: str = wire("broadcastRef", default="")
    state: BroadcastState = wire("jobState", default=BroadcastState.UNKNOWN)
    reason: StateCode | None = wire("jobStateEx", default=None)
    reason_message: str | None = wire("jobStateExMessage", default=None)
    created: datetime | None = wire("jobCreated", default=None)
    delivered: datetime | None = wire("jobDelivered", default=None)
    recipient_count: int | None = wire("recipientCount", default=None)
    price: Decimal | None = wire("price", default=None)
    cost: Decimal | None = wire("cost", default=None)
    currency: str = wire("currency", default="")


@dataclass(frozen=True, slots=True)
class Message(Answer):
    """One recipient's fax (``FaxReportMessage``): durations in seconds, ``speed`` in bit/s, ids are CSID and TSID."""

    broadcast_ref: str | None = wire("broadcastRef", default=None)
    send_ref: str | None = wire("sendRef", default=None)
    message_ref: str = wire("messageRef", default="")
    state: RecipientState = wire("jobState", default=RecipientState.UNKNOWN)
    reason: StateCode | None = wire("jobStateEx", default=None)
    reason_message: str | None = wire("jobStateExMessage", default=None)
    local_id: str | None = wire("localID", default=None)
    remote_id: str | None = wire("remoteID", default=None)
    call_started: datetime | None = wire("callStarted", default=None)
    fax_started: datetime | None = wire("faxStarted", default=None)
    call_ended: datetime | None = wire("callEnded", default=None)
    call_duration: int | None = wire("callDuration", default=None)
    line_duration: int | None = wire("lineDuration", default=None)
    fax_duration: int | None = wire("faxDuration", default=None)
    attempt: int | None = wire("attempt", default=None)
    number: str | None = wire("recipientNumber", default=None)
    pages_total: int | None = wire("pagesTotal", default=None)
    pages_sent: int | None = wire("pagesSent", default=None)
    speed: int | None = wire("faxSpeed", default=None)
    cost: Decimal | None = wire("cost", default=None)
    currency: str = wire("currency", default="")


@dataclass(frozen=True, slots=True)
class ProcessReport(Answer):
    """What a resubmit, pause, resume or cancel did to one message (``FaxReportProcess``)."""

    broadcast_ref: str | None = wire("broadcastRef", default=None)
    send_ref: str | None = wire("sendRef", default=None)
    message_ref: str | None = wire("messageRef", default=None)
    state: RecipientState = wire("jobState", default=RecipientState.UNKNOWN)
    attempt: int | None = wire("jobAttempt", default=None)
    number: str | None = wire("recipientNumber", default=None)


@dataclass(frozen=True, slots=True)
class InboundFax:
    """A received fax (``FaxinMessage``): durations in seconds, ``speed`` in bit/s, SIDs as the machines sent them."""

    ref: str = wire("refID", default="")
    did: str = wire("recipientE164", default="")
    sender: str = wire("senderE164", default="")
    state: InboundState = wire("state", default=InboundState.UNKNOWN)
    reason: StateCode | None = wire("stateEx", default=None)
    reason_message: str | None = wire("stateMessage", default=None)
    received: datetime | None = wire("dateReceived", default=None)
    call_duration: int | None = wire("durationCall", default=None)
    fax_duration: int | None = wire("durationFax", default=None)
    local_sid: str | None = wire("localSID", default=None)
    remote_sid: str | None = wire("remoteSID", default=None)
    pages: int | None = wire("pages", default=None)
    speed: int | None = wire("speed", default=None)
    ecm: bool | None = wire("ecm", default=None)
    quality: FaxQuality | None = wire("quality", default=None)
    compression: FaxCompression | None = wire("compression", default=None)
    has_file: bool = wire("hasFile", default=False)


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover page template of the account (``FaxCover``)."""

    ref: str = wire("coverRef", default="")
    title: str = wire("coverTitle", default="")


@dataclass(frozen=True, slots=True)
class Country:
    """A country in which fax numbers are lent (``FaxCountry``); ``phone_code`` without plus."""

    iso2: str = wire("iso2", default="")
    iso3: str = wire("iso3", default="")
    has_states: bool = wire("hasStates", default=False)
    has_regulation: bool = wire("hasRegulation", default=False)
    phone_code: str = wire("phoneCode", default="")


@dataclass(frozen=True, slots=True)
class CountryState:
    """A state or province of a country (``FaxCountryState``)."""

    state_a2: str = wire("stateCodeA2", default="")
    country_a3: str = wire("countryCodeA3", default="")
    name: str = wire("stateName", default="")


@dataclass(frozen=True, slots=True)
class DidGroup:
    """Numbers of one city or kind that can be rented (``FaxDidGroup``)."""

    ref: str = wire("refID", default="")
    country_a3: str = wire("countryCodeA3", default="")
    state_a2: str | None = wire("stateCodeA2", default=None)
    city: str | None = wire("cityName", default=None)
    phone_code: str = wire("phoneCode", default="")
    area_code: str = wire("areaCode", default="")
    did_type: DidType = wire("didType", default=DidType.UNKNOWN)
    is_available: bool = wire("isAvailable", default=False)
    has_regulation: bool = wire("hasRegulation", default=False)
    address_type: DidAddressType | None = wire("didAddressType", default=None)
    proof_required: bool = wire("regProofRequired", default=False)


@dataclass(frozen=True, slots=True)
class Did:
    """One of the account's own fax numbers (``FaxDid``)."""

    ref: str = wire("didRef", default="")
    address_ref: str | None = wire("addressRef", default=None)
    group_ref: str = wire("didGroupRef", default="")
    state: DidState = wire("state", default=DidState.UNKNOWN)
    state_message: str | None = wire("stateMessage", default=None)
    number: str = wire("didE164", default="")
    formatted: str = wire("didFormatted", default="")
    country_a3: str = wire("didCountryCodeA3", default="")
    state_a2: str | None = wire("didStateCodeA2", default=None)
    phone_code: str = wire("didPhoneCode", default="")
    area_code: str = wire("didAreaCode", default="")
    city: str | None = wire("didCity", default=None)
    did_type: DidType = wire("didType", default=DidType.UNKNOWN)
    inbox_count: int = wire("inboxCount", default=0)
    can_extend: bool = wire("canExtend", default=False)
    can_restore: bool = wire("canRestore", default=False)
    can_cancel: bool = wire("canCancel", default=False)
    reserved_at: datetime | None = wire("reservedAt", default=None)
    reserved_till: datetime | None = wire("reservedTill", default=None)


@dataclass(frozen=True, slots=True)
class Items(Answer):
    """What every list answer says of itself: items on this page, items in all."""

    count_result: int | None = wire("countResult", default=None)
    count_total: int | None = wire("countTotal", default=None)


@dataclass(frozen=True, slots=True)
class Broadcasts(Items):
    """A page of broadcasts."""

    items: tuple[Broadcast, ...] = wire("items", default=())


@dataclass(frozen=True, slots=True)
class Messages(Items):
    """A page of messages."""

    items: tuple[Message, ...] = wire("items", default=())


@dataclass(frozen=True, slots=True)
class ProcessReports(Items):
    """What a resubmit, pause, resume or cancel did, message by message."""

    items: tuple[ProcessReport, ...] = wire("items", default=())


@dataclass(frozen=True, slots=True)
class InboundFaxes(Items):
    """A page of received faxes."""

    items: tuple[InboundFax, ...] = wire("items", default=())


@dataclass(frozen=True, slots=True)
class Covers(Items):
    """Cover page templates."""

    items: tuple[Cover, ...] = wire("items", default=())


@dataclass(frozen=True, slots=True)
class Countries(Items):
    """Countries with numbers to lend."""

    items: tuple[Country, ...] = wire("items", default=())


@dataclass(frozen=True, slots=True)
class CountryStates(Items):
    """States of one country."""

    items: tuple[CountryState, ...] = wire("items", default=())


@dataclass(frozen=True, slots=True)
class DidGroups(Items):
    """Groups of numbers."""

    items: tuple[DidGroup, ...] = wire("items", default=())


@dataclass(frozen=True, slots=True)
class Dids(Items):
    """The account's own numbers."""

    items: tuple[Did, ...] = wire("items", default=())
