"""What the window needs around it: an engine that remembers what was asked of it, and a session over a real bus."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QUrl
from tab_doubles import DictSettings, StandInEngine, StandInPages

from byfax_desktop.desktop.accounts import Account
from byfax_desktop.engine.drafts import Draft
from byfax_desktop.ui.bridge import EngineBridge
from byfax_desktop.ui.session import Session

DEMO = Account("demo", "Demo", "", is_demo=True)
REAL = Account("a1", "byFax", "https://api.byfax.biz")


class RecordingEngine(StandInEngine):
    """Also remembers drafts, what was taken back, cancelled jobs, previews, and how often news were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.drafts: list[Draft] = []
        self.previews: list[str] = []
        self.take_back_times: list[float] = []
        self.taken_back: list[tuple[str, ...]] = []
        self.refreshed = 0
        self.woken = 0
        self.gone_on = 0

    def submit(self, draft: Draft, take_back: float = 0.0) -> str:
        self.drafts.append(draft)
        self.take_back_times.append(take_back)
        return "job"

    def take_back(self, broadcast_refs: tuple[str, ...]) -> str:
        self.taken_back.append(broadcast_refs)
        return "take back"

    def go_on(self) -> None:
        self.gone_on += 1

    def refresh(self) -> None:
        self.refreshed += 1

    def wake_up(self) -> None:
        self.woken += 1

    def fetch_cover_preview(self, ref: str) -> str:
        self.previews.append(ref)
        return "preview"


def shell_session(tmp_path: Path, account: Account | None = DEMO) -> Session:
    """A session of stand-ins with an open account."""
    pages: Any = StandInPages()
    session = Session(RecordingEngine(), EngineBridge(), pages, DictSettings(), tmp_path)
    session.set_account(account)
    return session


def engine_of(session: Session) -> RecordingEngine:
    """The session's engine as what it is."""
    assert isinstance(session.engine, RecordingEngine)
    return session.engine


def pages_of(session: Session) -> Any:
    """The session's stand-in for the page helper."""
    return session.pages


@dataclass
class DocumentFacts:
    """As much of a document's description as Compose looks at."""

    pages: int | None = 1
    size: int = 900
    mime: str = "application/pdf"


def read_all(session: Session) -> None:
    """Every document that is being looked into turns out to have one page."""
    for request in pages_of(session).open:
        if request.page is None:
            request.cancel()
            request.callback(DocumentFacts())


def files(*paths: Path) -> QMimeData:
    """What a file manager drags or copies."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data
