from __future__ import annotations

import logging
import threading

import pytest

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import JobFinished
from byfax_desktop.engine.jobs import Job, Jobs


def test_the_log_of_a_failed_job_does_not_tell_what_the_fax_is_about(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bus, ended = EventBus(), threading.Event()
    bus.subscribe(lambda event: ended.set() if isinstance(event, JobFinished) else None)

    def fail(_: Job) -> None:
        raise RuntimeError

    with caplog.at_level(logging.INFO):
        Jobs(bus).start("Sending Biopsy of Jane Doe", fail)
        assert ended.wait(10)

    assert "RuntimeError" in caplog.text
    assert "Biopsy" not in caplog.text
