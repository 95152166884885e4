"""The words of the service for states and kinds, each list open to words of later versions."""

from __future__ import annotations

from byfax_desktop.service.openenum import OpenEnum


class BroadcastState(OpenEnum):
    """The state of a broadcast: one submission with all its recipients (``StateContainer``)."""

    UNKNOWN = "UNKNOWN"
    PENDING = "PENDING"
    PROCESSING = "PROCESSING"
    READY = "READY"
    UNPAID = "UNPAID"
    DELAYED = "DELAYED"
    QUEUED = "QUEUED"
    DELIVERING = "DELIVERING"
    PAUSING = "PAUSING"
    RESUMING = "RESUMING"
    PAUSED = "PAUSED"
    ABORTING = "ABORTING"
    ABORTED = "ABORTED"
    CANCELLING = "CANCELLING"
    CANCELLED = "CANCELLED"
    FAILED = "FAILED"
    DONE = "DONE"
    DELETED = "DELETED"


class RecipientState(OpenEnum):
    """The state of one recipient's message in a broadcast (``StateRecipient``)."""

    UNKNOWN = "UNKNOWN"
    PENDING = "PENDING"
    PREPARING = "PREPARING"
    READY = "READY"
    SUBMITTING = "SUBMITTING"
    SUBMITTED = "SUBMITTED"
    DELIVERING = "DELIVERING"
    PAUSING = "PAUSING"
    RESUMING = "RESUMING"
    PAUSED = "PAUSED"
    ABORTING = "ABORTING"
    ABORTED = "ABORTED"
    CANCELLING = "CANCELLING"
    CANCELLED = "CANCELLED"
    SUCCESS = "SUCCESS"
    FAILED = "FAILED"
    DELETED = "DELETED"


class InboundState(OpenEnum):
    """The state of a received fax (``StateTransport``)."""

    UNKNOWN = "UNKNOWN"
    READY = "READY"
    ASSIGNED = "ASSIGNED"
    QUEUED = "QUEUED"
    PREPARING = "PREPARING"
    PLACED = "PLACED"
    DIALING = "DIALING"
    RINGING = "RINGING"
    CONNECTED = "CONNECTED"
    NEGOTIATING = "NEGOTIATING"
    TRAINING = "TRAINING"
    TRANSMITTING = "TRANSMITTING"
    SUCCESS = "SUCCESS"
    PAUSED = "PAUSED"
    FAILED = "FAILED"
    ABORTED = "ABORTED"
    CANCELLED = "CANCELLED"


class DidState(OpenEnum):
    """The state of one of the account's own fax numbers (``StateNumber``)."""

    UNKNOWN = "UNKNOWN"
    PENDING = "PENDING"
    PROCESSING = "PROCESSING"
    VERIFY_PENDING = "VERIFY_PENDING"
    VERIFY_PROGRESS = "VERIFY_PROGRESS"
    VERIFY_FAILED = "VERIFY_FAILED"
    ACTIVE = "ACTIVE"
    EXPIRING = "EXPIRING"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"
    ABORTED = "ABORTED"
    FAILED = "FAILED"


class FaxQuality(OpenEnum):
    """Vertical resolution of the pages; ``STANDARD`` is 98 lines per inch, ``FINE`` 196 (T.4) (``FaxQuality``)."""

    UNKNOWN = "UNKNOWN"
    BASIC = "BASIC"
    STANDARD = "STANDARD"
    FINE = "FINE"
    SUPER_FINE = "SUPER_FINE"
    ULTRA_FINE = "ULTRA_FINE"


class FaxMode(OpenEnum):
    """How greys become black and white: sharpened for text, screened for photographs (``FaxMode``)."""

    UNKNOWN = "UNKNOWN"
    TEXT = "TEXT"
    PHOTO = "PHOTO"


class FaxCompression(OpenEnum):
    """The line coding of a received fax: MH and MR of T.4, MMR of T.6 (``FaxCompression``)."""

    UNKNOWN = "UNKNOWN"
    MH = "MH"
    MR = "MR"
    MMR = "MMR"


class ContentGroup(OpenEnum):
    """What kind of file the service took a document for (``FileContentGroup``)."""

    UNK = "UNK"
    PDF = "PDF"
    TIFF = "TIFF"
    IMAGE = "IMAGE"
    MS_OFFICE = "MS_OFFICE"
    OP_OFFICE = "OP_OFFICE"
    ST_OFFICE = "ST_OFFICE"
    PLAIN_TEXT = "PLAIN_TEXT"
    OTHER = "OTHER"
    HTML = "HTML"


class DidType(OpenEnum):
    """The kind of number (``DidType``)."""

    UNKNOWN = "UNKNOWN"
    GEOGRAPHIC = "GEOGRAPHIC"
    TOLL_FREE = "TOLL_FREE"
    NATIONAL = "NATIONAL"
    MOBILE = "MOBILE"
    INUM = "INUM"
    SHARED_COST = "SHARED_COST"
    SPECIAL = "SPECIAL"


class DidAddressType(OpenEnum):
    """Whose postal address the country wants before it lends a number (``DidAddressType``)."""

    UNKNOWN = "UNKNOWN"
    WORLDWIDE = "WORLDWIDE"
    NATIONAL = "NATIONAL"
    LOCAL = "LOCAL"
