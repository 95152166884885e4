"""Programs are looked for where they are installed, and nowhere else."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from byfax_desktop.fax.installed import installed


def program(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(os.name != "posix", reason="what can be run is told by its mode")
def test_what_lies_beside_the_document_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "letters", "reader")
    monkeypatch.chdir(tmp_path / "letters")
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".")))
    assert installed("reader") is None
    good = program(tmp_path / "bin", "reader")
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", str(tmp_path / "bin"))))
    assert installed("reader") == good


def test_what_windows_finds_there_first_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def planted(command: str, path: str) -> str:
        return os.path.join(os.curdir, command)  # noqa: PTH118 - so it is found there

    monkeypatch.setattr(shutil, "which", planted)
    assert installed("reader") is None
