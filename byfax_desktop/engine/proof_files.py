"""The files of proofs: each gets its name whole, once, and never in the place of another."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.folder_trouble import see_folder
from byfax_desktop.engine.keep_file import digest_of, free_names, has_name, part_of, take_name
from byfax_desktop.fax.private import create_private
from byfax_desktop.store.proofs import ProofPlace, ProofState

if TYPE_CHECKING:
    from byfax_desktop.store.proofs import Proof, ProofRule, Proofs


class ProofFiles:
    """Knows from the store what a program that was killed had come to. All methods raise StoreTrouble and OSError."""

    def __init__(self, proofs: Proofs, home: Path) -> None:
        self._proofs = proofs
        self.home = home
        """Where the account's own lie."""

    def folder(self, proof: Proof, rule: ProofRule) -> Path:
        """Where one is written; where it was, for one whose pages are missing."""
        if proof.path:
            return (self.home / proof.path).parent
        return self.home if rule.place is ProofPlace.ACCOUNT else Path(rule.folder)

    def is_lost(self, proof: Proof) -> bool:
        """Whether one was written, and somebody has taken it away since."""
        is_written = proof.state in (ProofState.DONE, ProofState.PASSED)
        return is_written and not (self.home / proof.path).is_file()

    def is_settled(self, proof: Proof, folder: Path, now: int) -> bool:
        """Whether a program that was killed had come so far that nothing is left to write now."""
        if proof.place is ProofPlace.ACCOUNT:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        see_folder(folder)
        _part(folder, proof).unlink(missing_ok=True)
        if not proof.path:
            return False
        target = self.home / proof.path
        if proof.state is ProofState.WANTED and has_name(target, proof.digest):
            if proof.is_whole:
                self._proofs.end(proof.id, ProofState.DONE)
            else:
                self._proofs.put_off(proof.id, ProofState.PARTIAL, now)
            return True
        if proof.new_digest and target.is_file() and digest_of(target) == proof.new_digest:
            self._proofs.end(proof.id, ProofState.DONE)
            return True
        return False

    def place(self, proof: Proof, folder: Path, content: bytes, name: str, is_whole: bool) -> None:
        """Write one under its name; in the place of the same without pages, where nobody has touched that."""
        part = _part(folder, proof)
        try:
            with create_private(part) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            digest = digest_of(part)
            if proof.state is not ProofState.PARTIAL or not self._complete(proof, part, digest):
                self._take_name(proof, part, name, digest, is_whole)
        finally:
            part.unlink(missing_ok=True)

    def _complete(self, proof: Proof, part: Path, digest: str) -> bool:
        target = self.home / proof.path
        if not target.is_file() or digest_of(target) != proof.digest:
            return False
        self._proofs.begin_whole(proof.id, digest)
        part.replace(target)
        return True

    def _take_name(self, proof: Proof, part: Path, name: str, digest: str, is_whole: bool) -> None:
        for free in free_names(name):
            target = part.with_name(free)
            if os.path.lexists(target):
                continue
            path = free if part.parent == self.home else str(target)
            self._proofs.begin(proof.id, path, digest, is_whole)
            if take_name(part, target):
                return
        raise FileExistsError(errno.EEXIST, "no name is free")


def _part(folder: Path, proof: Proof) -> Path:
    """Where one lies until it has its name."""
    return part_of(folder, f"proof {proof.id}")
