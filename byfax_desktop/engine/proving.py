"""Reports of sent faxes written by themselves when these have ended: each once, whole, never over another file."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.events import KeepingTroubled
from byfax_desktop.engine.evidence import ProvedFax, evidence_of, proved_fax
from byfax_desktop.engine.folder_trouble import FolderTrouble, saving_in
from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.keep_file import part_of
from byfax_desktop.engine.proof_files import ProofFiles
from byfax_desktop.engine.proof_names import STANDARD_PATTERN, proof_name
from byfax_desktop.engine.proof_pages import EACH_HAS, NEVER_SENT, ProofPages, SentFile
from byfax_desktop.engine.sent_report import report_of
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.service.errors import Cancelled
from byfax_desktop.service.records import Message
from byfax_desktop.store.proofs import Proof, ProofForm, ProofPlace, ProofRule, Proofs, ProofState
from byfax_desktop.store.trouble import StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from byfax_desktop.engine.bus import EventBus
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.engine.patience import Patience
    from byfax_desktop.engine.sent_pages import SentPages

EVIDENCE_FOLDER = "evidence"

_WHAT = {ProofPlace.ACCOUNT: "Evidence of sent faxes", ProofPlace.FOLDER: "Reports of sent faxes"}
_OPEN = (ProofState.WANTED, ProofState.PARTIAL)
_OWN = ProofRule(ProofPlace.ACCOUNT, ProofForm.EVIDENCE, pattern=STANDARD_PATTERN)
"""How evidence is written that a person asks for."""
_LONGEST_WAIT = 30 * 24 * 60 * 60 * 1000
"""How long after its end the pages of a fax are asked for, in milliseconds."""
_log = logging.getLogger(__name__)


class Proving:
    """Writes what is wanted, look by look. What is wrong with a folder is told once, until a report gets into it."""

    def __init__(self, desk: Desk, sent: SentPages, bus: EventBus, patience: Patience) -> None:
        self._desk = desk
        self._proofs = Proofs(desk.database)
        self._sent_pages = ProofPages(sent)
        self._bus = bus
        self._patience = patience
        self._files = ProofFiles(self._proofs, desk.folder / EVIDENCE_FOLDER)
        self._told: set[Path] = set()
        self._turn = threading.Lock()
        self.stopped = threading.Event()

    def rules(self) -> tuple[ProofRule, ...]:
        """What is written where."""
        return self._proofs.rules()

    def set_rules(self, rules: Sequence[ProofRule]) -> None:
        """Write it so for faxes that end from now on."""
        self._proofs.set_rules(rules)
        self._told.clear()

    def hurry(self) -> None:
        """Try at the next look whatever waits."""
        self._proofs.hurry()

    def look(self) -> float:
        """Write what is wanted, and add pages that could not be had before; returns seconds until the next look.

        One that cannot be written keeps no others waiting. Raises StoreTrouble.
        """
        rules = {rule.place: rule for rule in self._proofs.rules()}
        bad: set[Path] = set()
        try:
            while wanted := self._mine(self._proofs.wanted(self._desk.clock.now())):
                for proof in wanted:
                    if self.stopped.is_set():
                        return 0.0
                    with self._turn:
                        self._try(proof, rules[proof.place], bad)
        finally:
            self._sent_pages.close()
        due = self._proofs.next_due()
        pause = self._patience.idle
        return pause if due is None else max(pause / 100, min(pause, (due - self._desk.clock.now()) / 1000))

    def have(self, broadcast_ref: str, message_ref: str, cancel: threading.Event) -> Path:
        """The evidence of how a fax ended last, of all its recipients together without ``message_ref``.

        It is written where it is not there, and pages are added that could not be had before. Raises EngineTrouble,
        FolderTrouble, StoreTrouble, Cancelled and OSError.
        """
        submission = self._desk.journal.find(broadcast_ref)
        if submission is None:
            raise EngineTrouble("This fax is no longer there.", "Refresh the list.")
        row = self._desk.journal.recipient(message_ref) if message_ref else None
        report = row.report if row else None
        ended = row.since if row and report else submission.since
        with self._turn:
            proof = self._proofs.newest(submission.id, message_ref)
            if proof is None or _is_old(proof, report, ended) or self._files.is_lost(proof):
                proof = self._proofs.want(submission.id, message_ref, report, ended)
            try:
                if proof.state in _OPEN and self._claim(proof):
                    self._write(proof, _OWN, cancel)
            finally:
                self._sent_pages.close()
            written = self._proofs.one(proof.id)
        if written.state is ProofState.PASSED:
            raise EngineTrouble("This fax is still on its way.", "Ask for its evidence once it has ended.")
        if not written.path:
            raise EngineTrouble("Another program is just writing this evidence.", "Try again in a moment.")
        return self._files.home / written.path

    def _mine(self, wanted: tuple[Proof, ...]) -> list[Proof]:
        """Those that no other program which has the same data open is about to write."""
        return [proof for proof in wanted if self._is_free(proof)]

    def _is_free(self, proof: Proof) -> bool:
        owner = self._desk.owner
        return not proof.owner or proof.owner == owner.name or owner.has_ended(proof.owner)

    def _claim(self, proof: Proof) -> bool:
        return self._is_free(proof) and self._proofs.claim(proof, self._desk.owner.name)

    def _try(self, seen: Proof, rule: ProofRule, bad: set[Path]) -> None:
        proof = self._proofs.one(seen.id)
        if proof.state not in _OPEN or not self._claim(proof):
            return
        folder = self._files.folder(proof, rule)
        try:
            if rule.form is ProofForm.NONE:
                self._proofs.end(proof.id, _without(proof))
            elif folder in bad:
                self._put_off(proof, self._patience.inbox)
            else:
                self._write(proof, rule, self.stopped)
                self._told.discard(folder)
        except (StoreTrouble, Cancelled):
            raise
        except FolderTrouble as failure:
            bad.add(folder)
            self._put_off(proof, self._patience.inbox)
            if folder not in self._told:
                self._told.add(folder)
                self._bus.publish(KeepingTroubled(failure.trouble))
        except Exception as failure:  # whatever is wrong with one fax, the others are not to wait for it
            _log.warning("A report could not be written: %s", type(failure).__name__)
            self._put_off(proof, self._pause_after(proof.tries))

    def _write(self, proof: Proof, rule: ProofRule, cancel: threading.Event) -> None:
        folder = self._files.folder(proof, rule)
        with saving_in(_WHAT[rule.place], folder):
            if self._files.is_settled(proof, folder, self._desk.clock.now()):
                return
        fax = proved_fax(self._desk, proof)
        now = datetime.now(UTC)
        if not report_of(fax.entry, fax.chosen, now).is_over:
            # It was sent again before anything could be written.
            self._proofs.end(proof.id, ProofState.PASSED)
            return
        if rule.form is ProofForm.REPORT:
            content, pages = _report(fax, now), None
        else:
            pages = self._pages(proof, fax, cancel)
            if proof.state is ProofState.PARTIAL and pages.path is None:
                self._settle(proof, pages)
                return
            pages, content = self._evidence(proof, fax, pages, cancel, now)
        is_whole = pages is None or not _is_open(pages, proof, self._patience)
        with saving_in(_WHAT[rule.place], folder):
            self._files.place(proof, folder, content, proof_name(fax, proof.ended, rule.pattern), is_whole)
        self._settle(proof, pages)

    def _pages(self, proof: Proof, fax: ProvedFax, cancel: threading.Event) -> SentFile:
        if fax.chosen is None:
            return SentFile(why_not=EACH_HAS)
        if proof.report is None:
            return SentFile(why_not=NEVER_SENT)
        return self._sent_pages.find(proof.recipient_ref, thaw(Message, proof.report), cancel)

    def _evidence(
        self, proof: Proof, fax: ProvedFax, pages: SentFile, cancel: threading.Event, now: datetime
    ) -> tuple[SentFile, bytes]:
        """The pages with what could be drawn of them, and the PDF."""
        # Not before a fax has ended: what draws takes a while to load.
        from byfax_desktop.engine.evidence_paper import draw_evidence

        # Who asks now wants what there is; else there is time.
        is_patient = cancel is self.stopped and proof.tries < len(self._patience.pages)
        home = self._files.home
        sheets = part_of(home, f"sheets {proof.id}")
        with saving_in(_WHAT[ProofPlace.ACCOUNT], home):
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                if pages.path is not None:
                    drawn = self._sent_pages.sheets(pages.path, sheets, cancel, is_patient)
                    pages = replace(pages, sheets=drawn)
                evidence = evidence_of(self._desk, proof, fax, pages, now)
                return pages, draw_evidence(evidence, pages, sheets if pages.sheets else None)
            finally:
                sheets.unlink(missing_ok=True)

    def _settle(self, proof: Proof, pages: SentFile | None) -> None:
        """It is done, or the pages are asked for again later."""
        if pages is not None and _is_open(pages, proof, self._patience) and not self._is_too_old(proof):
            due = self._desk.clock.now() + int(self._pause_after(proof.tries) * 1000)
            self._proofs.put_off(proof.id, ProofState.PARTIAL, due)
        else:
            self._proofs.end(proof.id, ProofState.DONE)

    def _is_too_old(self, proof: Proof) -> bool:
        return self._desk.clock.now() - proof.ended > _LONGEST_WAIT

    def _put_off(self, proof: Proof, pause: float) -> None:
        self._proofs.put_off(proof.id, proof.state, self._desk.clock.now() + int(pause * 1000))

    def _pause_after(self, tries: int) -> float:
        pauses = self._patience.pages
        return pauses[min(tries, len(pauses) - 1)]


def _report(fax: ProvedFax, now: datetime) -> bytes:
    from byfax_desktop.engine.report_paper import draw_report

    return draw_report(report_of(fax.entry, fax.chosen, now))


def _is_open(pages: SentFile, proof: Proof, patience: Patience) -> bool:
    """Whether the pages may still be had: a service that has none is asked some more times only."""
    if pages.path is not None or pages.why_not in (EACH_HAS, NEVER_SENT):
        return False
    return pages.may_come or proof.tries < len(patience.pages)


def _is_old(proof: Proof, report: str | None, ended: int) -> bool:
    """Whether the fax has ended another time since."""
    if proof.report is None or report is None:
        return proof.report is not report or proof.ended != ended
    before, now = thaw(Message, proof.report), thaw(Message, report)
    return (before.state, before.attempt) != (now.state, now.attempt)


def _without(proof: Proof) -> ProofState:
    """How one ends that is wanted no more: what is written stays."""
    return ProofState.DONE if proof.state is ProofState.PARTIAL else ProofState.PASSED
