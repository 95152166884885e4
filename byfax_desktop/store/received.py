"""What this computer knows of received faxes: which were read, and under which name their pages are kept."""

from __future__ import annotations

from dataclasses import dataclass

from byfax_desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class ReceivedFax:
    """Whether a person has seen the fax here, and the name of its file in the cache folder."""

    ref: str
    is_read: bool = False
    file_name: str | None = None


class ReceivedFaxes:
    """The received faxes that were read or downloaded here. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, ReceivedFax]:
        """Every fax that something is known of, by its ref."""
        rows = self._database.rows("SELECT ref, is_read, file_name FROM received_fax")
        return {row["ref"]: ReceivedFax(row["ref"], bool(row["is_read"]), row["file_name"]) for row in rows}

    def mark_read(self, ref: str) -> None:
        """A person has seen this fax."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO received_fax (ref, is_read) VALUES (?, 1)"
                " ON CONFLICT (ref) DO UPDATE SET is_read = 1",
                (ref,),
            )

    def keep_file(self, ref: str, file_name: str) -> None:
        """The pages of this fax lie in the cache folder under this name."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO received_fax (ref, file_name) VALUES (?, ?)"
                " ON CONFLICT (ref) DO UPDATE SET file_name = excluded.file_name",
                (ref, file_name),
            )
