"""Takes out of a log what is nobody's business but the user's: numbers, names, files, and what others wrote.

What is in doubt goes: a report that says too little is asked about again, one that says too much can't be called back.
Of a line only what this program itself wrote is kept, and of a traceback only where in the code it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from byfax_desktop.desktop.logs import REDACTION

_HEAD = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ )([\w.]+): (.*)")
_FRAME = re.compile(r'\s*File "([^"]*)", line (\d+),? in ([\w<>.]+)$')
_KEPT = re.compile(
    r"(Traceback \(most recent call last\):|Fatal Python error: [\w ]+"
    r"|(Current t|T)hread 0x[0-9a-f]+ (\[[\w -]*\] )?\(most recent call first\):)$"
)
_RAISED = re.compile(r"([A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Exit|Warning))(?:: .*)?$")
_CODE = re.compile(r"(?:^|.*[\\/])(?:site-packages|python3\.\d+)[\\/](.*)$")
_OURS = "byfax_desktop"

_REF = re.compile(r"\b([0-9a-f]{32})\b", re.ASCII)
"""Refs as this program makes them. They name a fax to byFax's staff, and nothing to anybody else."""
_QUOTED = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|(?<!\w)\"[^\"]*(?:\"|$)|(?<!\w)'[^']*(?:'|$)")
_ADDRESS = re.compile(r"\S+@\S+|\b[A-Za-z][\w+.-]*://\S+|\bwww\.\S+")
_PATH = re.compile(r"\S*[\\/].*")
"""To the end of the line: nothing tells where a path with spaces ends."""
_FILE = re.compile(
    r"\S+\.(?:pdf|tiff?|png|jpe?g|hei[cf]|webp|bmp|gif|txt|md|html?|docx?|xlsx?|pptx?|rtf|od[tsp]|csv|vcf)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\+?\d(?:[\W_]{0,3}\d){4,}")
"""Five digits or more, of any script, however they are grouped."""
_WORD = re.compile(r"[^\W_]{4,}")
_SHORTEST = 3

_REMOVED, _A_NUMBER, _A_PATH = "[removed]", "[number]", "[path]"


class Discretion:
    """Knows what is private beside that: ``names`` of people, companies and accounts, and the ``home`` folder."""

    def __init__(
        self,
        names: Iterable[str] = (),
        home: Path | None = None,
        redact: Callable[[str], str] = REDACTION.redacted,
    ) -> None:
        self._redact = redact
        self._names = frozenset(_forms((*names, (home or Path.home()).name)))
        self._words = frozenset(word for name in self._names for word in _WORD.findall(name))
        self._phrases = _phrases(self._names)

    def lines(self, log: str) -> Iterator[str]:
        """What may be seen of a log, line by line; lines of which nothing may be seen are left out."""
        for line in log.splitlines():
            head = _HEAD.match(line)
            if head is None:
                if kept := self._of_traceback(line):
                    yield kept
            elif head[2].partition(".")[0] == _OURS:
                yield f"{head[1]}{head[2]}: {self.told(head[3])}"
            else:
                # What a library says may quote anything.
                yield f"{head[1]}{self.told(head[2])}: {_REMOVED}"

    def told(self, text: str) -> str:
        """One line of text without numbers, names, addresses, paths, names of files, and what stands in quotes."""
        text = self._redact(text)
        text = _QUOTED.sub(_REMOVED, text)
        for pattern, stand_in in ((_ADDRESS, _REMOVED), (_PATH, _A_PATH), (_FILE, _REMOVED)):
            text = pattern.sub(stand_in, text)
        # What stands at odd places was a ref.
        return "".join(
            piece if place % 2 else self._unnamed(_NUMBER.sub(_A_NUMBER, piece))
            for place, piece in enumerate(_REF.split(text))
        )

    def _unnamed(self, text: str) -> str:
        if self._phrases is not None:
            text = self._phrases.sub(_REMOVED, text)
        return _WORD.sub(lambda word: _REMOVED if word[0].casefold() in self._words else word[0], text)

    def _of_traceback(self, line: str) -> str:
        if frame := _FRAME.match(line):
            return f'  File "{self._code(frame[1])}", line {_NUMBER.sub(_A_NUMBER, frame[2])}, in {self.told(frame[3])}'
        if _KEPT.match(line):
            return line
        raised = _RAISED.match(line)
        return self.told(raised[1]) if raised else ""

    def _code(self, path: str) -> str:
        """A file of the program or of a library, without the folder in which they are installed."""
        _, ours, inside = path.rpartition(_OURS)
        where = f"{_OURS}{inside}" if ours else (found[1] if (found := _CODE.search(path)) else "")
        pieces = re.split(r"[\\/]", where)
        return "/".join(self.told(piece) for piece in pieces) if where else _A_PATH


def _forms(names: Iterable[str]) -> Iterator[str]:
    return (name.strip().casefold() for name in names if len(name.strip()) >= _SHORTEST)


def _phrases(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds names of which no single word is long enough to be found."""
    found = sorted((name for name in names if not _WORD.fullmatch(name)), key=len, reverse=True)
    if not found:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, found)) + r")(?!\w)", re.IGNORECASE)
