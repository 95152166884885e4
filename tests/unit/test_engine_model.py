"""Any order of a person's, the network's, the service's and the machine's doings leaves each fax sent exactly once.

What is drawn: faxes are sent, taken back, cancelled and tried again; requests and answers are lost, requests arrive up
to a quarter of an hour late, lists lag; the service refuses and relents; programs die and others start on the same
journal, two at a time; hours pass and clocks jump. The real sender, journal and control do the work.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from outbox_bench import Bench

from byfax_desktop.engine.intake import TooLate
from byfax_desktop.engine.merging import personal
from byfax_desktop.engine.wishing import WishRefused
from byfax_desktop.service.errors import ByfaxError, NoAnswer, ServerFault, Unreachable
from byfax_desktop.store.submissions import ENDED, FaxState
from byfax_desktop.store.wishes import WishKind

LATEST = 14 * 60
"""Seconds: the service carries no request out that is later than a quarter of an hour."""
NOT_THERE = {FaxState.REJECTED, FaxState.CANCELLED}
OPERATIONS = st.sampled_from(
    [
        "submit",
        "submit_message",
        "check_document",
        "upload_document",
        "list_broadcasts",
        "list_recipients",
        "cancel",
    ]
)
FAULTS = st.sampled_from(["late", "late", "lost answer", "lost request", "unreachable"])
CODES = st.sampled_from(
    [
        "INSUFFICIENT_FUNDS",
        "NUMBER_BLOCKED",
        "API_REQUEST_FAILURE",
        "API_KEY_NOT_FOUND",
        "FILE_FORMAT_UNKNOWN",
    ]
)


class OutboxModel(RuleBasedStateMachine):
    """A person, programs, a network and a service; the invariants are what the person is promised."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="byfax-model-"))
        self.bench = Bench(self.folder)
        self.service = self.bench.service
        self.sent = {}
        self.pressed = {}
        self.texts = {}
        self.ended = {}
        self.waited = 0

    def teardown(self):
        try:
            self.everything_comes_right()
        finally:
            self.bench.close()
            shutil.rmtree(self.folder)

    # A person

    @rule(
        recipients=st.integers(1, 2),
        kind=st.sampled_from(["plain", "to one", "merged"]),
        take_back=st.sampled_from([0, 0, 30]),
    )
    def send(self, recipients, kind, take_back):
        place = len(self.sent)
        numbers = [f"+4930123{place:03}{each}" for each in range(recipients)]
        draft = self.bench.draft(*(numbers[:1] if kind == "to one" else numbers))
        if kind == "merged":
            # Another text on the cover page is another submission, of the same press of Send.
            people = tuple(
                replace(each, values=(("No", each.number),), subject="Yours") for each in draft.recipients
            )
            draft = replace(draft, recipients=people, cover_ref="C1", cover_text="For {No}")
        refs = self.bench.intake.take(draft, take_back)
        for ref in refs:
            self.sent[ref] = tuple(row.ref for row in self.bench.recipients(ref))
            self.pressed[ref] = refs
        self.texts.update({each.number: personal(draft, each) for each in draft.recipients})

    @rule(
        data=st.data(),
        kind=st.sampled_from([WishKind.CANCEL, WishKind.PAUSE, WishKind.RESUME, WishKind.RESUBMIT]),
    )
    @precondition(lambda self: self.sent)
    def wish(self, data, kind):
        ref = data.draw(st.sampled_from(sorted(self.sent)))
        try:
            self.bench.wishing.wish(kind, ref)
        except WishRefused:
            return
        self.ended.pop(ref, None)

    @rule(data=st.data())
    @precondition(lambda self: self.sent)
    def take_back(self, data):
        ref = data.draw(st.sampled_from(sorted(self.sent)))
        try:
            self.bench.intake.take_back(self.pressed[ref])
        except TooLate:
            return

    # Programs

    @rule()
    def work(self):
        for part in (self.bench.sender, self.bench.control):
            try:
                part.look()
            except ByfaxError:
                continue

    @rule()
    def another_program_works(self):
        other = self.bench.again()
        other.look()
        other.close()

    @rule(operation=OPERATIONS)
    def die_in_the_middle(self, operation):
        """The next such call is the last thing that this program does; it may or may not reach the service."""
        dying = self.bench

        def power_cut():
            self.service.before.clear()
            dying.die()

        self.service.before[operation] = power_cut
        with contextlib.suppress(Exception):  # it is dead: what it would have said is not heard
            dying.sender.look()
        if operation in self.service.before:
            self.service.before.clear()
            dying.die()
        self.bench = dying.again()

    # Network and service

    @rule(operation=OPERATIONS, fault=FAULTS, times=st.integers(1, 3))
    def the_network_fails(self, operation, fault, times):
        for _ in range(times):
            self.fail_next(operation, fault)

    @rule(fault=FAULTS)
    def the_network_fails_where_it_matters(self, fault):
        """Most of what can go wrong goes wrong around the one call that cannot be taken back."""
        self.fail_next("submit", fault)
        self.work()

    def fail_next(self, operation, fault):
        if fault == "late":
            self.service.delay(operation if operation == "submit" else "submit")
        elif fault == "lost answer":
            self.service.lose_answer(operation, ServerFault("Broken.", "Wait."))
        elif fault == "lost request":
            self.service.lose_request(operation, NoAnswer("Lost.", "Wait."))
        else:
            self.service.lose_request(operation, Unreachable("Away.", "Wait."))

    @rule()
    def what_is_late_arrives(self):
        self.service.arrive()

    @rule(lag=st.booleans())
    def lists_lag(self, lag):
        if lag:
            self.service.hides_new = True
        else:
            self.service.show_all()

    @rule(code=st.one_of(st.none(), CODES))
    def the_service_refuses(self, code):
        self.service.refuses.clear()
        if code:
            self.service.refuses["submit"] = code
        self.bench.sender.hold.end_now()
        self.work()

    # Time

    @rule(seconds=st.sampled_from([10, 40, 40, 130, 310]))
    def time_passes(self, seconds):
        # Nothing arrives, and no list lags, for longer than the service's own promise.
        if not self.service._on_the_way and not self.service.hides_new:
            self.waited = 0
        self.waited += seconds
        if self.waited > LATEST:
            self.service.arrive()
            self.service.show_all()
        self.bench.hands.advance(seconds)
        self.work()

    @rule(seconds=st.sampled_from([-86_400, -3_600, 3_600, 86_400]))
    def the_clock_jumps(self, seconds):
        self.bench.hands.wall += seconds

    # What is promised

    @invariant()
    def nothing_is_sent_twice(self):
        copies = Counter(message.number for message in self.service.messages.values())
        assert not copies or max(copies.values()) == 1

    @invariant()
    def each_gets_their_own_texts(self):
        for request in self.service.requests:
            for each in getattr(request, "recipients", ()):  # a cancellation has none
                own = self.texts[each.number]
                assert (request.cover_text or "", each.subject or request.subject) == (
                    own.cover_text,
                    own.subject,
                )

    @invariant()
    def refs_never_change(self):
        for ref, messages in self.sent.items():
            assert tuple(row.ref for row in self.bench.recipients(ref)) == messages

    @invariant()
    def what_is_said_not_to_be_there_is_not(self):
        for ref in self.sent:
            if self.bench.state(ref) is FaxState.REJECTED:
                assert ref not in self.service.broadcasts, self.bench.history(ref)

    @invariant()
    def an_end_is_an_end(self):
        for ref in self.sent:
            state = self.bench.state(ref)
            assert self.ended.get(ref, state) is state
            if state in ENDED:
                self.ended[ref] = state

    def everything_comes_right(self):
        """On a network that works, each fax is at the service, or the journal says why it is not."""
        self.service._lost.clear()
        self.service._lost_answers.clear()
        self.service._delays.clear()
        self.service.refuses.clear()
        self.service.arrive()
        self.service.show_all()
        self.bench.sender.hold.end_now()
        self.bench.settle(3000, 20)
        for ref in self.sent:
            seen = self.bench.find(ref)
            if seen.state is FaxState.ACCEPTED or seen.state in (FaxState.FAILED,):
                assert ref in self.service.broadcasts
            else:
                assert seen.state in NOT_THERE | {FaxState.HELD, FaxState.NEEDS_YOU}, seen
                assert seen.what or seen.state is FaxState.CANCELLED


OutboxModel.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestOutbox = OutboxModel.TestCase
