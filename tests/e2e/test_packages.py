"""The program as people install it: without Python on the computer, from a package, with all its papers."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from desktop_session import DesktopSession, missing_tools

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="is tried where packages for Linux are made"),
    pytest.mark.timeout(600),
]
ANNA = "+4930123450"
NAME = "byfax-desktop"
_BARE = {"PATH": "/usr/bin:/bin"}
"""The environment of a computer on which there is no Python to be found by it."""


@pytest.fixture
def frozen(frozen_folder: Path, tmp_path: Path):
    """The command line of the frozen program, on a demo service of its own."""

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [frozen_folder / NAME, "--demo", "--data-dir", tmp_path / "data", *arguments]
        settings = {**_BARE, "HOME": str(tmp_path), **environment}
        return subprocess.run(
            list(map(str, command)), env=settings, capture_output=True, text=True, timeout=120, check=False
        )

    return run


def test_a_fax_is_sent_from_the_command_line(frozen, contract_pdf):
    result = frozen("send", contract_pdf, "--to", ANNA, "--name", "Anna", "--tiff", "--wait")

    assert result.returncode == 0, result.stderr
    assert "Delivered, 2 pages" in result.stdout


@pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")
def test_a_fax_is_sent_from_the_window(frozen, frozen_folder, contract_pdf, tmp_path):
    # A number to which another fax went just now only has to be confirmed.
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna")
    assert frozen("send", letter, "--to", ANNA, "--wait").returncode == 0
    with DesktopSession(tmp_path) as session:
        window = [frozen_folder / NAME, "--demo", "--data-dir", tmp_path / "data", contract_pdf]
        program = subprocess.Popen(list(map(str, window)), env={**_BARE, **session.environment})
        try:
            session.run("xdotool", "search", "--sync", "--onlyvisible", "--name", "Send fax")
            session.type(ANNA)
            session.press("Return")
            _until(lambda: _delivered_after(session, frozen) == 2)
        finally:
            program.terminate()
            program.wait(30)


def test_it_carries_the_licences_of_all_that_is_in_it_and_a_list(frozen_folder):
    papers = frozen_folder / "licences"
    listed = json.loads((papers / "sbom.json").read_text("utf-8"))["components"]
    under_the_lgpl_of_the_notice = {"pyside6-essentials", "shiboken6"}
    for_other_systems = {"pywin32-ctypes"}

    folders = {each.name.lower().replace("_", "-").replace(".", "-") for each in papers.iterdir()}
    names = {each["name"].lower() for each in listed}
    assert {"zeep", "pillow", "pypdfium2"} <= names
    assert names - folders - under_the_lgpl_of_the_notice - for_other_systems == set()
    assert {"LGPL-3.0.txt", "GPL-3.0.txt", "NOTICE.txt"} <= {each.name for each in papers.iterdir()}


def test_nothing_is_in_it_that_it_may_not_give_away_or_does_not_show(frozen_folder):
    files = [str(each.relative_to(frozen_folder)) for each in frozen_folder.rglob("*")]

    assert not [each for each in files if "readline" in each]
    assert not [
        each for each in files if any(part in each for part in ("Qml", "Quick", "Qt6Pdf", "WebEngine"))
    ]
    assert [each for each in files if each.endswith("fpdf/fpdf.py")], "a part under the LGPL can be exchanged"


def test_what_it_needs_is_in_it_or_on_every_computer_with_a_screen(frozen_folder):
    """Plugins for another desktop, for Wayland and for printers work where these are, and else are left aside."""
    optional = ("libqgtk3", "cupsprintersupport", "ayland", "WlShell", "networkinformation")
    everywhere = re.compile(
        r"ld-linux.*|lib(c|m|dl|rt|pthread|util|resolv|xcb|GL|EGL|GLX|OpenGL|gcc_s)\.so.*"
    )
    libraries = [each for each in frozen_folder.rglob("*.so*") if not each.is_symlink()]
    there = {each.name for each in frozen_folder.rglob("*.so*")}

    missing = {
        (each.name, need)
        for each in libraries
        if not any(part in str(each) for part in optional)
        for need in _needs(each)
        if need not in there and not everywhere.fullmatch(need)
    }
    assert missing == set()


@pytest.fixture(scope="session")
def package(frozen_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package for Debian and Ubuntu."""
    if shutil.which("dpkg-deb") is None:
        pytest.skip("needs dpkg-deb")
    import deb

    return deb.make_deb(frozen_folder, tmp_path_factory.mktemp("package"))


def test_the_package_is_installed_and_removed_without_a_trace(package, tmp_path):
    root = _empty_system(tmp_path / "root")

    _dpkg(root, "--install", str(package))
    program = root / "usr/bin" / NAME
    answer = subprocess.run([program.resolve(), "--version"], env=_BARE, capture_output=True, text=True)
    _dpkg(root, "--purge", NAME)

    assert answer.stdout.startswith("byFax Desktop ")
    left = [each for each in root.rglob("*") if not each.is_dir() and "var/lib/dpkg" not in str(each)]
    assert left == []
    assert not (root / "usr/lib" / NAME).exists()


def test_the_package_says_what_it_needs(package):
    told = subprocess.run(["dpkg-deb", "--info", str(package)], capture_output=True, text=True, check=True)

    assert " Package: byfax-desktop" in told.stdout
    assert "libgl1" in told.stdout


def _needs(library: Path) -> list[str]:
    """The libraries that one names (ELF, DT_NEEDED)."""
    told = subprocess.run(["objdump", "-p", str(library)], capture_output=True, text=True, check=True).stdout
    return re.findall(r"NEEDED +(\S+)", told)


def _delivered_after(session: DesktopSession, frozen) -> int:
    """Press Send, and confirm, where the dialog still stands; tell how many faxes were delivered."""
    search = ["xdotool", "search", "--onlyvisible", "--name", "Send fax"]
    if subprocess.run(search, env=session.environment, capture_output=True, check=False).returncode == 0:
        session.press("ctrl+Return", "space", "ctrl+Return")
    told = json.loads(frozen("outbox", "--json").stdout)
    return sum(each["messages"][0]["words"].startswith("Delivered") for each in told)


def _until(is_so, seconds: float = 240) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.3)


def _empty_system(root: Path) -> Path:
    """The books of a system on which nothing is installed."""
    books = root / "var/lib/dpkg"
    for folder in ("info", "updates", "triggers"):
        (books / folder).mkdir(parents=True)
    for book in ("status", "available"):
        (books / book).touch()
    return root


def _dpkg(root: Path, *arguments: str) -> None:
    # What it depends on is not there; whether it says so rightly is tried in a whole system, by hand.
    forced = ["--force-depends", "--force-not-root", "--force-script-chrootless"]
    log = f"--log={root}/dpkg.log" if os.geteuid() else "--log=/dev/null"
    # It wants the tools of the system's keeper, which nobody else has in their path.
    path = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    command = ["dpkg", f"--root={root}", log, *forced, *arguments]
    subprocess.run(command, env=path, check=True, capture_output=True)
