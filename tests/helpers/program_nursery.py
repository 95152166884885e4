"""Runs the real command line again and again in processes of its own, without loading the program anew each time.

A nursery is a process that has loaded everything and does nothing; each run is forked off it. What is killed is a
whole process with its own sockets, files and locks, as it is when the program is started from a shell.

As a program it reads a JSON line per run from its standard input ({"argv", "environment", "output"}), and writes the
pid of the run, then its wait status.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Nursery:
    """Starts runs; one at a time goes on in each nursery."""

    def __init__(self):
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        self._pid = None
        self._lock = threading.Lock()

    def run(self, argv, environment, output, kill_after=None):
        """Run to the end, or to a SIGKILL after so many seconds; returns the exit code, -9 for one that was killed."""
        order = {"argv": list(map(str, argv)), "environment": environment, "output": str(output)}
        self._process.stdin.write(json.dumps(order) + "\n")
        with self._lock:
            self._pid = int(self._process.stdout.readline())
        timer = threading.Timer(kill_after, self.kill) if kill_after is not None else None
        if timer:
            timer.start()
        status = int(self._process.stdout.readline())
        with self._lock:
            self._pid = None
        if timer:
            timer.cancel()
        return os.waitstatus_to_exitcode(status)

    def kill(self):
        """End the run under way as a power cut would."""
        with self._lock, contextlib.suppress(ProcessLookupError):
            if self._pid is not None:
                os.kill(self._pid, signal.SIGKILL)

    def close(self):
        self._process.stdin.close()
        self._process.wait(30)


def _serve():
    _load()
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _be(order)
        _tell(pid)
        _, status = os.waitpid(pid, 0)
        _tell(status)


def _tell(number):
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _load():
    import importlib

    for name in ("cli.send", "cli.flush", "cli.wait", "cli.outbox", "service.client", "fax.helper"):
        importlib.import_module(f"byfax_desktop.{name}")


def _be(order):
    """Become the run: never returns."""
    code = 70
    try:
        for name in [name for name in os.environ if name.startswith("BYFAX_")]:
            del os.environ[name]
        os.environ.update(order["environment"])
        out = os.open(order["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(out, 1)
        os.dup2(out, 2)
        from byfax_desktop.cli import main

        code = int(main(order["argv"]))
        sys.stdout.flush()
        sys.stderr.flush()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        os._exit(code)


if __name__ == "__main__":
    _serve()
