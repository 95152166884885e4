"""What the Outbox shows: the newest faxes, those that match a search, and what has changed, without reading all."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from store_samples import NOW, enqueue, person, submission

from byfax_desktop.store.database import Database
from byfax_desktop.store.journal import Journal, RemoteBroadcast
from byfax_desktop.store.migrations import MIGRATIONS
from byfax_desktop.store.outbox_rows import OutboxRows
from byfax_desktop.store.sent_filter import SentFilter, SentGroup
from byfax_desktop.store.submissions import Change, FaxState, RecipientChange

LATER = NOW + 60_000
ANNA = person("+4930111111", "0a1b2c3d4e5f", "Anna Müller", "ACME & Co")
BOB = person("+442079460018", "ref-bob", "Bob", "Globex")
INNA = person("+375170000001", "ref-inna", "Инна Ёлкина", "Беларусбанк")


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "faxes.db")
    yield opened
    opened.close()


@pytest.fixture
def journal(database):
    return Journal(database)


@pytest.fixture
def rows(database):
    return OutboxRows(database)


@pytest.fixture
def three(journal):
    """Three faxes to be found by their different texts."""
    parts = [
        submission("broadcast-1", ANNA, subject="Offer for spring"),
        submission("broadcast-2", BOB, subject='He said "no" AND left'),
        submission("broadcast-3", INNA, subject="Договор о поставке"),
    ]
    for age, part in enumerate(parts):
        journal.enqueue([part], NOW + age, NOW)


def refs(found):
    return [row.submission.broadcast_ref for row in found]


def numbers(found):
    return [refs[len("broadcast-") :] for refs in refs(found)]


# The newest


def test_the_newest_come_first_with_their_recipients_in_order(journal, rows):
    enqueue(journal, "old", now=NOW)
    people = (person("+4930222222", name="Bob"), person("+4930111111", name="Anna"))
    journal.enqueue([submission("new", *people)], LATER, LATER)
    enqueue(journal, "middle", now=NOW + 5)

    found = rows.find(SentFilter(), 9)

    assert refs(found) == ["new", "middle", "old"]
    assert [each.name for each in found[0].recipients] == ["Bob", "Anna"]
    assert refs(rows.find(SentFilter(), 2)) == ["new", "middle"]


def test_of_faxes_of_one_moment_the_later_one_comes_first(journal, rows):
    journal.enqueue([submission("part 1"), submission("part 2")], NOW, NOW)

    assert refs(rows.find(SentFilter(), 9)) == ["part 2", "part 1"]


def test_hidden_faxes_are_not_among_the_newest_nor_do_they_take_their_place(journal, rows):
    seen = enqueue(journal, "B1", "B2", "B3")
    journal.hide(seen[2].id)

    assert refs(rows.find(SentFilter(), 2)) == ["B2", "B1"]


def test_faxes_are_read_by_their_ids_with_all_their_recipients(journal, rows):
    seen = enqueue(journal, "B1")

    assert rows.submissions([seen.id, seen.id + 1]) == [seen]
    (row,) = rows.with_recipients([seen])
    assert (row.submission, row.recipients) == (seen, journal.recipients(seen.id))


# What has changed


def test_only_what_has_changed_since_is_read(journal, rows):
    seen = enqueue(journal, "B1", "B2")
    before = rows.sequence()
    assert rows.changed(before) == frozenset()
    journal.step(seen[0], Change(FaxState.HELD, "Held"), LATER)

    assert rows.changed(before) == {seen[0].id}
    assert rows.recipients(seen[0].id, before) == (), "none of them has changed"
    assert rows.changed(rows.sequence()) == frozenset()


def test_of_the_recipients_only_those_that_changed_are_read(journal, rows):
    journal.enqueue([submission("B1", ANNA, BOB, INNA)], NOW, NOW)
    before = rows.sequence()
    done = [RecipientChange(each.ref, "{}", False) for each in (INNA, ANNA)]
    journal.step(journal.find("B1"), Change(FaxState.PARTLY, "", {}, tuple(done)), LATER)

    (changed,) = rows.changed(before)

    assert [each.name for each in rows.recipients(changed, before)] == ["Anna Müller", "Инна Ёлкина"]


def test_each_transaction_has_a_number_of_its_own(journal, rows):
    numbers = [rows.sequence()]
    seen = enqueue(journal, "B1")
    numbers.append(rows.sequence())
    journal.note(seen.id, "A note", NOW)
    numbers.append(rows.sequence())
    journal.update_reports([(seen.id, "{}")])
    numbers.append(rows.sequence())
    journal.hide(seen.id)
    numbers.append(rows.sequence())

    assert numbers == sorted(set(numbers))
    assert [len(rows.changed(number)) for number in numbers] == [1, 1, 1, 1, 0]


# Searching


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("offer", "1"),
        ("SPRING", "1"),
        ("ffer for spr", "1"),
        ("anna", "1"),
        ("anna müller", "1"),
        ("MÜLLER", "1"),
        ("acme & co", "1"),
        ("globex", "2"),
        ("+4930111111", "1"),
        ("30111", "1"),
        ("7946", "2"),
        ("0a1b2c", "1"),
        ("REF-BOB", "2"),
        ("broadcast-3", "3"),
        ("broadcast", "321"),
        ("договор", "3"),
        ("ПОСТАВКЕ", "3"),
        ("инна ёлкина", "3"),
        ("Ёлк", "3"),
        ("белАРУС", "3"),
        ("  offer  ", "1"),
        ("nowhere", ""),
        ("anna bob", ""),
    ],
)
def test_faxes_are_found_by_subject_name_company_number_and_ref_in_any_case(three, rows, text, found):
    assert numbers(rows.find(SentFilter(text), 9)) == list(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"no"', "2"),
        ('said "', "2"),
        ("no AND left", ""),
        ('no" AND left', "2"),
        ("anna OR bob", ""),
        ("NOT", ""),
        ("NEAR(anna bob)", ""),
        ("off*", ""),
        ("text : offer", ""),
        ("^offer", ""),
        ("%%%", ""),
        ("___", ""),
        ("';--", ""),
        ("\x00off\x00er\x00", "1"),
        ('"""', ""),
        ("off\ner", ""),
    ],
)
def test_operators_and_quotes_are_only_text(three, rows, text, found):
    assert numbers(rows.find(SentFilter(text), 9)) == list(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a", "21"),
        ("an", "21"),
        ("AN", "21"),
        ("fo", "1"),
        ("М", ""),
        ("и", "3"),
        ("ИН", "3"),
        ("до", "3"),
        ("44", "2"),
        ("+3", "3"),
        ("4", "21"),
        ("&", ""),
        ('"', ""),
        ("*", ""),
        ("zz", ""),
        ("nn", ""),
    ],
)
def test_one_or_two_characters_are_looked_for_where_words_begin(three, rows, text, found):
    assert numbers(rows.find(SentFilter(text), 9)) == list(found)


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_a_search_for_nothing_finds_everything(three, rows, text):
    assert numbers(rows.find(SentFilter(text), 9)) == ["3", "2", "1"]


