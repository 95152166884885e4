"""The senders that a person chooses between: identities with the header line and the cover page that go with them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from byfax_desktop.ui.session import Session

_KEY = "senders/{}"


@dataclass(frozen=True, slots=True)
class Sender:
    """A sender under a title; ``number`` as typed, ``timezone`` an IANA name or empty for this computer's.

    ``header`` of None and ``cover_ref`` of None leave what is chosen in the fax.
    """

    title: str
    name: str = ""
    company: str = ""
    number: str = ""
    timezone: str = ""
    header: str | None = None
    cover_ref: str | None = None


class SenderBook(QObject):
    """Each account has its own, since numbers and cover pages belong to it; without an account there are none."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        session.account_changed.connect(lambda _: self.changed.emit())

    @property
    def senders(self) -> tuple[Sender, ...]:
        """All of them, in their order."""
        account = self._session.account
        if account is None:
            return ()
        return _senders(str(self._session.settings.value(_KEY.format(account.ref)) or ""))

    def keep(self, sender: Sender) -> None:
        """Have this one, in place of what has its title."""
        others = [each for each in self.senders if each.title != sender.title]
        self._store([*others, sender])

    def rename(self, title: str, new_title: str) -> None:
        """Give one another title, in place of what has that."""
        self._store(
            replace(each, title=new_title) if each.title == title else each
            for each in self.senders
            if each.title != new_title or each.title == title
        )

    def remove(self, title: str) -> None:
        """Forget the one with this title."""
        self._store(each for each in self.senders if each.title != title)

    def _store(self, senders: Iterable[Sender]) -> None:
        account = self._session.account
        if account is not None:
            kept = json.dumps([asdict(each) for each in senders])
            self._session.settings.setValue(_KEY.format(account.ref), kept)
            self.changed.emit()


def _senders(text: str) -> tuple[Sender, ...]:
    """Those that were stored; none where that was something else."""
    try:
        senders = tuple(Sender(**each) for each in json.loads(text or "[]"))
    except (TypeError, ValueError):
        return ()
    return senders if all(map(_is_sound, senders)) else ()


def _is_sound(sender: Sender) -> bool:
    texts = (sender.title, sender.name, sender.company, sender.number, sender.timezone)
    return all(isinstance(text, str) for text in texts) and all(
        text is None or isinstance(text, str) for text in (sender.header, sender.cover_ref)
    )
