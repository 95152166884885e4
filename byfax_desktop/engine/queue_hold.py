"""When the account itself is in the way, the whole queue stops with one message, instead of each fax failing alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from byfax_desktop.engine.machine import Rules, Words
from byfax_desktop.store.submissions import Submission

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk

_MARK = "queue-hold"


class QueueHold:
    """Kept in the journal, so that every program and the next start know of it.

    When its time is over one fax tries how things stand; if that goes well, the rest follow.
    """

    def __init__(self, desk: Desk, rules: Rules) -> None:
        self._desk = desk
        self._rules = rules

    @property
    def words(self) -> Words | None:
        """What stopped the queue; None while nothing does."""
        text = self._desk.marks.get(_MARK)
        if text is None:
            return None
        plain = json.loads(text)
        return Words(plain["code"], plain["what"], plain["advice"])

    def begin(self, words: Words) -> None:
        """Stop the queue for a while."""
        until = self._desk.clock.now() + self._rules.queue_hold
        plain = {"until": until, "code": words.code, "what": words.what, "advice": words.advice}
        self._desk.marks.put(_MARK, json.dumps(plain))

    def lift(self) -> None:
        """Let the queue go on."""
        if self._desk.marks.get(_MARK) is not None:
            self._desk.marks.put(_MARK, None)

    def end_now(self) -> None:
        """A person says that it has been put right: the next fax tries at once."""
        words = self.words
        if words is not None:
            plain = {"until": 0, "code": words.code, "what": words.what, "advice": words.advice}
            self._desk.marks.put(_MARK, json.dumps(plain))

    def allowed(self, due: Sequence[Submission], now: int) -> Sequence[Submission]:
        """Those that may be worked on: all, none, or the one that tries."""
        until = self._until()
        if until is None:
            return due
        return due[:1] if now >= until else ()

    def not_before(self, due: int) -> int:
        """When something that is due then will be worked on."""
        until = self._until()
        return due if until is None else max(due, until)

    def _until(self) -> int | None:
        """Never further away than a hold lasts, whatever the clock was when it began."""
        text = self._desk.marks.get(_MARK)
        if text is None:
            return None
        return min(int(json.loads(text)["until"]), self._desk.clock.now() + self._rules.queue_hold)
