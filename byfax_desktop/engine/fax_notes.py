"""What a person writes on received faxes: the engine's part of notes and labels."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.store.fax_labels import FaxLabels, Label

if TYPE_CHECKING:
    from byfax_desktop.engine.inbox import Inbox

LONGEST_LABEL = 60
"""Letters of a label's name; more would fill a row of the list."""
COLOURS = ("blue", "green", "orange", "purple", "red", "teal", "brown", "grey")
"""The names of the colours that labels may have, in the order in which new ones get them."""

_JOINERS = "\u200d\ufe0f"
"""They belong to many emoji."""


class FaxNotes:
    """Cleans what was typed, keeps it, and has the list of faxes tell of it."""

    def __init__(self, labels: FaxLabels, inbox: Inbox) -> None:
        self._labels = labels
        self._inbox = inbox

    def keep_note(self, ref: str, text: str) -> None:
        """Keep the note of a fax. Raises StoreTrouble."""
        self._labels.keep_note(ref, clean_note(text))
        self._inbox.show()

    def put(self, refs: Sequence[str], name: str) -> None:
        """Label faxes. Raises EngineTrouble for a name of no letters, and StoreTrouble."""
        name = clean_label(name)
        if not name:
            raise EngineTrouble("A label needs a name.", "Type a few letters.")
        known = self._labels.all()
        self._labels.put(refs, name, COLOURS[len(known) % len(COLOURS)])
        self._inbox.show()

    def take(self, refs: Sequence[str], label_id: int) -> None:
        """Take a label off faxes. Raises StoreTrouble."""
        self._labels.take(refs, label_id)
        self._inbox.show()

    def change(self, label: Label) -> None:
        """Rename a label everywhere, or give it another colour. Raises EngineTrouble and StoreTrouble."""
        name = clean_label(label.name)
        if not name:
            raise EngineTrouble("A label needs a name.", "Type a few letters, or remove the label.")
        self._labels.change(Label(label.id, name, label.colour))
        self._inbox.show()

    def remove(self, label_id: int) -> None:
        """Have a label no more. Raises StoreTrouble."""
        self._labels.remove(label_id)
        self._inbox.show()


class FaxNoteActions:
    """What a person writes; all methods write to the disk. Raise StoreTrouble."""

    _fax_notes: FaxNotes

    def keep_fax_note(self, ref: str, text: str) -> None:
        """Keep the note of a received fax, in place of the one before."""
        self._fax_notes.keep_note(ref, text)

    def label_faxes(self, refs: Sequence[str], name: str) -> None:
        """Put a label on received faxes, a new one too. Raises EngineTrouble for a name of no letters."""
        self._fax_notes.put(refs, name)

    def unlabel_faxes(self, refs: Sequence[str], label_id: int) -> None:
        """Take a label off received faxes."""
        self._fax_notes.take(refs, label_id)

    def change_label(self, label: Label) -> None:
        """Rename a label on all faxes, or give it another colour. Raises EngineTrouble for a name of no letters."""
        self._fax_notes.change(label)

    def remove_label(self, label_id: int) -> None:
        """Have a label no more; the faxes stay."""
        self._fax_notes.remove(label_id)


def clean_label(text: str) -> str:
    """A name in one line without what hides letters or turns their direction, and of no more than some letters."""
    kept = (" " if c.isspace() else c for c in text if c.isspace() or _is_shown(c))
    return " ".join("".join(kept).split())[:LONGEST_LABEL].strip()


def clean_note(text: str) -> str:
    """A note as it was typed, but for signs that are no text."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _is_shown(sign: str) -> bool:
    return sign in _JOINERS or unicodedata.category(sign)[0] != "C"
