"""The window of contacts: lists on the left, the contacts of one on the right, and what can be done with them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QInputDialog, QMenu, QPushButton

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.store.address_book import StoredContact
from byfax_desktop.ui.contacts import files
from byfax_desktop.ui.contacts.deeds import ContactDeeds
from byfax_desktop.ui.contacts.form import ContactForm
from byfax_desktop.ui.contacts.groups import GroupList
from byfax_desktop.ui.contacts.import_preview import ImportPreview
from byfax_desktop.ui.contacts.pane import ContactPane
from byfax_desktop.ui.contacts.rows import short
from byfax_desktop.ui.contacts.window_layout import arrange
from byfax_desktop.ui.home_region import home_region
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.history_action import HISTORY_KEYS
from byfax_desktop.ui.widgets.offered_actions import Offer, action_of
from byfax_desktop.ui.widgets.texts import count

_SIZE = QSize(1000, 620)


class ContactsWindow(QDialog):
    """``fax_asked`` with the contacts that a person wants to send a fax to."""

    fax_asked = Signal(object)
    history_asked = Signal(object)
    """The contact of whom a person wants to see all that was sent, received and noted."""

    def __init__(self, session: Session) -> None:
        # Without a parent, so that the main window can come before it.
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("contacts_window")
        self.setWindowTitle("Contacts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._settings = session.settings
        self._book = session.contacts
        self._region = home_region(session.settings)
        self.message = MessageBar("contacts_message", self)
        self.deeds = ContactDeeds(self._book, self.message, self)
        self.groups = GroupList(self._book, self)
        self.pane = ContactPane(self._book, self._region, self)
        self.fax = QPushButton(icon("fax-to"), "Add to &fax", self)
        self.join_menu = QMenu("Add to &list", self)
        self.actions_by_name = self._make_actions()
        arrange(self)
        self._connect()
        self.resize(_SIZE)
        self.pane.show_contacts()
        self._book.load()

    @property
    def chosen(self) -> tuple[StoredContact, ...]:
        """The contacts that are selected."""
        return self.pane.table.chosen

    def new(self) -> None:
        """Write a new contact."""
        self.edit(StoredContact(""))

    def edit(self, contact: StoredContact) -> None:
        """Change a contact, or write one that begins with this."""
        form = ContactForm(self._book, contact, self._region, self)
        form.kept.connect(self.deeds.keep)
        form.open()

    def import_file(self, path: Path) -> None:
        """Show what will be taken of a file, and take it if the person agrees."""
        preview = ImportPreview(self._book, path, self._region, self)
        preview.decided.connect(self.deeds.take)
        preview.open()

    def export_to(self, path: Path) -> None:
        """Write the contacts that are shown to a file."""
        contacts, index = self.pane.rows.records, self._book.index

        def write(_: object) -> None:
            from byfax_desktop.engine.contacts.exporting import write_contacts

            write_contacts(path, contacts, index)

        self._book.run(write, partial(self._tell_exported, path, len(contacts)))

    def _edit_chosen(self) -> None:
        if len(self.chosen) == 1:
            self.edit(self.chosen[0])

    def _show_history(self) -> None:
        if len(self.chosen) == 1:
            self.history_asked.emit(self.chosen[0])

    def _delete_chosen(self) -> None:
        if self.chosen:
            self.deeds.remove(self.chosen)

    def _leave_group(self) -> None:
        group = self.groups.group
        if group and self.chosen:
            self.deeds.leave(group, self.chosen)

    def _move(self, down: bool) -> None:
        group = self.groups.group
        if group and self.chosen:
            self.deeds.move(group, self.chosen, down)

    def _ask_group_name(self, group_id: str = "", members: tuple[StoredContact, ...] = ()) -> None:
        known = self.groups.group if group_id else None
        dialog = QInputDialog(self)
        dialog.setObjectName("group_name")
        dialog.setWindowTitle("Rename the list" if group_id else "New list")
        dialog.setLabelText("&Name of the list")
        dialog.setTextValue(known.name if known else "")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(lambda text: self.deeds.name_group(text, group_id, members))
        dialog.open()

    def _rename_group(self) -> None:
        if self.groups.group:
            self._ask_group_name(self.groups.group_id)

    def _delete_group(self) -> None:
        if self.groups.group:
            self.deeds.remove_group(self.groups.group)

    def _fill_join_menu(self) -> None:
        self.join_menu.clear()
        members = self.chosen
        ids = tuple(each.id for each in members)
        for group in self._book.index.groups:
            name = short(group.name).replace("&", "&&")
            self.join_menu.addAction(name, partial(self.deeds.join, group, ids))
        self.join_menu.addSeparator()
        self.join_menu.addAction("&New list…", partial(self._ask_group_name, "", members))

    def _send(self) -> None:
        """Have those who are chosen among the recipients, or of a list all."""
        contacts = self._for_fax(self.chosen)
        if contacts:
            words = f"{count(len(contacts), 'contact is', 'contacts are')} among the recipients now."
            self.message.tell(Tone.DONE, words)
            self.fax_asked.emit(contacts)

    def _for_fax(self, chosen: tuple[StoredContact, ...]) -> tuple[StoredContact, ...]:
        """Those with a number, of a list all where none is chosen."""
        among = chosen or (self.pane.rows.records if self.groups.group_id else ())
        return tuple(each for each in among if each.numbers)

    def _ask_place(self) -> None:
        group = self.groups.group
        files.ask_place(self._settings, self, group.name if group else "Contacts", self.export_to)

    def _tell_exported(self, path: Path, number: int, result: Trouble | None) -> None:
        if isinstance(result, Trouble):
            self._tell_trouble(result)
            return
        words = f"{count(number, 'contact was', 'contacts were')} saved as “{short(path.name)}”."
        cards = "Address cards hold no notes and no lists." if path.suffix.casefold() == ".vcf" else ""
        self.message.tell(Tone.DONE, words, cards)

    def _show_changed(self) -> None:
        self.groups.show_groups()
        self.pane.show_contacts()

    def _show_all(self) -> None:
        self.pane.search.clear()
        self.groups.choose("")

    def _choose_kept(self, kept_id: str) -> None:
        """What is new is chosen: a list, or a contact."""
        if any(group.id == kept_id for group in self._book.index.groups):
            self.groups.choose(kept_id)
        else:
            self.pane.choose(kept_id)

    def _fit(self) -> None:
        """Offer what can be done with what is chosen."""
        contacts, group, actions = self.chosen, self.groups.group, self.actions_by_name
        chosen = len(contacts)
        actions["edit"].setEnabled(chosen == 1)
        actions["history"].setEnabled(chosen == 1)
        actions["delete"].setEnabled(chosen > 0)
        actions["export"].setEnabled(bool(self.pane.rows.records))
        for name in ("leave", "up", "down"):
            actions[name].setEnabled(chosen > 0 and group is not None)
        self.join_menu.menuAction().setEnabled(chosen > 0)
        for name in ("rename_list", "delete_list"):
            actions[name].setEnabled(group is not None)
        for_fax = len(self._for_fax(contacts))
        self.fax.setEnabled(for_fax > 0)
        self.fax.setText(f"Add {count(for_fax, '', 'contacts')} to &fax" if for_fax > 1 else "Add to &fax")

    def _make_actions(self) -> dict[str, QAction]:
        table, groups = self.pane.table, self.groups
        ask_file = partial(files.ask_file, self._settings, self, self.import_file)
        offers = (
            (Offer("new", "&New…", "add", "Ctrl+N", self.new), None),
            (Offer("edit", "&Edit…", "compose", "F2", self._edit_chosen), table),
            (Offer("delete", "&Delete", "delete", "Del", self._delete_chosen), table),
            (Offer("history", "&History", "history", HISTORY_KEYS, self._show_history), table),
            (Offer("leave", "&Take out of list", "remove", "", self._leave_group), table),
            (Offer("up", "Move &up", "up", "Alt+Up", partial(self._move, False)), table),
            (Offer("down", "Move do&wn", "down", "Alt+Down", partial(self._move, True)), table),
            (Offer("import", "&Import…", "down", "Ctrl+I", ask_file), None),
            (Offer("export", "E&xport…", "save", "Ctrl+S", self._ask_place), None),
            (Offer("new_list", "Ne&w list…", "add", "Ctrl+L", self._ask_group_name), None),
            (Offer("rename_list", "&Rename list…", "", "F2", self._rename_group), groups),
            (Offer("delete_list", "&Delete list", "", "Del", self._delete_group), groups),
        )
        return {offer.name: action_of(offer, self, "contacts", keys_in) for offer, keys_in in offers}

    def _connect(self) -> None:
        self._book.changed.connect(self._show_changed)
        self._book.troubled.connect(self._tell_trouble)
        self.deeds.kept.connect(self._choose_kept)
        self.groups.dropped.connect(self.deeds.join)
        self.groups.chosen.connect(self.pane.show_group)
        self.pane.shown.connect(self._fit)
        self.pane.all_asked.connect(self._show_all)
        self.pane.import_asked.connect(self.actions_by_name["import"].trigger)
        self.pane.table.chosen_changed.connect(self._fit)
        self.pane.table.opened.connect(self._edit_chosen)
        self.fax.clicked.connect(self._send)
        self.join_menu.aboutToShow.connect(self._fill_join_menu)
        for keys, do in (
            ("Ctrl+F", self.pane.go_to_search),
            ("Ctrl+Z", self.deeds.undo),
            ("Ctrl+Return", self._send),
            ("Ctrl+Enter", self._send),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def _tell_trouble(self, trouble: Trouble) -> None:
        self.message.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details)
