"""Rows for the tests of the store: submissions as Send makes them."""

from __future__ import annotations

from byfax_desktop.store.submissions import DocumentRow, NewRecipient, NewSubmission

NOW = 1_800_000_000_000
"""A moment, in milliseconds since 1970."""


def person(number, ref=None, name="", company=""):
    """A recipient whose ref, where none is given, follows from the number."""
    return NewRecipient(ref or f"M{number}", number, name, company)


def document(content="a", ref=None, name="letter.pdf"):
    """A document whose hashes follow from ``content``."""
    return DocumentRow(ref or f"md5-{content}", f"sha-{content}", f"md5-{content}", 10, name)


def submission(ref="B1", *people, subject="Offer", documents=(), request="{}"):
    """One part of a press of Send, to one person unless others are given."""
    everyone = people or (person("+4930123456", f"{ref}-M1", "Anna", "ACME"),)
    return NewSubmission(ref, request, "digest", subject, everyone, documents)


def enqueue(journal, *refs, now=NOW, due=NOW, **more):
    """Submissions under these refs, each from a press of Send of its own, as the journal has them."""
    for ref in refs:
        journal.enqueue([submission(ref, **more)], now, due)
    found = [journal.find(ref) for ref in refs]
    return found[0] if len(found) == 1 else found
