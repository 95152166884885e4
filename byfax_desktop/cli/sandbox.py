"""``sandbox``: a byFax service on this computer."""

from __future__ import annotations

from argparse import Namespace

from byfax_desktop.cli.exits import Exit
from byfax_desktop.sandbox.serve import serve


def run(options: Namespace) -> int:
    """Serve until Ctrl-C; returns the exit code."""
    serve(options.port, options.speed, options.data_dir, options.watch_stdin)
    return Exit.DONE
