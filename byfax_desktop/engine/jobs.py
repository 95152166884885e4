"""Work that a person started: each piece has a name, a progress, an end, and can be called off."""

from __future__ import annotations

import logging
import queue
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import JobFinished, JobProgress, JobStarted
from byfax_desktop.engine.trouble import Trouble, as_trouble

WORKERS = 4

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work, as seen from inside: ``cancel`` is set when it should end early.

    A quiet one is over before anybody could read its name: nothing is told of it unless it fails.
    """

    job_id: str
    name: str
    is_quiet: bool
    _bus: EventBus
    cancel: threading.Event = field(default_factory=threading.Event)

    def progress(self, done: int, total: int) -> None:
        """Tell how many bytes of how many are done."""
        self._bus.publish(JobProgress(self.job_id, done, total))


Work = Callable[[Job], None]


class Jobs:
    """Runs work on up to ``workers`` daemon threads, so that none of it keeps the program from ending."""

    def __init__(self, bus: EventBus, workers: int = WORKERS) -> None:
        self._bus = bus
        self._workers = workers
        self._lock = threading.Lock()
        self._queue: queue.SimpleQueue[tuple[Job, Work]] = queue.SimpleQueue()
        self._jobs: dict[str, Job] = {}
        self._keys: dict[str, str] = {}
        self._threads = 0

    def start(self, name: str, work: Work, key: str | None = None, is_quiet: bool = False) -> str:
        """Have ``work`` done and return its job's id; work with the ``key`` of a job under way is that job."""
        with self._lock:
            if key is not None and key in self._keys:
                return self._keys[key]
            job = Job(uuid.uuid4().hex, name, is_quiet, self._bus)
            self._jobs[job.job_id] = job
            if key is not None:
                self._keys[key] = job.job_id
            self._queue.put((job, work))
            self._add_worker()
        return job.job_id

    @contextmanager
    def follow(self, name: str) -> Iterator[Job]:
        """Work that goes on on the caller's own thread, told of like the rest as long as the ``with`` block runs."""
        job = Job(uuid.uuid4().hex, name, False, self._bus)
        with self._lock:
            self._jobs[job.job_id] = job
        self._bus.publish(JobStarted(job.job_id, name))
        try:
            yield job
        finally:
            self._drop(job)
            self._bus.publish(JobFinished(job.job_id))

    def cancel(self, job_id: str) -> None:
        """Ask a job to end; one that has ended already is left alone."""
        with self._lock:
            job = self._jobs.get(job_id)
        if job:
            job.cancel.set()

    def close(self) -> None:
        """Ask all jobs to end, and wait for none."""
        with self._lock:
            jobs = tuple(self._jobs.values())
        for job in jobs:
            job.cancel.set()

    def _add_worker(self) -> None:
        if self._threads < min(self._workers, len(self._jobs)):
            self._threads += 1
            threading.Thread(target=self._serve, name=f"byfax-job-{self._threads}", daemon=True).start()

    def _serve(self) -> None:
        while True:
            job, work = self._queue.get()
            if not job.is_quiet:
                self._bus.publish(JobStarted(job.job_id, job.name))
            trouble = _outcome(job, work)
            self._drop(job)
            if trouble or not job.is_quiet:
                self._bus.publish(JobFinished(job.job_id, trouble))

    def _drop(self, job: Job) -> None:
        with self._lock:
            del self._jobs[job.job_id]
            self._keys = {key: ref for key, ref in self._keys.items() if ref != job.job_id}


def _outcome(job: Job, work: Work) -> Trouble | None:
    try:
        work(job)
    except Exception as failure:  # whatever went wrong is told, and the worker lives on
        trouble = as_trouble(failure)
        # Not the name: it holds what the fax is about.
        _log.warning("A job failed: %s (%s)", type(failure).__name__, trouble.details)
        return trouble
    return None
