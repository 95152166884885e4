"""The command line: decides between the window and a verb, and turns every failure into sentences and an exit code.

Nothing here loads Qt, and what a verb needs is loaded when the verb runs.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress

from byfax_desktop.cli.arguments import parse
from byfax_desktop.cli.exits import Exit


def main(argv: Sequence[str]) -> int:
    """Run the program with these arguments; returns the exit code."""
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = parse(argv)
    return _open_window(options) if options.verb is None else _run_verb(options)


def _open_window(options: Namespace) -> int:
    from byfax_desktop.app import run_window
    from byfax_desktop.options import WindowOptions

    files = tuple(path.absolute() for path in options.files)
    return run_window(
        WindowOptions(
            files,
            options.demo,
            options.url,
            options.account,
            options.data_dir,
            tuple(options.numbers),
            options.hidden,
        )
    )


def _run_verb(options: Namespace) -> int:
    try:
        _start_logging(options)
        run = importlib.import_module(f"byfax_desktop.cli.{options.verb}").run
        return int(run(options))
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has had enough; nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FAILED
    except Exception as failure:  # the last line of defence: no traceback reaches a person
        return _complain(failure, as_json=getattr(options, "json", False))


def _start_logging(options: Namespace) -> None:
    from byfax_desktop.desktop.logs import start_logging
    from byfax_desktop.desktop.paths import DataPaths

    with suppress(OSError):  # a verb works without a log
        start_logging(DataPaths.standard(options.data_dir).log_file)


def _complain(failure: Exception, as_json: bool) -> int:
    import logging

    from byfax_desktop.cli.exits import exit_for
    from byfax_desktop.cli.output import complain
    from byfax_desktop.engine.trouble import as_trouble

    trouble = as_trouble(failure)
    code = exit_for(failure)
    logging.getLogger(__name__).warning("%s (%s)", type(failure).__name__, trouble.details)
    complain(trouble, code, as_json, state_code=str(getattr(failure, "code", "") or ""))
    return code
