"""The verbs of the command line and their arguments; each is done by the module of its name."""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from byfax_desktop.fax.page_choice import PageChoice


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: its name, a line of help, and what adds its arguments to a parser."""

    name: str
    help: str
    add_arguments: Callable[[ArgumentParser], None]


class _Recipient(Action):
    """``--to`` begins a recipient; ``--name`` and ``--company`` belong to the one before them."""

    def __call__(
        self,
        parser: ArgumentParser,
        namespace: Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        recipients: list[dict[str, str]] = list(getattr(namespace, "recipients", None) or [])
        if self.dest == "to":
            recipients.append({"number": str(values)})
        elif recipients:
            recipients[-1] = {**recipients[-1], self.dest: str(values)}
        else:
            parser.error(f"{option_string} must follow the --to it belongs to")
        namespace.recipients = recipients


def _moment(text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            f"“{text}” is not a time like 2027-01-31T14:30 or 2027-01-31T14:30+01:00"
        ) from None
    return when if when.tzinfo else when.astimezone()


def _number_in(smallest: int, largest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or not smallest <= int(text) <= largest:
            raise ArgumentTypeError(f"“{text}” is not a number from {smallest} to {largest}")
        return int(text)

    return read


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0 < speed < float("inf"):
        raise ArgumentTypeError(
            f"“{text}” is not a speed; 1 is that of a real fax line, 10 is ten times as fast"
        )
    return speed


def _add_json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _add_send(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="documents, in this order")
    parser.add_argument("--to", action=_Recipient, metavar="NUMBER", help="a fax number; may be repeated")
    parser.add_argument("--name", action=_Recipient, help="name of the recipient before")
    parser.add_argument("--company", action=_Recipient, help="company of the recipient before")
    parser.add_argument("--cover", metavar="REF", help="cover page to put in front")
    parser.add_argument("--cover-text", default="", metavar="TEXT", help="message on the cover page")
    parser.add_argument("--subject", default="")
    parser.add_argument("--quality", choices=("fine", "standard"), default="fine")
    parser.add_argument("--mode", choices=("text", "photo"), default="text")
    parser.add_argument("--header", help="line at the top of each page, as left|centre|right")
    parser.add_argument("--retries", type=_number_in(0, 99), default=3, help="tries after busy or no answer")
    parser.add_argument("--priority", type=_number_in(1, 100), help="1 (first) to 100 (last)")
    parser.add_argument("--at", type=_moment, metavar="TIME", help="when to send, in ISO 8601")
    parser.add_argument("--from-name", default="", metavar="NAME")
    parser.add_argument("--from-company", default="", metavar="COMPANY")
    parser.add_argument("--from-number", default="", metavar="NUMBER")
    parser.add_argument("--timezone", default="", help="the sender's, for example Europe/Berlin")
    parser.add_argument("--tiff", action="store_true", help="make the fax pages on this computer")
    parser.add_argument(
        "--wait", action="store_true", help="until every recipient has the fax or cannot be reached"
    )
    _add_json(parser)
    parser.set_defaults(recipients=())


def _page_choice(text: str) -> PageChoice:
    from byfax_desktop.fax.page_choice import PageChoice

    try:
        return PageChoice.parse(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” does not name pages; write for example 1-3,7") from None


def _add_rasterize(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="documents, and last the TIFF to write"
    )
    parser.add_argument("--quality", choices=("fine", "standard"), default="fine")
    parser.add_argument("--mode", choices=("text", "photo"), default="text")
    parser.add_argument(
        "--pages", type=_page_choice, default="1-", metavar="PAGES", help="which pages, for example 1-3,7"
    )
    _add_json(parser)


def _add_outbox(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--find", default="", metavar="TEXT", help="only with this in a name, number, subject or ref"
    )
    # By their words, because the journal's own module is not needed to read a command line.
    states = ("under-way", "delivered", "not-delivered", "for-you", "cancelled")
    parser.add_argument("--state", choices=states, help="only those that stand so")
    parser.add_argument("--since", type=_moment, metavar="TIME", help="only those sent then or later")
    parser.add_argument("--until", type=_moment, metavar="TIME", help="only those sent before")
    parser.add_argument("--sender", default="", help="only those of this sender")
    _add_json(parser)


def _add_inbox(parser: ArgumentParser) -> None:
    parser.add_argument("--download", type=Path, metavar="DIR", help="save the faxes there as PDF")
    parser.add_argument(
        "--find", default="", metavar="TEXT", help="only with this in a number, station or ref"
    )
    parser.add_argument("--number", default="", help="only those to this number of yours")
    parser.add_argument("--since", type=_moment, metavar="TIME", help="only those received then or later")
    parser.add_argument("--until", type=_moment, metavar="TIME", help="only those received before")
    outcome = parser.add_mutually_exclusive_group()
    outcome.add_argument("--complete", action="store_true", help="only those received completely")
    outcome.add_argument("--failed", action="store_true", help="only those that failed")
    pages = parser.add_mutually_exclusive_group()
    pages.add_argument("--with-pages", action="store_true", help="only those that have pages")
    pages.add_argument("--without-pages", action="store_true", help="only those that have none")
    _add_json(parser)


def _add_history(parser: ArgumentParser) -> None:
    parser.add_argument(
        "number", metavar="NUMBER", help="a fax number with plus and country code, or a contact's company"
    )
    parser.add_argument("--find", default="", metavar="TEXT", help="only with this in a subject or note")
    _add_json(parser)


def _add_call(parser: ArgumentParser) -> None:
    parser.add_argument("operation", metavar="SERVICE.OPERATION", help="for example faxin/inventory.listDids")
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE", help="text, JSON, or @FILE")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write the file that comes")
    _add_json(parser)


def _add_numbers(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--offered",
        nargs="*",
        metavar=("COUNTRY", "STATE"),
        help="what can be rented: the countries, a country's states, or the numbers there",
    )
    _add_json(parser)


def _add_sandbox(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=_number_in(0, 65535), default=0, help="0 lets the system choose")
    parser.add_argument("--speed", type=_speed, default=1.0, help="how many times faster than a real line")
    parser.add_argument("--watch-stdin", action="store_true", help=SUPPRESS)


VERBS = {
    verb.name: verb
    for verb in (
        Verb("send", "send a fax", _add_send),
        Verb("rasterize", "make the fax pages of documents, as a TIFF", _add_rasterize),
        Verb("flush", "carry on with faxes that wait", _add_json),
        Verb("outbox", "list sent faxes and how they fare", _add_outbox),
        Verb("inbox", "list received faxes, and save them", _add_inbox),
        Verb("history", "list all that was sent to, received from and noted about a number", _add_history),
        Verb("numbers", "list the account's own fax numbers, or those that can be rented", _add_numbers),
        Verb("call", "make any call of the service by its own name", _add_call),
        Verb("sandbox", "run a byFax service on this computer, for trying things out", _add_sandbox),
    )
}
