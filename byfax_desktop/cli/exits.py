"""The exit codes of the command line, and which failure leads to which."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the exit code tells a script."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOT_AUTHORIZED = 3
    NOT_REACHED = 4
    INPUT_REFUSED = 5
    INTERRUPTED = 130


class UsageTrouble(Exception):
    """The arguments make no sense together: ``what`` is wrong, what to ``do``."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(what)
        self.what = what
        self.do = do


class NoCredentials(Exception):
    """There is no account to work with: ``what`` is missing, what to ``do``."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(what)
        self.what = what
        self.do = do


def exit_for(failure: Exception) -> Exit:
    """The exit code for a failure; everything that has none of its own is ``FAILED``."""
    # Loaded only once something has failed.
    from byfax_desktop.cli.sent import FaxKept, NotTaken
    from byfax_desktop.desktop.secrets import SecretsUnavailable
    from byfax_desktop.engine.intake import DraftRefused
    from byfax_desktop.engine.numbers import NumberTrouble
    from byfax_desktop.fax.trouble import DocumentTrouble
    from byfax_desktop.service import errors

    meaning: dict[Exit, tuple[type[Exception], ...]] = {
        Exit.USAGE: (UsageTrouble, errors.UnknownOperation, errors.BadAddress),
        Exit.NOT_AUTHORIZED: (NoCredentials, SecretsUnavailable, errors.AuthorizationRefused),
        Exit.INPUT_REFUSED: (
            NumberTrouble,
            DraftRefused,
            NotTaken,
            DocumentTrouble,
            errors.BadNumber,
            errors.FileRefused,
            errors.LocalFileError,
            errors.InvalidRequest,
        ),
        Exit.FAILED: (errors.Cancelled,),
        Exit.NOT_REACHED: (errors.NotSent, errors.OutcomeUnknown, FaxKept),
    }
    return next((code for code, kinds in meaning.items() if isinstance(failure, kinds)), Exit.FAILED)
