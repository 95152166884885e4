"""``python -m byfax_desktop`` and the console script."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program; returns the exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--page-helper"]:
        # A child of this program that looks at documents; it must load nothing else.
        from byfax_desktop.fax.process.child import main as look_into_a_document

        return look_into_a_document()
    from byfax_desktop import cli

    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
