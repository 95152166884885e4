"""Where new received faxes are saved by themselves, and how far each has come: on the disk before it counts.

A fax is wanted before anything is done for it, bears the name that its file is about to get before the file has it,
and is done only afterwards. So a program that was killed in between finds out what it had come to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from byfax_desktop.store.database import Database

ALL_NUMBERS = ""
"""The number of the rule for all numbers that have none of their own."""

_WANTED, _DONE, _PASSED = "wanted", "done", "passed"
# The rule of the number to which a fax came goes before that for all.
_NEW = """
    SELECT received_fax.ref, keep_rule.form, received, since FROM received_fax
    JOIN keep_rule ON did = (SELECT max(did) FROM keep_rule
        WHERE did IN ('', json_extract(received_fax.report, '$.recipientE164')))
    WHERE received_fax.report IS NOT NULL AND is_gone = 0
        AND json_extract(received_fax.report, '$.hasFile') IN (1, 'true')
        AND NOT EXISTS (SELECT 1 FROM kept_fax WHERE kept_fax.ref = received_fax.ref)"""


class KeepForm(StrEnum):
    """What the faxes to a number are saved as."""

    NONE = "none"
    """They are not saved."""
    PDF = "pdf"
    TIFF = "tiff"

    @property
    def suffix(self) -> str:
        """What the name of such a file ends with."""
        return ".pdf" if self is KeepForm.PDF else ".tif"


@dataclass(frozen=True, slots=True)
class KeepRule:
    """How the faxes to one number (E.164), or to all, are saved: the folder, and the pattern of their names."""

    did: str
    form: KeepForm
    folder: str
    pattern: str


@dataclass(frozen=True, slots=True)
class WantedFax:
    """A fax that is to be saved, as the service told of it; ``name`` and ``digest`` are those it was about to get."""

    ref: str
    report: str
    name: str
    digest: str
    owner: str | None


class KeptFaxes:
    """The rules and the faxes of one account. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rules(self) -> tuple[KeepRule, ...]:
        """All rules, that for all numbers first."""
        rows = self._database.rows("SELECT * FROM keep_rule ORDER BY did")
        return tuple(
            KeepRule(row["did"], KeepForm(row["form"]), row["folder"], row["pattern"]) for row in rows
        )

    def set_rules(self, rules: Sequence[KeepRule], since: int, with_old: bool) -> None:
        """Have these rules and no others, for faxes that came from ``since`` on and are not known yet.

        With ``with_old`` for all others too, but for those that were saved before. Milliseconds since 1970.
        """
        with self._database.transaction() as connection:
            _want(connection)
            connection.execute("DELETE FROM keep_rule")
            connection.executemany(
                "INSERT INTO keep_rule (did, form, folder, pattern, since) VALUES (?, ?, ?, ?, ?)",
                (
                    (each.did, each.form, each.folder, each.pattern, 0 if with_old else since)
                    for each in rules
                ),
            )
            if with_old:
                connection.execute("DELETE FROM kept_fax WHERE state = ?", (_PASSED,))
            else:
                connection.execute(
                    "INSERT OR IGNORE INTO kept_fax (ref, state)"
                    " SELECT ref, ? FROM received_fax WHERE report IS NOT NULL",
                    (_PASSED,),
                )

    def wanted(self) -> tuple[WantedFax, ...]:
        """The faxes that are to be saved, the oldest first; those that have come since are among them."""
        if self._database.rows(f"{_NEW} LIMIT 1"):
            with self._database.transaction() as connection:
                _want(connection)
        rows = self._database.rows(
            "SELECT kept_fax.*, report FROM kept_fax JOIN received_fax USING (ref)"
            " WHERE kept_fax.state = ? AND is_gone = 0 AND report IS NOT NULL ORDER BY received, ref",
            _WANTED,
        )
        return tuple(
            WantedFax(row["ref"], row["report"], row["name"], row["digest"], row["owner"]) for row in rows
        )

    def claim(self, seen: WantedFax, owner: str) -> bool:
        """Take a fax on, if nobody has done so since it was seen."""
        with self._database.transaction() as connection:
            taken = connection.execute(
                "UPDATE kept_fax SET owner = ? WHERE ref = ? AND state = ? AND owner IS ?",
                (owner, seen.ref, _WANTED, seen.owner),
            )
            return taken.rowcount == 1

    def begin(self, ref: str, name: str, digest: str) -> None:
        """A file with this content is about to get this name."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE kept_fax SET name = ?, digest = ? WHERE ref = ?", (name, digest, ref))

    def end(self, ref: str, is_saved: bool) -> None:
        """The file has its name, or none is wanted any more."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE kept_fax SET state = ?, owner = NULL WHERE ref = ?",
                (_DONE if is_saved else _PASSED, ref),
            )


def _want(connection: sqlite3.Connection) -> None:
    """Want the new faxes for which there is a rule; what came before it, or is not to be saved, is passed by."""
    connection.execute(
        "INSERT INTO kept_fax (ref, state)"  # noqa: S608 - of constants
        f" SELECT ref, CASE WHEN form <> 'none' AND received >= since THEN ? ELSE ? END FROM ({_NEW})",
        (_WANTED, _PASSED),
    )
