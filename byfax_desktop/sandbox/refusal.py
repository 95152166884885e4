"""How an operation says no."""

from __future__ import annotations


class Refusal(Exception):
    """Becomes an answer with ``code``, one of the contract's ``StateCodes``, and a message for developers."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class Fault(Exception):
    """The request is no call that this service knows; becomes a SOAP fault."""
