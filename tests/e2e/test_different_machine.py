"""The command line says that a different machine answered than before."""

from __future__ import annotations

import sqlite3
from contextlib import closing

NUMBER = "+4930123450"


def machines(byfax):
    return {
        each["messageRef"]: each["differentMachine"]
        for fax in byfax.json("outbox")
        for each in fax["messages"]
    }


def test_a_different_machine_is_told_in_the_list_and_as_json(byfax, contract_pdf):
    def send():
        assert byfax("send", contract_pdf, "--to", NUMBER, "--from-name", "Me", "--wait").returncode == 0

    send()
    (found,) = byfax.data_dir.rglob("faxes.db")
    with closing(sqlite3.connect(found)) as database:
        database.execute("UPDATE station SET name = 'ST MARY HOSP'")
        database.commit()
    send()

    assert {"was": "ST MARY HOSP", "now": "FAX 3450"} in machines(byfax).values()
    assert "Delivered, 2 pages, different machine" in byfax("outbox").stdout
