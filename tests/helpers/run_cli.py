"""Running the real command line in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


class CommandLine:
    """``byfax-desktop`` with a data folder and an environment of its own; calling it runs it to its end."""

    def __init__(self, data_dir, **environment):
        self.data_dir = data_dir
        self.environment = environment

    def __call__(self, *argv, **environment):
        return subprocess.run(
            self.command(argv),
            cwd=ROOT,
            env=self.full_environment(**environment),
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )

    def start(self, *argv):
        """A run that goes on beside the test."""
        return subprocess.Popen(
            self.command(argv),
            cwd=ROOT,
            env=self.full_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def json(self, *argv):
        """What a run with ``--json`` printed; its exit code must be 0."""
        result = self(*argv, "--json")
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    @staticmethod
    def command(argv):
        return [sys.executable, "-m", "byfax_desktop", *map(str, argv)]

    def full_environment(self, **more):
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BYFAX_")}
        return {**clean, "BYFAX_DATA_DIR": str(self.data_dir), **self.environment, **more}
