"""What a person does to the address book: done in the background, told of, and undone if they wish."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from byfax_desktop.engine.contacts import changes
from byfax_desktop.engine.contacts.book import Making
from byfax_desktop.engine.contacts.index import ContactIndex, title_of
from byfax_desktop.engine.contacts.merging import Fate, Merging, merge
from byfax_desktop.engine.contacts.reading import Candidate
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.store.address_book import BookChange, StoredContact, StoredGroup
from byfax_desktop.ui.contacts.book import ContactBook
from byfax_desktop.ui.contacts.rows import short
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.widgets.texts import count


class ContactDeeds(QObject):
    """``message`` says what was done, with a button that undoes it; ``kept`` with the id of what is new or changed."""

    kept = Signal(str)

    def __init__(self, book: ContactBook, message: MessageBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._message = message
        self._undoing: BookChange | None = None
        message.action_triggered.connect(self.undo)

    def keep(self, contact: StoredContact) -> None:
        """Keep a contact, new or changed."""
        change = changes.keeping(contact)
        (contact_id,) = change.contacts
        words = f"“{short(title_of(contact))}” was {'changed' if contact.id else 'added'}."
        self._do(change, lambda: words, lambda: self.kept.emit(contact_id))

    def remove(self, contacts: Sequence[StoredContact]) -> None:
        """Delete contacts."""
        one = f"“{short(title_of(contacts[0]))}” was" if len(contacts) == 1 else ""
        words = one or f"{count(len(contacts), 'contact', 'contacts')} were"
        self._do(changes.removing(each.id for each in contacts), lambda: f"{words} deleted.")

    def name_group(self, name: str, group_id: str = "", members: Sequence[StoredContact] = ()) -> None:
        """Make a list with these members, or give one another name."""
        wanted = group_id or changes.new_id()

        def making(index: ContactIndex) -> BookChange:
            change = changes.naming_group(index, name, wanted)
            named = ContactIndex.of((), [each for each in change.groups.values() if each])
            return changes.joining(named, wanted, [each.id for each in members])

        words = "renamed" if group_id else "made"
        self._do(making, lambda: f"The list “{short(name)}” was {words}.", lambda: self.kept.emit(wanted))

    def remove_group(self, group: StoredGroup) -> None:
        """Delete a list; its members stay."""
        words = f"The list “{short(group.name)}” was deleted. Its contacts are still there."
        self._do(changes.removing_group(group.id), lambda: words)

    def join(self, group: StoredGroup, ids: Sequence[str]) -> None:
        """Put the contacts with these ids into a list."""
        words = f"{count(len(ids), 'contact is', 'contacts are')} in “{short(group.name)}” now."
        self._do(lambda index: changes.joining(index, group.id, ids), lambda: words)

    def leave(self, group: StoredGroup, contacts: Sequence[StoredContact]) -> None:
        """Take contacts out of a list."""
        ids = {each.id for each in contacts}
        words = f"{count(len(ids), 'contact was', 'contacts were')} taken out of “{short(group.name)}”."
        self._do(lambda index: changes.leaving(index, group.id, ids), lambda: words)

    def move(self, group: StoredGroup, contacts: Sequence[StoredContact], down: bool) -> None:
        """Have contacts stand one place further up or down in a list."""
        ids = {each.id for each in contacts}
        words = f"The order of “{short(group.name)}” was changed."
        self._do(lambda index: changes.moving(index, group.id, ids, down), lambda: words)

    def take(self, candidates: Sequence[Candidate], agreed: Collection[int], left: Collection[int]) -> None:
        """Put contacts of a file into the address book."""
        made: list[Merging] = []

        def making(index: ContactIndex) -> BookChange:
            made.append(merge(candidates, index, agreed, left))
            return made[-1].change

        self._do(making, lambda: _import_words(made[-1]))

    def undo(self) -> None:
        """Undo what was done last."""
        if self._undoing is not None:
            undoing, self._undoing = self._undoing, None
            self._book.apply(undoing, self._told_undone)

    def _do(
        self,
        making: BookChange | Making,
        words: Callable[[], str],
        then: Callable[[], object] = lambda: None,
    ) -> None:
        self._book.apply(making, partial(self._told, words, then))

    def _told(
        self, words: Callable[[], str], then: Callable[[], object], result: BookChange | Trouble
    ) -> None:
        if isinstance(result, Trouble):
            self._message.tell(Tone.TROUBLE, result.what, result.do, result.details)
            return
        self._undoing = result
        self._message.tell(Tone.DONE, words(), action="&Undo")
        then()

    def _told_undone(self, result: BookChange | Trouble) -> None:
        if isinstance(result, Trouble):
            self._message.tell(Tone.TROUBLE, result.what, result.do, result.details)
        else:
            self._message.tell(Tone.DONE, "It is as it was before.")


def _import_words(merging: Merging) -> str:
    fates = [each.fate for each in merging.outcomes]
    new, added = fates.count(Fate.NEW), fates.count(Fate.ADDS)
    known, refused = fates.count(Fate.KNOWN), fates.count(Fate.REFUSED) + fates.count(Fate.ASKS)
    told = [f"{count(new, 'contact is', 'contacts are')} new."]
    if added:
        told.append(f"{count(added, 'entry adds', 'entries add')} to contacts.")
    if known:
        told.append(f"{count(known, 'was', 'were')} there already.")
    if refused:
        told.append(f"{count(refused, 'was', 'were')} not taken.")
    return " ".join(told)
