"""A fax that was sent becomes a draft again: to the same people, to some of them, or to others."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.drafts import Draft, Origin
from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.outbox_entry import outbox_entry, outbox_message
from byfax_desktop.engine.submission import draft_of, file_name
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.engine.words import StateKind, broadcast_words, entry_message_words, local_words
from byfax_desktop.service.records import Message
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.drafts import DraftKind
from byfax_desktop.store.submissions import Sequel, SequelKind

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.engine.writing import Writing
    from byfax_desktop.fax.treatment import Treatment
    from byfax_desktop.store.submissions import DocumentRow, RecipientRow, Submission

_NOT_REACHED = frozenset({RecipientState.FAILED, RecipientState.ABORTED, RecipientState.CANCELLED})


class NotKept(EngineTrouble):
    """There is nothing on this computer of which another fax could be made."""

    def __init__(self) -> None:
        super().__init__(
            "This fax was sent from elsewhere, so its pages are not on this computer.",
            "Send it again there, or add its documents here.",
        )


class Again:
    """Makes drafts of faxes; documents are copies under the names that people know."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.folder = desk.folder / "again"
        """Where the copies lie, each in a folder of its own."""

    def draft_of(self, broadcast_ref: str, only_failed: bool = False, message_ref: str = "") -> Draft:
        """What was sent, as a draft that can be changed; with ``only_failed`` to those whom it did not reach.

        With a ``message_ref`` only to that recipient. Raises NotKept, StoreTrouble and OSError.
        """
        journal = self._desk.journal
        seen = journal.find(broadcast_ref)
        if seen is None or seen.request is None:
            raise NotKept
        everybody = journal.recipients(seen.id)
        recipients = [row for row in everybody if message_ref in ("", row.ref)]
        if only_failed:
            recipients = list(filter(_was_not_reached, recipients))
        draft = draft_of(seen, recipients)
        documents = tuple(map(self.named_copy, journal.documents(seen.id)))
        # Pages that were made here have had done to them what was to be done.
        return replace(
            draft,
            documents=documents,
            treatments=(),
            send_at=None,
            draft_id="",
            origin=_origin(seen, everybody, recipients[0].ref if len(recipients) == 1 else ""),
        )

    def forwarding(self, pages: Path, name: str, treatments: tuple[Treatment, ...] = ()) -> Draft:
        """A draft of pages that lie elsewhere on this computer, under a name that people know. Raises OSError.

        With ``treatments``, the document is in it once with each.
        """
        folder = self.folder / hashlib.sha256(str(pages).encode("utf-8", "surrogateescape")).hexdigest()[:32]
        copy = self._copied(pages, folder, name)
        return Draft(documents=(copy,) * max(1, len(treatments)), treatments=treatments)

    def named_copy(self, document: DocumentRow) -> Path:
        """A document of the spool under its own name, for as long as a draft has it. Raises NotKept and OSError."""
        source = self._desk.spool.path(document)
        if not source.is_file():
            raise NotKept
        return self._copied(source, self.folder / document.sha256[:32], document.name)

    def _copied(self, source: Path, folder: Path, name: str) -> Path:
        target = folder / file_name(name)
        if not target.is_file():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        return target

    def tidy(self, writing: Writing) -> None:
        """Remove the copies that no draft, template or preset has. Raises StoreTrouble."""
        if not self.folder.is_dir():
            return
        used = {path.parent for kind in DraftKind for path in _documents(writing, kind)}
        for folder in self.folder.iterdir():
            if folder not in used:
                shutil.rmtree(folder, ignore_errors=True)


def _origin(seen: Submission, rows: Sequence[RecipientRow], message_ref: str) -> Origin:
    """The earlier fax, with how it ended in a few words."""
    entry = outbox_entry(seen, [outbox_message(seen, row) for row in rows])
    chosen = next((each for each in entry.messages if each.message.message_ref == message_ref), None)
    sequel = Sequel(SequelKind.AGAIN, seen.broadcast_ref, message_ref)
    return Origin(sequel, moment(seen.created), _outcome(entry, chosen))


def _outcome(entry: OutboxEntry, chosen: OutboxMessage | None) -> str:
    """Such as: not delivered: busy."""
    words = entry_message_words(entry, chosen) if chosen else broadcast_words(entry)
    text = words.text[:1].lower() + words.text[1:]
    is_told_in_numbers = chosen is None and len(entry.messages) > 1 and not local_words(entry)
    return f"not delivered: {text}" if words.kind is StateKind.FAILED and not is_told_in_numbers else text


def _documents(writing: Writing, kind: DraftKind) -> Iterable[Path]:
    return (path for kept in writing.kept(kind) for path in kept.draft.documents)


def _was_not_reached(recipient: RecipientRow) -> bool:
    return bool(recipient.report) and thaw(Message, recipient.report or "").state in _NOT_REACHED
