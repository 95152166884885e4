"""What a person asks and chooses of the reports that are written by themselves: the engine's part of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from byfax_desktop.engine.events import EvidenceReady

if TYPE_CHECKING:
    from collections.abc import Sequence

    from byfax_desktop.engine.bus import EventBus
    from byfax_desktop.engine.jobs import Job, Jobs
    from byfax_desktop.engine.proving import Proving
    from byfax_desktop.store.proofs import ProofRule


class ProofActions:
    """The engine's part of that."""

    bus: EventBus
    _proving: Proving
    _jobs: Jobs

    def proof_rules(self) -> tuple[ProofRule, ...]:
        """What is written by itself when a fax has ended; reads the disk. Raises StoreTrouble."""
        return self._proving.rules()

    def set_proof_rules(self, rules: Sequence[ProofRule]) -> None:
        """Write it so from now on; writes to the disk. Raises StoreTrouble."""
        self._proving.set_rules(rules)

    def fetch_evidence(self, broadcast_ref: str, message_ref: str = "") -> str:
        """Have the evidence of a fax that has ended, that of one recipient or of all; returns the id of the job.

        It ends with EvidenceReady or with its trouble.
        """
        return self._jobs.start(
            "Preparing the evidence of a fax",
            lambda job: self._fetch_evidence(broadcast_ref, message_ref, job),
            key=f"evidence {broadcast_ref} {message_ref}",
        )

    def _fetch_evidence(self, broadcast_ref: str, message_ref: str, job: Job) -> None:
        path = self._proving.have(broadcast_ref, message_ref, job.cancel)
        self.bus.publish(EvidenceReady(job.job_id, path))

    def _prove(self) -> float:
        return self._proving.look()
