"""The words for the service's codes, by kind; see ``sentences``."""

from __future__ import annotations

from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.meaning import Category, Sentence

_AGAIN_SOON = "Try again in a few minutes."
_SUPPORT = "Write to byFax support with the details."
_PORTAL = "Sign in to the byFax website to see what is the matter."
_NOT_HERE = "This can only be settled on the byFax website."
_CHECK_NUMBER = "Check the number, country code included, and send it again."
_OTHER_NUMBER = "Ask the recipient for another fax number."
_SAVE_AS_PDF = "Save the document as PDF and add that instead."
_TIFF = "Send the document itself, and let byFax make the pages."
_LINE_AGAIN = "Send it again; the document is not the cause."
_REFRESH = "Refresh the list to see how it stands now."
_CHECK_KEY = "Check api-key and api-secret: they may be swapped, or belong to the test service."

_WORDS: dict[Category, dict[str, tuple[str, str]]] = {
    Category.SUCCESS: {
        "SUCCESS": ("It worked.", "There is nothing to do."),
    },
    Category.AUTHORIZATION: {
        "API_AGENT_MISSING": ("The program didn't say on whose behalf it calls.", _SUPPORT),
        "API_AGENT_NOT_FOUND": ("byFax doesn't know the reseller of this account.", _SUPPORT),
        "API_AGENT_DEACTIVATED": ("The reseller of this account is switched off.", _SUPPORT),
        "API_AGENT_KEY_NOT_MATCH": ("The reseller's key is not right.", _SUPPORT),
        "API_CUSTOMER_MISSING": ("The account was not named.", _CHECK_KEY),
        "API_CUSTOMER_NOT_FOUND": ("byFax doesn't know this account.", _CHECK_KEY),
        "API_CUSTOMER_DEACTIVATED": ("This byFax account is switched off.", _PORTAL),
        "API_CUSTOMER_KEY_NOT_MATCH": ("The key doesn't belong to this account.", _CHECK_KEY),
        "API_CUSTOMER_FEATURE_ACCESS_DENIED": ("Your byFax plan doesn't include this.", _PORTAL),
        "API_FUNCTION_ACCESS_DENIED": (
            "Your account may not do this.",
            "Ask whoever manages the byFax account.",
        ),
        "API_KEY_MISSING": (
            "No api-key was given.",
            "Enter your api-key and api-secret in the account's settings.",
        ),
        "API_KEY_NOT_FOUND": ("byFax doesn't know this api-key.", _CHECK_KEY),
        "API_KEY_DEACTIVATED": (
            "This api-key is switched off.",
            "Switch it on, or make a new one, on the byFax website.",
        ),
        "API_KEY_SECRET_NOT_MATCH": ("The api-secret is not right for this api-key.", _CHECK_KEY),
        "CUSTOMER_DELETED": ("This byFax account was deleted.", _SUPPORT),
        "CUSTOMER_NOT_CONFIRMED": (
            "This byFax account isn't confirmed yet.",
            "Follow the link in byFax's e-mail to you.",
        ),
        "CUSTOMER_BLOCKED": ("This byFax account is blocked.", _PORTAL),
        "CUSTOMER_INACTIVE": ("This byFax account is not active.", _PORTAL),
        "CUSTOMER_WRONG_PASSWORD": ("The password is not right.", "Enter it again on the byFax website."),
        "CUSTOMER_PASSWORD_NOT_MATCH": (
            "The two passwords differ.",
            "Enter them again on the byFax website.",
        ),
        "CUSTOMER_CURRENT_PASSWORD_NOT_MATCH": (
            "The current password is not right.",
            "Enter it again on the byFax website.",
        ),
        "SESSION_TOKEN_MISMATCH": ("The sign-in is no longer valid.", "Try again."),
        "SESSION_NOT_FOUND": ("The sign-in was not found.", "Try again."),
        "SESSION_EXPIRED": ("The sign-in has run out.", "Try again."),
        "CONTAINER_ACCESS_DENIED": (
            "This fax belongs to another account.",
            "Switch to the account that sent it.",
        ),
        "COVER_TEMPLATE_ACCESS_DENIED": (
            "This cover page belongs to another account.",
            "Choose another cover page.",
        ),
        "FILE_ACCESS_DENIED": (
            "This file belongs to another account.",
            "Switch to the account that it belongs to.",
        ),
        "CONTACT_GROUP_ACCESS_DENIED": ("This contact group belongs to another account.", _NOT_HERE),
        "CONTACT_ITEM_ACCESS_DENIED": ("This contact belongs to another account.", _NOT_HERE),
        "DID_CUSTOMER_NOT_MATCH": (
            "This fax number belongs to another account.",
            "Switch to the account that rents it.",
        ),
    },
    Category.NOT_FOUND: {
        "FILE_NOT_FOUND": (
            "byFax doesn't have this file.",
            "It may have been deleted; send it again from here.",
        ),
        "FILE_DELETED": ("This file was deleted at byFax.", "Send it again from this computer."),
        "FILE_STORAGE_MISSING": ("byFax can't find the stored file.", "Send it again from this computer."),
        "FAXJOB_NOT_FOUND": ("byFax doesn't have this fax.", "It may have been deleted. " + _REFRESH),
        "FAXTRANSPORT_NOT_FOUND": ("byFax doesn't have this transmission.", _REFRESH),
        "CONTAINER_NOT_FOUND": ("byFax doesn't have this fax.", "It may have been deleted. " + _REFRESH),
        "CONTAINER_DELETED": ("This fax was deleted at byFax.", _REFRESH),
        "COVER_TEMPLATE_NOT_FOUND": ("The cover page no longer exists.", "Choose another cover page."),
        "COVER_TEMPLATE_DELETED": ("The cover page was deleted.", "Choose another cover page."),
        "CONTACT_GROUP_NOT_FOUND": ("The contact group no longer exists.", _NOT_HERE),
        "CONTACT_ITEM_NOT_FOUND": ("The contact no longer exists.", _NOT_HERE),
        "CONFIRM_TOKEN_NOT_FOUND": ("The confirmation was not found.", "Ask byFax for a new confirmation."),
        "STORAGE_NOT_FOUND": ("The connected storage was not found.", _NOT_HERE),
        "EMPTY_RESULT": ("byFax found nothing.", _REFRESH),
    },
    Category.DUPLICATE: {
        "FILE_REFERENCE_DUPLICATE": (
            "byFax has a document with this reference already.",
            "There is nothing to do.",
        ),
        "MESSAGE_REFERENCE_DUPLICATE": (
            "byFax has this fax already; it wasn't sent twice.",
            "Look for it in the Outbox.",
        ),
        "CONTAINER_EXISTS": (
            "byFax has this fax already; it wasn't sent twice.",
            "Look for it in the Outbox.",
        ),
        "CONTAINER_DOCUMENT_DUPLICATE": ("The same document is in this fax twice.", "Remove one of the two."),
        "FILE_EXISTS": ("byFax has this file already.", "There is nothing to do."),
    },
    Category.BAD_NUMBER: {
        "NUMBER_COUNTRY_UNKNOWN": ("The number's country is not known.", _CHECK_NUMBER),
        "NUMBER_NO_DIALING_RULE": ("byFax can't call this number.", _OTHER_NUMBER),
        "NUMBER_NO_PRICE_RULE": ("byFax has no price for calls to this number.", _OTHER_NUMBER),
        "COUNTRY_WRONG_ISO2": ("The country code is not right.", _CHECK_NUMBER),
        "COUNTRY_NOT_SUPPORTED": ("byFax doesn't call this country.", _OTHER_NUMBER),
        "COUNTRY_NO_ROUTE": ("byFax has no line to this country.", _OTHER_NUMBER),
        "NUMBER_BLOCKED": ("Calls to this number are blocked.", _OTHER_NUMBER),
        "NUMBER_UNOBTAINABLE": ("This number can't be reached.", _CHECK_NUMBER),
        "UNALLOCATED_NUMBER": ("Nobody has this number.", _CHECK_NUMBER),
        "INVALID_NUMBER": ("This isn't a valid fax number.", _CHECK_NUMBER),
        "NUMBER_UNSUPPORTED": ("byFax can't call numbers of this kind.", _OTHER_NUMBER),
        "FAXPRICE_NOT_FOUND": ("byFax has no price for faxes to this number.", _OTHER_NUMBER),
    },
    Category.FILE_REFUSED: {
        "FILE_INTEGRITY_FAILURE": ("The file reached byFax damaged.", "Send it again."),
        "FILE_FORMAT_UNSUPPORTED": ("byFax can't turn this kind of file into a fax.", _SAVE_AS_PDF),
        "FILE_FORMAT_EXCEPTION": ("byFax couldn't read this file.", _SAVE_AS_PDF),
        "FILE_FORMAT_UNKNOWN": ("byFax doesn't know this kind of file.", _SAVE_AS_PDF),
        "FILE_VALIDATE_ERROR": ("byFax found a mistake in this file.", _SAVE_AS_PDF),
        "FILE_OPEN_ERROR": ("byFax couldn't open this file.", "Check that it isn't protected by a password."),
        "FILE_THUMB_ERROR": ("byFax couldn't make a picture of this file.", _SAVE_AS_PDF),
        "FILE_CONVERTION_FAILED": ("byFax couldn't turn this file into fax pages.", _SAVE_AS_PDF),
        "FILE_PAGES_LIMIT_EXCEEDED": (
            "This document has too many pages for a fax.",
            "Send it in several parts.",
        ),
        "CONTAINER_PAGES_LIMIT_EXCEEDED": ("This fax has too many pages.", "Send it in several parts."),
        "FILE_TIFF_DEPTH_VALIDATION": ("The prepared pages aren't black and white.", _TIFF),
        "FILE_TIFF_FORMAT_VALIDATION": ("The prepared pages aren't coded as fax pages.", _TIFF),
        "FILE_TIFF_QUALITY_VALIDATION": ("The prepared pages have no fax resolution.", _TIFF),
        "FILE_TIFF_PAGES_VALIDATION": ("The prepared fax has no pages, or too many.", _TIFF),
        "FILE_TIFF_WIDTH_VALIDATION": ("The prepared pages don't have a fax page's width.", _TIFF),
        "FILE_TIFF_HEIGHT_VALIDATION": ("The prepared pages don't have a fax page's height.", _TIFF),
        "FILE_STORAGE_SIZE_MISMATCH": ("The file didn't reach byFax whole.", "Send it again."),
    },
    Category.FUNDS: {
        "INSUFFICIENT_FUNDS": (
            "The balance doesn't cover this fax, so it wasn't sent.",
            "Top up the account on the byFax website, then try again.",
        ),
    },
    Category.TEMPORARY: {
        "API_REQUEST_FAILURE": ("byFax couldn't process the request.", _AGAIN_SOON),
        "DATABASE_RECORD_SAVE": ("byFax couldn't store the request.", _AGAIN_SOON),
        "DATABASE_QUERY_EXECUTE": ("byFax couldn't look it up.", _AGAIN_SOON),
        "DATABASE_QUERY_RESULT_SAVE": ("byFax couldn't store the result.", _AGAIN_SOON),
        "FILE_STORAGE_READ_ERROR": ("byFax couldn't read the stored file.", _AGAIN_SOON),
        "FILE_STORAGE_COPY": ("byFax couldn't store the file.", _AGAIN_SOON),
        "FILE_DOWNLOAD_ERROR": ("byFax couldn't fetch the file.", _AGAIN_SOON),
        "FILE_PREVIEW_NOT_READY": ("byFax is still making the pages.", "Wait a moment and look again."),
        "QUEUE_TASK_ABORTED": ("byFax stopped working on the request.", _AGAIN_SOON),
        "COMMON_EMAIL_SEND_ERROR": ("byFax couldn't send an e-mail.", _AGAIN_SOON),
        "SEND_SMS_FREQUENCY_EXCEEDED": ("Too many text messages were asked for.", "Wait a few minutes."),
        "DID_NUMBER_LOCKED": ("This fax number is being changed at the moment.", _AGAIN_SOON),
        "DID_ORDER_PENDING_ACTIVATION": (
            "The order of this number is still being set up.",
            "Look again later.",
        ),
    },
    Category.LINE: {
        "CALL_ABORTED": ("The call was broken off.", _LINE_AGAIN),
        "CALL_REJECTED": ("The other side refused the call.", "Call the recipient, or send it again later."),
        "CALL_PLACE_ERROR": ("The call couldn't be made.", _LINE_AGAIN),
        "CALL_CREATE_ERROR": ("The call couldn't be set up.", _LINE_AGAIN),
        "LINE_ATTACH": ("No line was free at byFax.", _LINE_AGAIN),
        "LINE_RESET": ("byFax's line was reset during the call.", _LINE_AGAIN),
        "LINE_CAP_FAX": ("byFax's line couldn't switch to fax.", _LINE_AGAIN),
        "LINE_CAP_VOICE": ("The line could only carry a voice call.", "Check that this is a fax number."),
        "LINE_SET_TSID": ("byFax's line couldn't set its station id.", _LINE_AGAIN),
        "LINE_UNAUTHORIZED": ("byFax's line wasn't allowed to make this call.", _SUPPORT),
        "LINE_REQUEST_TIMEOUT": ("byFax's line didn't respond in time.", _LINE_AGAIN),
        "DESTINATION_UNREACHIBLE": ("The network couldn't reach the number.", _LINE_AGAIN),
        "DIALING_ERROR": ("The number couldn't be dialled.", _CHECK_NUMBER),
        "GATEWAY_TIMEOUT": ("The telephone network didn't respond in time.", _LINE_AGAIN),
        "ISDN_NETWORK_FAILURE": ("The telephone network failed.", _LINE_AGAIN),
        "BUSY": ("The line was busy.", "Send it again in a quarter of an hour."),
        "NO_ANSWER": (
            "Nobody answered; the fax machine may be off.",
            "Send it again later, or call the recipient.",
        ),
        "NO_DIAL_TONE": ("byFax's line had no dial tone.", _LINE_AGAIN),
        "RECEIVER_INCOMPATIBLE": (
            "The other fax machine can't take this fax.",
            "Send it again in standard quality.",
        ),
        "TEMPORARILY_UNAVAILABLE": ("The number can't be reached at the moment.", "Send it again later."),
        "TRANSMISSION_ABORTED": ("The transmission was broken off.", "Send the pages that are missing."),
        "TRANSMISSION_EARLY_HANGUP": (
            "The other machine hung up before the end; it may be out of paper.",
            "Send the pages that are missing.",
        ),
        "TRANSMISSION_ERROR": ("The line was too bad to send all pages.", "Send the pages that are missing."),
        "NEGOTIATION_FAILED": ("The two fax machines couldn't agree.", "Send it again in standard quality."),
        "NOT_FAX_MACHINE": (
            "The number was answered, but not by a fax machine.",
            "Check that this is a fax number.",
        ),
        "VOICE_ANSWER": (
            "A person or an answering machine took the call.",
            "Check that this is a fax number.",
        ),
        "DELIVERY_FAILURE": ("The fax wasn't delivered; byFax gave no reason.", "Send it again."),
    },
    Category.OTHER: {
        "API_FUNCTION_MISSING": ("The request didn't say what to do.", _SUPPORT),
        "API_FUNCTION_UNKNOWN": (
            "byFax doesn't know this request.",
            "Look for a newer version of byFax Desktop.",
        ),
        "API_REQUEST_INCOMPLETE": (
            "Something is missing in the request.",
            "Check what you entered and try again.",
        ),
        "API_REQUEST_VALIDATE": (
            "Something in the request isn't right.",
            "Check what you entered and try again.",
        ),
        "FAXJOB_NOT_FAILED": ("This fax hasn't failed, so it can't be sent again.", _REFRESH),
        "FAXJOB_NOT_WAITING": ("This fax is no longer waiting.", _REFRESH),
        "FAXTRANSPORT_NOT_WAITING": ("This transmission is no longer waiting.", _REFRESH),
        "RESUBMIT_FAILED": ("byFax couldn't send the fax again.", "Make a new fax of it."),
        "CUSTOMER_EMAIL_IN_USE": ("This e-mail address belongs to another account.", _NOT_HERE),
        "CUSTOMER_SOCIAL_IN_USE": ("This sign-in belongs to another account.", _NOT_HERE),
        "DID_SOURCE_NOT_FAXIN": ("This number doesn't receive faxes.", "Choose another of your numbers."),
        "DID_WRONG_FAXIN_STATE": ("This number is in no state for that.", "Look at its state under Numbers."),
        "DID_GROUP_NOT_CONNECTED": ("Numbers of this group can't be rented now.", "Choose another group."),
        "DID_EXTEND_TOO_EARLY": (
            "It is too early to extend this number.",
            "Extend it closer to its last day.",
        ),
        "NUMBER_ADDRESS_NOT_REQUIRED": ("This number needs no postal address.", "Leave the address out."),
        "NUMBER_OUT_OF_STOCK": ("No number of this kind is left.", "Choose another city or kind."),
        "NUMBER_GROUP_NOT_AVAILABLE": ("This group of numbers can't be rented now.", "Choose another group."),
        "NUMBER_ORDER_FAILURE": ("The number couldn't be ordered.", _NOT_HERE),
        "NUMBER_SETUP_FAILURE": ("The number couldn't be set up.", _SUPPORT),
        "NUMBER_ADDRESS_FAILURE": ("The postal address for the number wasn't accepted.", _NOT_HERE),
        "NUMBER_PROVIDER_NOT_RECOGNIZED": ("The number's provider is not known.", _SUPPORT),
        "NUMBER_ITEM_EXISTS": ("This number is on the list already.", "There is nothing to do."),
        "CONFIRM_TOKEN_TYPE_MISMATCH": (
            "The confirmation is for something else.",
            "Ask byFax for a new confirmation.",
        ),
        "CONFIRM_TOKEN_SOURCE_MISMATCH": (
            "The confirmation is from elsewhere.",
            "Ask byFax for a new confirmation.",
        ),
        "CONFIRM_TOKEN_USER_MISMATCH": (
            "The confirmation is another person's.",
            "Ask byFax for a new confirmation.",
        ),
        "CONFIRM_TOKEN_EXPIRED": ("The confirmation has run out.", "Ask byFax for a new confirmation."),
        "CONFIRM_TOKEN_VALIDATED": ("The confirmation was used already.", "There is nothing to do."),
        "CONFIRM_TOKEN_INVALIDATED": (
            "The confirmation is no longer valid.",
            "Ask byFax for a new confirmation.",
        ),
        "CONFIRM_TOKEN_CLOSED": ("The confirmation was closed.", "Ask byFax for a new confirmation."),
        "CONTACT_GROUP_IN_USE": ("The contact group is in use.", _NOT_HERE),
        "CONTACT_NUMBER_IN_USE": ("The number belongs to another contact.", _NOT_HERE),
        "STORAGE_ALREADY_CONNECTED": ("The storage is connected already.", "There is nothing to do."),
        "STORAGE_REVOKE_FAILURE": ("The storage couldn't be disconnected.", _NOT_HERE),
        "STORAGE_NOT_CONNECTED": ("No storage is connected.", _NOT_HERE),
    },
}

TABLE: dict[StateCode, tuple[Category, Sentence]] = {
    StateCode[name]: (group, Sentence(*words))
    for group, codes in _WORDS.items()
    for name, words in codes.items()
}
"""Every code with its category and its words."""
