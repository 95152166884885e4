"""The way from a sent fax to the evidence of how it ended, and to what is saved of it by itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.inbox.saving import save_copy

if TYPE_CHECKING:
    from collections.abc import Callable

    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.engine.events import EvidenceReady, JobFinished
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.store.proofs import ProofRule
    from byfax_desktop.ui.outbox.detail_tabs import DetailTabs
    from byfax_desktop.ui.session import Session

_FOLDER = "outbox/evidence_folder"
_TIP = "One PDF with the report, every try and the pages as they went"


class EvidenceActions(QObject):
    """Entries in the context menu and below the ``button``; ``done`` with what to say, ``troubled`` where it failed."""

    done = Signal(str)
    troubled = Signal(object)

    def __init__(self, view: QWidget, session: Session, detail: DetailTabs, button: QToolButton) -> None:
        super().__init__(view)
        self._view = view
        self._session = session
        self._detail = detail
        self._under_way: dict[str, list[Callable[[Path], None]]] = {}
        """What is done with the evidence that a job brings."""
        self._save = self._action("save", "Save &evidence…", "save", "Ctrl+Shift+E", self._ask)
        self._open = self._action("document", "Open evide&nce", "open", "Ctrl+E", self._open_it)
        keep = self._action("save", "Save reports a&utomatically…", "keep", "", self._ask_rules)
        menu = QMenu(button)
        menu.setObjectName("outbox_report_menu")
        menu.addActions([self._save, self._open])
        menu.addSeparator()
        menu.addAction(keep)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        detail.changed.connect(self._fit)
        session.bridge.evidence_ready.connect(self._take)
        session.bridge.job_finished.connect(self._tell_trouble)
        session.account_changed.connect(self._under_way.clear)
        self._fit()

    def save_to(self, target: Path) -> None:
        """Have the evidence of the fax that is shown, and copy it there, in the background."""
        self._session.settings.setValue(_FOLDER, str(target.parent))
        self._fetch(partial(self._copy, target))

    def _action(self, picture: str, text: str, name: str, keys: str, do: Callable[[], None]) -> QAction:
        action = QAction(icon(picture), text, self._view)
        action.setObjectName(f"outbox_evidence_{name}_action")
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked: do())
        self._view.addAction(action)
        return action

    def _fit(self) -> None:
        why_not = self._why_not()
        for action in (self._save, self._open):
            action.setEnabled(not why_not)
            action.setToolTip(why_not or _TIP)

    def _why_not(self) -> str:
        target = self._detail.target
        if target is None:
            return "Choose a fax first."
        # Not before there is a fax: the window is to open without what this needs.
        from byfax_desktop.ui.outbox.went import no_evidence

        return " ".join(no_evidence(target) or ())

    def _ask(self) -> None:
        name = self._suggested_name()
        if not name:
            return
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = str(self._session.settings.value(_FOLDER) or usual)
        dialog = QFileDialog(self._view.window(), "Save the evidence", folder, "PDF (*.pdf)")
        dialog.setObjectName("outbox_evidence_place")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.save_to(Path(file)))
        dialog.open()

    def _suggested_name(self) -> str:
        target = self._detail.target
        if target is None:
            return ""
        from byfax_desktop.engine.clock import milliseconds
        from byfax_desktop.engine.evidence import ProvedFax
        from byfax_desktop.engine.proof_names import proof_name
        from byfax_desktop.ui.outbox.went import recipient_of

        created = target.entry.broadcast.created
        ended = milliseconds(created) if created else 0
        return proof_name(ProvedFax(target.entry, recipient_of(target)), ended, "")

    def _open_it(self) -> None:
        self._fetch(self._show)

    def _fetch(self, do: Callable[[Path], None]) -> None:
        target = self._detail.target
        if target is None:
            return
        from byfax_desktop.ui.outbox.went import recipient_of

        recipient = recipient_of(target)
        message_ref = recipient.message.message_ref if recipient else ""
        job = self._session.engine.fetch_evidence(target.entry.broadcast.broadcast_ref, message_ref)
        self._under_way.setdefault(job, []).append(do)

    def _take(self, event: EvidenceReady) -> None:
        for do in self._under_way.pop(event.job_id, ()):
            do(event.path)

    def _copy(self, target: Path, source: Path) -> None:
        self._session.workers.run(partial(save_copy, source, target), self._tell_saved)

    def _show(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            from byfax_desktop.engine.trouble import Trouble

            self.troubled.emit(
                Trouble(
                    "No program on this computer opens PDF files.",
                    "Install one, or save the evidence and open it elsewhere.",
                )
            )

    def _tell_saved(self, result: Path | Trouble) -> None:
        if isinstance(result, Path):
            self.done.emit(f"The evidence was saved as “{result.name}”.")
        else:
            self.troubled.emit(result)

    def _tell_trouble(self, event: JobFinished) -> None:
        if event.trouble and self._under_way.pop(event.job_id, None):
            self.troubled.emit(event.trouble)

    def _ask_rules(self) -> None:
        """Read what is saved by itself, then show it."""
        engine, account = self._session.engine, self._session.account
        self._session.workers.run(
            lambda: engine.proof_rules(), lambda rules: self._show_rules(rules, account)
        )

    def _show_rules(self, rules: tuple[ProofRule, ...] | Trouble, account: Account | None) -> None:
        if account is not self._session.account:
            return
        if not isinstance(rules, tuple):
            self.troubled.emit(rules)
            return
        from byfax_desktop.ui.outbox.report_keeping import ReportKeepingDialog

        dialog = ReportKeepingDialog(rules, self._view.window())
        dialog.wanted.connect(self._set_rules)
        # What is chosen is for this account.
        self._session.account_changed.connect(dialog.reject)
        dialog.open()

    def _set_rules(self, rules: tuple[ProofRule, ...]) -> None:
        engine = self._session.engine
        self._session.workers.run(
            lambda: engine.set_proof_rules(rules), lambda result: self._tell_rules(result, _told(rules))
        )

    def _tell_rules(self, result: Trouble | None, words: str) -> None:
        if result is None:
            self.done.emit(words)
        else:
            self.troubled.emit(result)


def _told(rules: tuple[ProofRule, ...]) -> str:
    """What becomes of faxes that end from now on."""
    is_on = {rule.place.value: rule.form.value != "none" for rule in rules}
    kept = "Evidence of sent faxes is kept" if is_on["account"] else "No evidence of sent faxes is kept"
    saved = "reports are saved in your folder" if is_on["folder"] else "no reports are saved in a folder"
    return f"{kept}, and {saved} from now on."
