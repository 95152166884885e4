"""What will not be read of the fax: looked for in each document, told once a kind, mended with one click."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.geometry import Resolution
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.trouble import shown_name
from byfax_desktop.ui.compose.document_model import Document
from byfax_desktop.ui.send_dialog.problems import Obstacle
from byfax_desktop.ui.widgets.texts import count
from byfax_desktop.ui.workers import Request, cancel_all, canceller

if TYPE_CHECKING:
    from byfax_desktop.fax.legibility.findings import Finding, Legibility
    from byfax_desktop.ui.compose.composed import ComposedFax
    from byfax_desktop.ui.send_dialog.fax_pages import FaxPart
    from byfax_desktop.ui.session import Session

PAUSE_MS = 400
"""The pages themselves come first."""

_Key = tuple[object, str, str]


class LegibilityWatch(QObject):
    """``changed`` when there is something else to be told; what was looked at is not looked at again."""

    changed = Signal()

    def __init__(self, session: Session, fax: ComposedFax, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._fax = fax
        self._parts: tuple[FaxPart, ...] = ()
        self._known: dict[_Key, Legibility | None] = {}
        self._asked: dict[_Key, Request] = {}
        self.destroyed.connect(canceller(self._asked.values()))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def look_at(self, parts: Sequence[FaxPart]) -> None:
        """These are the parts of the fax now."""
        documents = tuple(part for part in parts if isinstance(part.owner, Document))
        if documents != self._parts:
            self._parts = documents
            wanted = set(map(_key, documents))
            for key in [each for each in self._asked if each not in wanted]:
                self._asked.pop(key).cancel()
            self._pause.start()
            self.changed.emit()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._pause.stop()
        cancel_all(self._asked.values())
        self._asked.clear()

    def obstacles(self, show: Callable[[object, int], object]) -> tuple[Obstacle, ...]:
        """What was found, none of which keeps the fax back; ``show`` leads to a page of a document."""
        return tuple(obstacle for part in self._parts for obstacle in self._told(part, show))

    def _told(self, part: FaxPart, show: Callable[[object, int], object]) -> Iterator[Obstacle]:
        known = self._known.get(_key(part))
        if known is None or not isinstance(part.owner, Document):
            return
        of_kind: dict[object, list[Finding]] = {}
        for finding in known.findings:
            of_kind.setdefault((finding.kind, finding.fix is None), []).append(finding)
        for findings in of_kind.values():
            yield self._obstacle(part.owner, findings, show)
        if of_kind and not known.is_whole:
            name = shown_name(part.owner.path.name)
            what = f"Only the first {known.looked_at} of {known.pages} pages of “{name}” were looked at."
            yield Obstacle(what, "Look at the others yourself.", False)

    def _obstacle(
        self, document: Document, findings: Sequence[Finding], show: Callable[[object, int], object]
    ) -> Obstacle:
        first = findings[0]
        more = f", and {count(len(findings) - 1, 'more page', 'more pages')}" if len(findings) > 1 else ""
        where = f"Page {first.page + 1} of “{shown_name(document.path.name)}”{more}:"
        if first.fix is None:
            return Obstacle(
                f"{where} {first.what}", first.do, False, "Show", partial(show, document, first.page)
            )
        return Obstacle(f"{where} {first.what}", first.do, False, "Fix", partial(self._mend, document, first))

    def _mend(self, document: Document, finding: Finding) -> None:
        """What one click can do."""
        if isinstance(finding.fix, Resolution):
            self._fax.options.change(quality="FINE")
        elif isinstance(finding.fix, Treatment) and document.can_be_treated:
            self._fax.documents.model.treat(document, finding.fix)

    def _ask(self) -> None:
        for part in self._parts:
            key = _key(part)
            if key not in self._known and key not in self._asked:
                look = partial(self._take, key)
                self._asked[key] = self._session.pages.legibility(
                    part.path, part.pages, part.look, look, part.password
                )

    def _take(self, key: _Key, result: Legibility | Trouble) -> None:
        self._asked.pop(key, None)
        self._known[key] = None if isinstance(result, Trouble) else result
        self.changed.emit()


def _key(part: FaxPart) -> _Key:
    """What the answer depends on: not the time that the header line shows."""
    look = replace(part.look, header=None)
    return part.owner, str(part.path), f"{look!r} {bool(part.look.header)}"
