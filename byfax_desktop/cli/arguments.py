"""The arguments: options, then a verb with its own; without a verb, files for the window."""

from __future__ import annotations

import os
import sys
from argparse import SUPPRESS, Action, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from pathlib import Path

from byfax_desktop import __version__
from byfax_desktop.cli.verbs import VERBS
from byfax_desktop.desktop.environment import URL_VARIABLE
from byfax_desktop.desktop.links import BadLink, is_link, number_of, path_of

_WITH_VALUE = ("--url", "--data-dir", "--account")

_PROGRAM = "byfax-desktop"
_ABOUT = "Send and receive faxes through byFax. Without a verb, opens the window, with the files in Compose."
_VERBS_HELP = "verbs:\n" + "\n".join(f"  {verb.name:9} {verb.help}" for verb in VERBS.values())
_NOTES = f"""{_VERBS_HELP}

`{_PROGRAM} VERB --help` tells more.

environment:
  BYFAX_URL         address of the service
  BYFAX_API_KEY     api-key; with BYFAX_API_SECRET used instead of the accounts of the program
  BYFAX_API_SECRET  api-secret
  BYFAX_DATA_DIR    folder of the program's data

exit codes:
  0  done                        3  not authorized
  1  failed, wholly or in part   4  service not reached
  2  wrong usage                 5  input refused; nothing was sent
"""


def parse(argv: Sequence[str]) -> Namespace:
    """The options; ``verb`` is None for the window. Wrong usage ends the program with code 2."""
    place = _verb_place(argv)
    options = _window_parser().parse_intermixed_args(argv[:place])
    options.verb = argv[place] if place < len(argv) else None
    options.numbers = [str(each) for each in options.files if isinstance(each, _Number)]
    options.files = [each for each in options.files if isinstance(each, Path)]
    if options.verb is not None:
        del options.files, options.numbers, options.hidden
        verb = VERBS[options.verb]
        parser = ArgumentParser(prog=f"{_PROGRAM} {verb.name}", description=verb.help)
        _add_common(parser, default=SUPPRESS)
        verb.add_arguments(parser)
        parser.parse_intermixed_args(argv[place + 1 :], options)
    options.url = options.url or os.environ.get(URL_VARIABLE, "").strip() or None
    return options


def _verb_place(argv: Sequence[str]) -> int:
    """Where the verb stands: the first word that is neither an option nor its value; past the end if it is none."""
    place = 0
    while place < len(argv) and argv[place].startswith("-") and argv[place] != "--":
        place += 2 if argv[place] in _WITH_VALUE else 1
    return place if place < len(argv) and argv[place] in VERBS else len(argv)


class _ShowVersion(Action):
    """Looks the version up when it is asked for, which takes a tenth of the time that opening the window does."""

    def __call__(self, parser: ArgumentParser, *_: object) -> None:
        sys.stdout.write(f"byFax Desktop {__version__}\n")
        parser.exit()


def _window_parser() -> ArgumentParser:
    from argparse import RawDescriptionHelpFormatter

    parser = ArgumentParser(
        prog=_PROGRAM, description=_ABOUT, epilog=_NOTES, formatter_class=RawDescriptionHelpFormatter
    )
    _add_common(parser, default=None)
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="show the version")
    parser.add_argument("--hidden", action="store_true", help="wait in the tray, where there is one")
    parser.add_argument(
        "files",
        nargs="*",
        type=_to_fax,
        metavar="FILE",
        help="a document, or a fax: or tel: link with a number",
    )
    return parser


class _Number(str):
    """The number of a link, among files."""


def _to_fax(argument: str) -> Path | _Number:
    if not is_link(argument):
        return path_of(argument)
    try:
        return _Number(number_of(argument))
    except BadLink as bad:
        raise ArgumentTypeError(str(bad)) from None


def _add_common(parser: ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--demo", action="store_true", default=default or False, help="use the built-in demo service"
    )
    parser.add_argument("--url", default=default, help="address of the service")
    parser.add_argument(
        "--account", default=default, metavar="NAME", help="title or ref of one of the accounts"
    )
    parser.add_argument(
        "--data-dir", type=Path, default=default, metavar="DIR", help="folder of the program's data"
    )
