"""What a person must know before an account is removed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from byfax_desktop.desktop.accounts import Account
from byfax_desktop.engine.desk import DATABASE_NAME
from byfax_desktop.store.database import Database
from byfax_desktop.store.journal import Journal
from byfax_desktop.store.submissions import FOR_YOU, WAITING


@dataclass(frozen=True, slots=True)
class Removal:
    """An account that is to be removed, and how many of its faxes byFax does not have yet."""

    account: Account
    waiting: int = 0


def waiting_in(folder: Path) -> int:
    """How many faxes of the account in this folder are still to be sent; reads the disk. Raises StoreTrouble."""
    path = folder / DATABASE_NAME
    if not path.exists():
        return 0
    database = Database(path)
    try:
        return Journal(database).count(WAITING | FOR_YOU)
    finally:
        database.close()
