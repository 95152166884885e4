"""A message that offers one thing to do about what it tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from byfax_desktop.ui.message_bar import MessageBar, Tone

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble


class Telling:
    """Tells in a bar, and does what is offered where its button is pressed."""

    def __init__(self, bar: MessageBar) -> None:
        self._bar = bar
        self._then: Callable[[], object] | None = None
        self._passes = False
        bar.action_triggered.connect(self._do)

    def tell(self, tone: Tone, what: str, action: str = "", then: Callable[[], object] | None = None) -> None:
        """Say what was done; ``then`` is what the button with the text ``action`` does."""
        self._then, self._passes = then, False
        self._bar.tell(tone, what, action=action)

    def done(self, what: str) -> None:
        """Say that something was done."""
        self.tell(Tone.DONE, what)

    def trouble(
        self, trouble: Trouble, again: Callable[[], object] | None = None, passes: bool = False
    ) -> None:
        """Say what went wrong; ``again`` tries it once more. Where it ``passes``, ``settle`` ends it."""
        self._then, self._passes = again, passes
        action = "Try again" if again else ""
        self._bar.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details, action)

    def settle(self) -> None:
        """What can be read again is no trouble any more."""
        if self._passes:
            self._passes = False
            self._bar.clear()

    def _do(self) -> None:
        then, self._then = self._then, None
        self._bar.clear()
        if then is not None:
            then()