@given(text=st.text(max_size=12))
def test_no_text_is_an_error(shared, text):
    OutboxRows(shared).find(SentFilter(text), 9)


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=4, max_size=12))
def test_what_is_written_is_found_by_any_part_of_it(shared, text):
    ref = f"P{shared.rows('SELECT count(*) FROM submission')[0][0]}"
    Journal(shared).enqueue([submission(ref, person("+4930", ref, text))], NOW, NOW)

    part = text[1:]
    assume(len(part.strip()) >= 3)
    assert ref in refs(OutboxRows(shared).find(SentFilter(part), 10_000))


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One journal for all examples."""
    opened = Database(tmp_path_factory.mktemp("search") / "faxes.db")
    yield opened
    opened.close()


@pytest.mark.parametrize("text", ["offer", "of"])
def test_hidden_faxes_are_not_found_nor_do_they_take_the_place_of_others(journal, rows, text):
    seen = enqueue(journal, *(f"B{number}" for number in range(60)))
    for each in seen[1:]:
        journal.hide(each.id)

    assert refs(rows.find(SentFilter(text), 1)) == ["B0"]


@pytest.mark.parametrize("text", ["offer", "of"])
def test_a_fax_with_many_recipients_is_found_once_and_leaves_room_for_others(journal, rows, text):
    enqueue(journal, "small")
    people = [person(f"+4930{number:07}") for number in range(200)]
    journal.enqueue([submission("large", *people)], LATER, LATER)

    found = rows.find(SentFilter(text), 2)

    assert refs(found) == ["large", "small"]
    assert len(found[0].recipients) == 200, "all of them, not only those that match"


def test_of_many_that_match_the_newest_are_found(journal, rows):
    enqueue(journal, *(f"B{number}" for number in range(30)))

    assert refs(rows.find(SentFilter("offer"), 3)) == ["B29", "B28", "B27"]


def test_of_many_from_elsewhere_the_newest_are_found_in_whatever_order_they_were_listed(journal, rows):
    ages = {"R2": NOW + 2, "R3": NOW + 3, "R1": NOW + 1}
    journal.add_remote(
        [RemoteBroadcast(ref, created, "{}", FaxState.ACCEPTED, NOW) for ref, created in ages.items()], LATER
    )
    for seen in journal.looked_for(LATER):
        change = RecipientChange(f"M-{seen.broadcast_ref}", "{}", True)
        journal.add_recipients(seen.id, [(f"M-{seen.broadcast_ref}", "+4930111111", change)])

    assert refs(rows.find(SentFilter("+4930"), 2)) == ["R3", "R2"]
    assert refs(rows.find(SentFilter("M-R1"), 2)) == ["R1"]


# Without reading all


@pytest.fixture
def plan(database, monkeypatch):
    """How SQLite carries out what is asked: one line a step."""
    steps = []
    plain = database.rows

    def explained(statement, *values):
        steps.extend(row["detail"] for row in plain(f"EXPLAIN QUERY PLAN {statement}", *values))
        return plain(statement, *values)

    monkeypatch.setattr(database, "rows", explained)
    return steps


def reads_all(plan):
    """Steps that go through a whole table, or all of an index of it."""
    return [step for step in plan if step.startswith("SCAN ") and "VIRTUAL TABLE" not in step]


def test_the_newest_are_read_by_age_and_not_sorted(plan, rows, three):
    rows.find(SentFilter(), 9)

    assert plan[0] == "SCAN submission USING INDEX submission_by_age"
    assert reads_all(plan[1:]) == []
    assert not any("TEMP B-TREE" in step for step in plan)


@pytest.mark.parametrize(("text", "table"), [("offer", "fax_search"), ("of", "fax_words")])
def test_a_search_asks_the_index_of_texts(plan, rows, three, text, table):
    rows.find(SentFilter(text), 9)

    assert any(step.startswith(f"SCAN {table} VIRTUAL TABLE INDEX") for step in plan)
    assert reads_all(plan) == []


def test_what_has_changed_is_read_by_change(plan, rows, three):
    rows.changed(1)

    assert plan == ["SEARCH submission USING COVERING INDEX submission_by_change (touched>?)"]
    assert reads_all(plan) == []


def test_what_is_due_is_read_by_work(plan, journal, three):
    states = {FaxState.QUEUED, FaxState.UNKNOWN}
    journal.due(states, NOW)
    journal.next_due(states)
    journal.count(states)
    journal.in_states(states)

    assert sum("submission_by_work (state=?" in step for step in plan) == 4
    assert reads_all(plan) == []


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda journal: journal.looked_for(NOW), "submission_by_look"),
        (lambda journal: journal.next_look(), "submission_by_look"),
        (lambda journal: journal.owners(), "submission_by_owner"),
        (lambda journal: journal.recover("nobody", NOW), "submission_by_owner"),
        (lambda journal: journal.mend_times(NOW), "submission_by_work"),
        (lambda journal: journal.history(1), "event_by_submission"),
        (lambda journal: journal.recipients(1), "recipient_by_submission"),
        (lambda journal: journal.recipients(1, live_only=True), "recipient_live"),
    ],
)
def test_what_the_engine_asks_for_all_the_time_has_an_index(plan, journal, three, ask, index):
    ask(journal)

    assert any(index in step for step in plan)
    assert reads_all(plan) == []


# What a person sifts by


def sent_by(journal, ref, sender, at=NOW):
    part = submission(ref, person("+4930111111", f"{ref}-M", "Anna"))
    journal.enqueue([replace(part, sender=sender)], at, at)
    return journal.find(ref)


def stands(journal, seen, state, *reports):
    """The fax stands so; of its recipients the first ones have these states at the service."""
    people = journal.recipients(seen.id)
    changes = tuple(
        RecipientChange(each.ref, json.dumps({"jobState": word}), word not in ("FAILED", "SUCCESS"))
        for each, word in zip(people, reports, strict=False)
    )
    journal.step(seen, Change(state, "", recipients=changes), LATER)


IN_GROUPS = {
    FaxState.QUEUED: {SentGroup.UNDER_WAY},
    FaxState.UPLOADING: {SentGroup.UNDER_WAY},
    FaxState.SUBMITTING: {SentGroup.UNDER_WAY},
    FaxState.UNKNOWN: {SentGroup.UNDER_WAY},
    FaxState.DOUBT: {SentGroup.UNDER_WAY},
    FaxState.HELD: {SentGroup.FOR_YOU},
    FaxState.NEEDS_YOU: {SentGroup.FOR_YOU},
    FaxState.ACCEPTED: {SentGroup.UNDER_WAY},
    FaxState.DELIVERED: {SentGroup.DELIVERED},
    FaxState.PARTLY: {SentGroup.DELIVERED, SentGroup.NOT_DELIVERED},
    FaxState.FAILED: {SentGroup.NOT_DELIVERED},
    FaxState.CANCELLED: {SentGroup.CANCELLED},
    FaxState.REJECTED: {SentGroup.NOT_DELIVERED},
}


@pytest.mark.parametrize("state", FaxState)
def test_each_state_is_in_the_groups_where_a_person_looks_for_it(journal, rows, state):
    stands(journal, enqueue(journal, "B1"), state)

    groups = {group for group in SentGroup if rows.find(SentFilter(group=group), 9)}

    assert groups == IN_GROUPS[state]


def test_a_fax_under_way_that_one_recipient_did_not_get_is_among_those_not_delivered_too(journal, rows):
    journal.enqueue([submission("B1", ANNA, BOB), submission("B2", INNA)], NOW, NOW)
    stands(journal, journal.find("B1"), FaxState.ACCEPTED, "SUCCESS", "FAILED")
    stands(journal, journal.find("B2"), FaxState.ACCEPTED, "DELIVERING")

    assert refs(rows.find(SentFilter(group=SentGroup.NOT_DELIVERED), 9)) == ["B1"]
    assert refs(rows.find(SentFilter(group=SentGroup.UNDER_WAY), 9)) == ["B2", "B1"]


def test_faxes_of_a_time_are_those_from_its_beginning_to_before_its_end(journal, rows):
    for number, at in enumerate((NOW - 1, NOW, LATER - 1, LATER)):
        enqueue(journal, f"B{number}", now=at)

    assert refs(rows.find(SentFilter(since=NOW, until=LATER), 9)) == ["B2", "B1"]
    assert refs(rows.find(SentFilter(since=LATER), 9)) == ["B3"]
    assert refs(rows.find(SentFilter(until=NOW), 9)) == ["B0"]


def test_the_faxes_of_a_sender_are_found(journal, rows):
    for number, sender in enumerate(("Office Minsk", "ACME", "", "ACME")):
        sent_by(journal, f"B{number}", sender)

    assert rows.senders() == ("ACME", "Office Minsk")
    assert refs(rows.find(SentFilter(sender="ACME"), 9)) == ["B3", "B1"]


def test_senders_and_their_faxes_are_found_in_the_index(plan, rows, three):
    rows.find(SentFilter(sender="ACME"), 9)
    rows.senders()

    assert plan[0] == "SEARCH submission USING INDEX submission_by_sender (sender=?)"
    assert plan[-1].startswith("SCAN submission USING COVERING INDEX submission_by_sender")


def test_everything_that_is_asked_for_must_hold_together(journal, rows):
    stands(journal, sent_by(journal, "B1", "Minsk"), FaxState.FAILED)
    stands(journal, sent_by(journal, "B2", "Berlin"), FaxState.FAILED)
    stands(journal, sent_by(journal, "B3", "Minsk"), FaxState.DELIVERED)
    stands(journal, sent_by(journal, "B4", "Minsk", NOW - 5), FaxState.FAILED)
    which = SentFilter("anna", SentGroup.NOT_DELIVERED, NOW, LATER, "Minsk")

    assert refs(rows.find(which, 9)) == ["B1"]
    assert refs(rows.find(replace(which, text=""), 9)) == ["B1"]
    assert refs(rows.find(replace(which, text="nobody"), 9)) == []


@pytest.mark.parametrize(
    "text", ["+49 30 111111", "030 111111", "(030) 1111-11", "0049 30 111111", "30111111"]
)
def test_a_number_is_found_however_it_is_written(journal, rows, text):
    journal.enqueue([submission("B1", ANNA), submission("B2", BOB)], NOW, NOW)

    assert refs(rows.find(SentFilter(text), 9)) == ["B1"]


def test_a_text_of_digits_and_dashes_is_found_as_it_is_too(journal, rows):
    journal.enqueue([submission("B1", ANNA, subject="Order 2026-11")], NOW, NOW)

    assert refs(rows.find(SentFilter("2026-11"), 9)) == ["B1"]


def test_the_newest_that_match_are_shown_where_there_are_too_many(journal, rows):
    for number in range(6):
        sent_by(journal, f"B{number}", "Minsk" if number % 2 else "Berlin", NOW + number)

    assert refs(rows.find(SentFilter(sender="Minsk"), 2)) == ["B5", "B3"]
    assert refs(rows.find(SentFilter("anna", sender="Minsk"), 2)) == ["B5", "B3"]


@pytest.mark.parametrize(
    ("request_text", "sender"),
    [
        ('{"sender": {"name": "Minsk", "company": "ACME", "number": "+375170000001"}}', ("Minsk",)),
        ('{"sender": {"name": "", "company": "ACME", "number": "+375170000001"}}', ("ACME",)),
        ('{"sender": {"name": "", "company": "", "number": "+375170000001"}}', ("+375170000001",)),
        ("{}", ()),
        ("no json at all", ()),
        (None, ()),
    ],
)
def test_faxes_from_before_have_their_senders_too(tmp_path, monkeypatch, request_text, sender):
    monkeypatch.setattr("byfax_desktop.store.database.MIGRATIONS", MIGRATIONS[:3])
    old = Database(tmp_path / "faxes.db")
    with old.transaction() as connection:
        connection.execute(
            "INSERT INTO submission (broadcast_ref, request, created, intent, state, since)"
            " VALUES ('B1', ?, 1, 1, 'delivered', 1)",
            (request_text,),
        )
    old.close()
    monkeypatch.undo()

    opened = Database(tmp_path / "faxes.db")

    assert OutboxRows(opened).senders() == sender
    opened.close()


def test_most_faxes_are_delivered_so_they_are_read_by_age(plan, rows, three):
    rows.find(SentFilter(group=SentGroup.DELIVERED), 9)

    assert plan[0] == "SCAN submission USING INDEX submission_by_age"
