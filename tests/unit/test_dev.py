"""The commands of a checkout: what they find missing, and with which commands they get it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path
from types import SimpleNamespace

import dev
import pytest

ROOT = Path(__file__).parents[2]

LISTING = """installed libgl1 libgl1-mesa-glx (= 1.6.0-1)
installed libglib2.0-0t64 libglib2.0-0 (= 2.80.0-6), libglib2.0-bin-any
config-files xvfb
installed xdotool
"""


def test_a_package_that_is_installed_is_not_missing():
    assert dev.missing_packages(["libgl1", "xdotool"], LISTING) == []


def test_a_package_that_was_never_installed_or_was_removed_is_missing():
    assert dev.missing_packages(["php-cli", "xvfb", "libgl1"], LISTING) == ["php-cli", "xvfb"]


@pytest.mark.parametrize("name", ["libglib2.0-0", "libglib2.0-bin-any", "libgl1-mesa-glx"])
def test_a_package_may_come_under_another_name(name):
    assert dev.missing_packages([name], LISTING) == []


def test_root_needs_no_sudo():
    update, install = dev.apt_commands(["xvfb"], is_root=True)

    assert "sudo" not in update + install
    assert update[-1] == "update"
    assert install[-1] == "xvfb"


def test_anyone_else_goes_through_sudo_and_is_asked_nothing():
    for command in dev.apt_commands(["xvfb", "xdotool"], is_root=False):
        assert command[:3] == ["sudo", "env", "DEBIAN_FRONTEND=noninteractive"]
    assert {"-y", "--no-install-recommends", "xvfb", "xdotool"} <= set(command)


def test_where_neither_root_nor_sudo_is_it_says_what_to_run(monkeypatch):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)

    with pytest.raises(dev.Trouble, match="apt-get install xvfb"):
        dev.install_packages(["xvfb"])


def test_with_nothing_missing_no_command_runs(monkeypatch):
    monkeypatch.setattr(dev.subprocess, "run", lambda *_, **__: pytest.fail("ran a command"))

    dev.install_packages([])


def test_the_interpreter_of_the_environment_has_its_place_on_each_system(tmp_path):
    assert dev.python(tmp_path, windows=False) == tmp_path / "bin" / "python"
    assert dev.python(tmp_path, windows=True) == tmp_path / "Scripts" / "python.exe"


def test_the_lock_pins_what_is_asked_for_with_an_extra_under_that_very_name():
    """Without it, pip takes the newest release for another package than the pinned one, and refuses to install it."""
    asked = (need for each in distributions() for need in each.requires or () if "extra ==" not in need)
    extras = {found[0] for need in asked if (found := re.match(r"[\w.-]+\[[\w,-]+\]", need))}
    pinned = (ROOT / "packaging" / "lock" / "test.txt").read_text("utf-8")

    assert extras
    assert [each for each in extras if f"\n{each}==" not in pinned] == []


def test_only_wheels_that_the_lock_knows_are_installed():
    command = dev.pip_command(Path("lock.txt"))

    assert "--require-hashes" in command
    assert command[command.index("--only-binary") + 1] == ":all:"


def test_pip_is_kept_from_installing_elsewhere():
    settings = dev.pip_environment(
        {"PIP_USER": "1", "PIP_TARGET": "/x", "PIP_PROXY": "http://proxy", "PATH": "/bin"}
    )

    assert "PIP_USER" not in settings
    assert "PIP_TARGET" not in settings
    assert settings["PIP_PROXY"] == "http://proxy"


class TestInstallingALock:
    @pytest.fixture
    def lock(self, tmp_path, monkeypatch):
        monkeypatch.setattr(dev, "ROOT", tmp_path)
        monkeypatch.setattr(dev, "python", lambda: Path(sys.executable))
        lock = tmp_path / "lock.txt"
        lock.write_text("one==1\n")
        return lock

    @pytest.fixture
    def pip(self, monkeypatch):
        """Stands for pip: counts how often it was started, and answers as told."""
        pip = SimpleNamespace(starts=0, answer=0)
        run = subprocess.run

        def pretend(command, **options):
            if "pip" not in command:
                return run(command, **options)
            pip.starts += 1
            return subprocess.CompletedProcess(command, pip.answer)

        monkeypatch.setattr(dev.subprocess, "run", pretend)
        return pip

    def test_it_is_installed_once(self, lock, pip, tmp_path):
        for _ in range(2):
            dev.install_lock(lock, tmp_path / "stamp")

        assert pip.starts == 1

    def test_it_is_installed_again_when_it_changed(self, lock, pip, tmp_path):
        dev.install_lock(lock, tmp_path / "stamp")
        lock.write_text("one==2\n")
        dev.install_lock(lock, tmp_path / "stamp")

        assert pip.starts == 2

    def test_a_failure_is_tried_again_the_next_time(self, lock, pip, tmp_path):
        pip.answer = 1
        for _ in range(2):
            with pytest.raises(dev.Trouble):
                dev.install_lock(lock, tmp_path / "stamp")

        assert pip.starts == 2


class TestChecks:
    @pytest.fixture
    def checks(self, monkeypatch):
        """Stands for the checks: notes which were started; the one named ``failing`` fails."""
        checks = SimpleNamespace(started=[], failing=None)

        def pretend(command, **options):
            started = next(name for name, check in dev.CHECKS if tuple(command[1 : 1 + len(check)]) == check)
            checks.started.append(started)
            return subprocess.CompletedProcess(command, 3 if started == checks.failing else 0)

        monkeypatch.setattr(dev, "prepare", lambda *_: None)
        monkeypatch.setattr(dev.subprocess, "run", pretend)
        return checks

    def test_all_run_in_turn(self, checks):
        assert dev.test([]) == 0
        assert checks.started == ["ruff check", "ruff format", "mypy", "lint-imports", "pytest"]

    @pytest.mark.parametrize(("found", "wanted"), [("/usr/bin/soffice", False), (None, True)])
    def test_an_office_that_is_there_is_not_exchanged(self, checks, monkeypatch, found, wanted):
        asked = []
        monkeypatch.setattr(dev, "prepare", lambda _lock, packages: asked.extend(packages))
        monkeypatch.setattr(dev.shutil, "which", lambda _program: found)
        dev.test([])
        assert {"libreoffice-writer-nogui"} <= set(asked) or not wanted
        assert not (any("libreoffice" in name for name in asked) and not wanted)

    def test_the_first_that_fails_ends_it_and_is_the_result(self, checks, capsys):
        checks.failing = "mypy"

        assert dev.test([]) == 3
        assert checks.started[-1] == "mypy"
        summary = capsys.readouterr().out
        assert "mypy         FAILED" in summary
        assert "pytest       not run" in summary


def test_packages_are_made_with_what_the_system_python_lacks_for_it(monkeypatch):
    asked, started = [], []
    monkeypatch.setattr(dev, "prepare", lambda _lock, packages: asked.extend(packages))
    monkeypatch.setattr(
        dev.subprocess,
        "run",
        lambda command, **_: started.append(command[1:]) or subprocess.CompletedProcess(command, 0),
    )
    monkeypatch.setattr(dev.sys, "base_prefix", "/usr")

    assert dev.package(["deb"]) == 0
    assert {"binutils", f"libpython3.{sys.version_info.minor}"} <= set(asked)
    assert started == [[str(ROOT / "packaging" / "freeze.py"), "deb"]]


def test_another_python_has_its_library_with_it(monkeypatch):
    monkeypatch.setattr(dev.sys, "base_prefix", "/opt/python")

    assert dev.freezing_packages() == ()


@pytest.mark.parametrize("arguments", [[], ["tset"]])
def test_anything_else_is_answered_by_the_commands(arguments):
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "dev.py"), *arguments], capture_output=True, text=True
    )

    assert done.returncode == 2
    assert "dev.py run" in done.stderr
    assert "dev.py test" in done.stderr


def test_the_ci_runs_the_same_command():
    script = ROOT / ".ci" / "run"

    assert "packaging/dev.py test" in script.read_text()
    assert os.access(script, os.X_OK)
