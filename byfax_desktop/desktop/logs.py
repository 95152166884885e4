"""The program's log: a small rotating file for its owner, from which secrets and fax contents are kept out."""

from __future__ import annotations

import logging
import os
import re
import threading
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_BYTES = 1_000_000
LOG_FILES = 3
QUIET_LIBRARIES = ("zeep", "urllib3", "requests", "keyring", "PIL")
"""Libraries that print requests and values when asked for more than warnings; never asked."""

_REMOVED = "[removed]"
_CREDENTIALS = re.compile(r"(<(?:\w+:)?(?:Password|Username)\b[^>]*>)[^<]*")
_BASE64_RUN = re.compile(r"[A-Za-z0-9+/]{64,}={0,2}")
_SECRET_MIN = 4
"""Shorter words are part of ordinary text; nobody's secret is so short."""


class Redaction(logging.Filter):
    """Takes credentials and long base64 runs out of every record, its traceback included."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._secrets: tuple[str, ...] = ()

    def protect(self, *secrets: str) -> None:
        """Keep these exact texts out from now on."""
        with self._lock:
            known = {*self._secrets, *(secret for secret in secrets if len(secret) >= _SECRET_MIN)}
            self._secrets = tuple(sorted(known, key=len, reverse=True))

    def redacted(self, text: str) -> str:
        """The text without what must not be seen."""
        for secret in self._secrets:
            text = text.replace(secret, _REMOVED)
        return _BASE64_RUN.sub(_REMOVED, _CREDENTIALS.sub(rf"\1{_REMOVED}", text))

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; it is always kept."""
        record.msg, record.args = self.redacted(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text, record.exc_info = self.redacted(record.exc_text), None
        return True


REDACTION = Redaction()
"""The one filter of the program: what is protected here is in no log."""


class PrivateRotatingFile(RotatingFileHandler):
    """A rotating log whose files have mode 0600."""

    def _open(self) -> TextIOWrapper:
        os.close(os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        return super()._open()


def start_logging(path: Path) -> None:
    """Log what matters to a file; raises OSError when it cannot be opened."""
    handler = PrivateRotatingFile(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(REDACTION)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in QUIET_LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)
