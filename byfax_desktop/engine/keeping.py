"""New received faxes saved in a person's folder by themselves, each once."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.clock import milliseconds
from byfax_desktop.engine.events import KeepingTroubled
from byfax_desktop.engine.folder_trouble import FolderTrouble, saving_in, see_folder
from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.keep_file import copy_private, digest_of, free_names, has_name, part_of, take_name
from byfax_desktop.engine.trouble import EngineTrouble, Trouble
from byfax_desktop.fax.safe_name import pattern_name
from byfax_desktop.service.errors import AnswerUnreadable, AuthorizationRefused, Refused
from byfax_desktop.service.records import InboundFax
from byfax_desktop.store.kept_faxes import ALL_NUMBERS, KeepForm, KeepRule, KeptFaxes, WantedFax

if TYPE_CHECKING:
    from collections.abc import Sequence

    from byfax_desktop.engine.bus import EventBus
    from byfax_desktop.engine.inbox import Inbox
    from byfax_desktop.engine.loop import Loop
    from byfax_desktop.engine.patience import Patience
    from byfax_desktop.store.owners import Owner

STANDARD_PATTERN = "{date} {time} {from}"
_OVERLAP = timedelta(hours=1)
"""The clocks of the service and of this computer differ: a fax that was listed by nobody is new all the same."""
_SELDOM = 240
"""After how many looks, at most, a fax is tried again whose pages did not come."""
_WHAT = "New faxes"
_log = logging.getLogger(__name__)


class Keeping:
    """Saves what the rules want, look by look. What is wrong with a folder is told once, until a fax gets into it."""

    def __init__(self, kept: KeptFaxes, inbox: Inbox, owner: Owner, bus: EventBus) -> None:
        self._kept = kept
        self._inbox = inbox
        self._owner = owner
        self._bus = bus
        self._told: set[str] = set()
        self._looks = 0
        self._failed: dict[str, tuple[int, int]] = {}
        """How often in a row the pages of a fax did not come, and the look from which on they are tried again."""
        self.stopped = threading.Event()

    def rules(self) -> tuple[KeepRule, ...]:
        """All rules, that for all numbers first."""
        return self._kept.rules()

    def set_rules(self, rules: Sequence[KeepRule], with_old: bool) -> None:
        """Have these rules and no others, for faxes to come; with ``with_old`` for those that are here too."""
        since = milliseconds(datetime.now().astimezone() - _OVERLAP)
        self._kept.set_rules(rules, since, with_old)
        self._told.clear()

    def look(self) -> None:
        """Save what is wanted; one that cannot be saved keeps no others waiting.

        Raises StoreTrouble, and what keeps the service from being reached.
        """
        rules = {rule.did: rule for rule in self._kept.rules()}
        self._looks += 1
        bad_folders: set[str] = set()
        for wanted in self._kept.wanted():
            if self.stopped.is_set():
                return
            fax = thaw(InboundFax, wanted.report)
            rule = rules.get(fax.did) or rules.get(ALL_NUMBERS)
            if rule is None or rule.form is KeepForm.NONE:
                self._kept.end(wanted.ref, is_saved=False)
            elif rule.folder not in bad_folders and self._is_due(wanted) and self._claim(wanted):
                self._try(wanted, fax, rule, bad_folders)

    def _is_due(self, wanted: WantedFax) -> bool:
        return self._looks >= self._failed.get(wanted.ref, (0, 0))[1]

    def _claim(self, wanted: WantedFax) -> bool:
        """Whether this program may save it: no other that has the same data open is about to."""
        holder = wanted.owner
        if holder and holder != self._owner.name and not self._owner.has_ended(holder):
            return False
        return self._kept.claim(wanted, self._owner.name)

    def _try(self, wanted: WantedFax, fax: InboundFax, rule: KeepRule, bad_folders: set[str]) -> None:
        try:
            self._save(wanted, fax, rule)
        except AuthorizationRefused:
            raise
        except (Refused, AnswerUnreadable, EngineTrouble) as failure:
            _log.warning("A received fax could not be saved: %s", type(failure).__name__)
            times, _ = self._failed.get(wanted.ref, (0, 0))
            self._failed[wanted.ref] = times + 1, self._looks + min(2**times, _SELDOM)
        except FolderTrouble as trouble:
            bad_folders.add(rule.folder)
            self._tell(rule.folder, trouble.trouble)
        else:
            self._failed.pop(wanted.ref, None)
            self._told.discard(rule.folder)

    def _save(self, wanted: WantedFax, fax: InboundFax, rule: KeepRule) -> None:
        folder = Path(rule.folder)
        with saving_in(_WHAT, folder):
            see_folder(folder)
            part = part_of(folder, wanted.ref)
            if wanted.name and has_name(folder / wanted.name, wanted.digest):
                part.unlink(missing_ok=True)
                self._kept.end(wanted.ref, is_saved=True)
                return
        pages = self._pages(wanted.ref, rule.form)
        with saving_in(_WHAT, folder):
            self._place(wanted.ref, pages, part, kept_name(fax, rule.pattern, rule.form))
        self._kept.end(wanted.ref, is_saved=True)
        if rule.form is KeepForm.PDF:
            pages.unlink(missing_ok=True)

    def _pages(self, ref: str, form: KeepForm) -> Path:
        return self._inbox.pdf(ref) if form is KeepForm.PDF else self._inbox.pages(ref)

    def _place(self, ref: str, pages: Path, part: Path, name: str) -> None:
        try:
            copy_private(pages, part)
            digest = digest_of(part)
            for free in free_names(name):
                target = part.with_name(free)
                if target.exists():
                    continue
                self._kept.begin(ref, free, digest)
                if take_name(part, target):
                    return
        finally:
            part.unlink(missing_ok=True)

    def _tell(self, folder: str, trouble: Trouble) -> None:
        if folder not in self._told:
            self._told.add(folder)
            self._bus.publish(KeepingTroubled(trouble))


class KeepingActions:
    """What a person chooses of it: the engine's part of that."""

    _keeping: Keeping
    _loops: dict[str, Loop]
    _patience: Patience

    def keep_rules(self) -> tuple[KeepRule, ...]:
        """How received faxes are saved by themselves; reads the disk. Raises StoreTrouble."""
        return self._keeping.rules()

    def set_keep_rules(self, rules: Sequence[KeepRule], with_old: bool) -> None:
        """Save faxes so from now on, and what is here too ``with_old``; writes to the disk. Raises StoreTrouble."""
        self._keeping.set_rules(rules, with_old)
        self._loops["keeping"].wake()

    def _keep(self) -> float:
        self._keeping.look()
        return self._patience.inbox


def kept_name(fax: InboundFax, pattern: str, form: KeepForm) -> str:
    """The name that a pattern, or else the usual one, makes for a fax, on the clock of this computer."""
    local = fax.received.astimezone() if fax.received else None
    fields = {
        "date": f"{local:%Y-%m-%d}" if local else "",
        "time": f"{local:%H-%M}" if local else "",
        "from": fax.sender.lstrip("+"),
        "station": fax.remote_sid or "",
        "to": fax.did.lstrip("+"),
        "pages": str(fax.pages or ""),
    }
    return pattern_name(pattern or STANDARD_PATTERN, fields, form.suffix)
