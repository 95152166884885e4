"""Evidence the whole way: sent over HTTP to a service in a box, and written without any window."""

from __future__ import annotations

import hashlib

from proof_bench import attached, record, texts

OK, BUSY = "+4930123450", "+4930123452"


def evidence(byfax):
    (folder,) = byfax.data_dir.rglob("evidence")
    return {path.name.split()[0]: path for path in folder.iterdir()}


def test_a_fax_that_arrives_leaves_evidence_named_ok_and_one_that_fails_leaves_it_named_failed(
    byfax, contract_pdf
):
    more = ("--from-name", "Me", "--subject", "Contract", "--retries", "1", "--wait")
    assert byfax("send", contract_pdf, "--to", OK, "--name", "Anna", *more).returncode == 0
    assert byfax("send", contract_pdf, "--to", BUSY, "--name", "Bob", *more).returncode == 1
    found = evidence(byfax)
    assert set(found) == {"OK", "FAILED"}

    report, *pages = texts(found["OK"])
    sha = hashlib.sha256(contract_pdf.read_bytes()).hexdigest()
    assert "DELIVERED" in report
    assert sha in report
    assert len(pages) == 2
    assert hashlib.sha256(attached(found["OK"])["fax.tif"]).hexdigest() in report

    report = texts(found["FAILED"])[0]
    assert "NOT DELIVERED" in report
    assert "Busy after 2 tries" in report
    (recipient,) = record(found["FAILED"])["recipients"]
    assert recipient["attempts"][-1]["jobStateEx"] == "BUSY"


def test_looking_at_the_list_writes_the_evidence_of_a_fax_that_nobody_waited_for(byfax, contract_pdf):
    (ref,) = byfax.json("send", contract_pdf, "--to", OK, "--name", "Anna")["broadcastRefs"]
    for _ in range(20):
        (fax,) = [each for each in byfax.json("outbox") if each["broadcastRef"] == ref]
        if fax["messages"][0]["jobState"] == "SUCCESS":
            break
    assert set(evidence(byfax)) == {"OK"}
    before = evidence(byfax)["OK"].read_bytes()
    byfax("outbox")
    assert evidence(byfax)["OK"].read_bytes() == before


def test_evidence_that_cannot_be_written_is_told_and_the_fax_counts_all_the_same(byfax, contract_pdf):
    byfax("outbox")
    (database,) = byfax.data_dir.rglob("faxes.db")
    (database.parent / "evidence").write_text("in the way")
    sent = byfax("send", contract_pdf, "--to", OK, "--name", "Anna", "--wait")

    assert sent.returncode == 0
    assert "Evidence of sent faxes cannot be saved in the folder “evidence”" in sent.stderr
