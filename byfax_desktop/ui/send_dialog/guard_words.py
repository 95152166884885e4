"""What is asked before a fax goes out, in sentences."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from byfax_desktop.engine.guard.cautions import Reason
from byfax_desktop.ui.widgets.texts import count, short_time

if TYPE_CHECKING:
    from byfax_desktop.engine.guard.cautions import Caution, Remark

_EXAMPLES = 3
_ARRIVED = "SUCCESS"
_FAILED = "FAILED"


def sentences(caution: Caution) -> str:
    """Why a person should look twice, each reason a sentence."""
    is_list = (
        bool(caution.numbers) and not caution.must_retype and caution.remarks[0].reason not in _OF_REPEATS
    )
    pieces = [_of_list(remark) if is_list else _of_one(remark, caution) for remark in caution.remarks]
    if is_list:
        examples = ", ".join(_unbroken(number) for number in caution.numbers[:_EXAMPLES])
        pieces.append(f"The first of them: {examples}.")
    return " ".join(pieces)


def grouped(number: str) -> str:
    """A number in full and in groups, as it is compared with what is written on paper."""
    from byfax_desktop.engine.numbers import format_number

    return format_number(number).replace(" ", "\u2002")


def _unbroken(number: str) -> str:
    """A number in a sentence, on one line."""
    return grouped(number).replace("\u2002", "\u00a0")


def last_digits(number: str) -> str:
    """The four that are typed again."""
    return "".join(c for c in number if c.isdigit())[-4:]


_OF_REPEATS = (Reason.REPEAT, Reason.SAME_AGAIN)


def _of_one(remark: Remark, caution: Caution) -> str:
    from byfax_desktop.ui.compose.recipient_meanings import country_name

    match remark.reason:
        case Reason.NEAR_KNOWN:
            return f"It differs by one slip from {_unbroken(remark.other)}, where your faxes arrive."
        case Reason.NO_SUCH_NUMBER:
            return "The last fax failed because there is no such number."
        case Reason.VOICE:
            return (
                "A person, an answering machine or something else that is no fax machine took the last call."
            )
        case Reason.REST_SENT:
            when = short_time(datetime.fromtimestamp(remark.at / 1000, UTC))
            return f"The pages of this fax that had not arrived were sent already, last at {when}."
        case Reason.DEAD:
            return f"{_failed(remark.count)} for more than a week; the number may be dead."
        case Reason.NEVER_DELIVERED:
            return f"{_failed(remark.count)}, and none has ever arrived there."
        case Reason.NEW_COUNTRY:
            return f"It is in a country to which no fax has gone before: {country_name(remark.country)}."
        case Reason.OTHER_COUNTRY:
            return f"It is in {country_name(remark.country)}; most of your faxes go to {country_name(remark.usual)}."
        case Reason.FIRST_FAX:
            return "No fax has gone to this number before."
        case Reason.MOBILE:
            return "It is a mobile phone's number; few of them take faxes."
        case Reason.MANY | Reason.BROADCAST:
            return f"This fax goes to {count(remark.count, 'number', 'numbers')}."
        case Reason.REPEAT | Reason.SAME_AGAIN:
            return _again(remark, caution)


def _again(remark: Remark, caution: Caution) -> str:
    when = short_time(datetime.fromtimestamp(remark.at / 1000, UTC))
    what = "These pages were sent" if remark.reason is Reason.SAME_AGAIN else "A fax was sent"
    whom = (
        f"to {_unbroken(caution.numbers[0])}"
        if remark.count == 1
        else f"to {count(remark.count, 'of these numbers', 'of these numbers')}"
    )
    outcome = {_ARRIVED: ", and arrived", _FAILED: ", and failed"}.get(remark.state, "")
    return f"{what} {whom} within the last hour, last at {when}{outcome}."


def _of_list(remark: Remark) -> str:
    words = {
        Reason.NEAR_KNOWN: (
            "differs by one slip from a number where your faxes arrive",
            "differ by one slip from one",
        ),
        Reason.NO_SUCH_NUMBER: (
            "does not exist, as the last call told",
            "do not exist, as the last calls told",
        ),
        Reason.VOICE: (
            "has no fax machine, as the last call told",
            "have no fax machine, as the last calls told",
        ),
        Reason.DEAD: ("has failed for more than a week", "have failed for more than a week"),
        Reason.NEVER_DELIVERED: ("has only failed so far", "have only failed so far"),
        Reason.NEW_COUNTRY: ("is in a country that is new to you", "are in countries that are new to you"),
        Reason.OTHER_COUNTRY: ("is in another country than most", "are in another country than most"),
        Reason.FIRST_FAX: ("gets its first fax", "get their first fax"),
        Reason.MOBILE: ("is a mobile phone", "are mobile phones"),
    }[remark.reason]
    return f"{count(remark.count, 'number', 'numbers')} {words[0] if remark.count == 1 else words[1]}."


def _failed(times: int) -> str:
    return "One fax to this number has failed" if times == 1 else f"{times} faxes to this number have failed"
