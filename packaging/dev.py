"""The commands of a checkout: ``run`` opens the app, ``test`` checks everything, ``package`` makes what people install.

Needs nothing but Python 3.11 or later. Makes ``.venv`` beside the project file, installs what ``packaging/lock``
names, and on Debian and Ubuntu the system libraries that are missing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCKS = ROOT / "packaging" / "lock"

# What Qt's widgets and its X11 plugin load and their wheels don't bring; dependencies of these come by themselves.
QT_PACKAGES = (
    "fonts-dejavu-core",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-shape0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxkbcommon-x11-0",
)

# A screen with a window manager, a tray and a hand to use it, a keyring, a notification daemon, a SOAP server of
# another make, what reads PDF and TIFF files otherwise than we do, what reads words in pages, and what checks the files
# that Linux desktops look for.
TEST_PACKAGES = (
    "appstream",
    "dbus-x11",
    "desktop-file-utils",
    "dunst",
    "ghostscript",
    "gnome-keyring",
    "imagemagick",
    "libtiff-tools",
    "openbox",
    "php-cli",
    "php-soap",
    "poppler-utils",
    "tesseract-ocr",
    "trayer",
    "x11-utils",
    "xdotool",
    "xvfb",
)

# What makes pages of Office files. Debian has it with and without windows, and one shuts out the other: either will do.
OFFICE_PROGRAM = "soffice"
OFFICE_PACKAGES = ("libreoffice-calc-nogui", "libreoffice-impress-nogui", "libreoffice-writer-nogui")

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy", "--strict")),
    ("lint-imports", ("-c", "from importlinter.cli import lint_imports_command as lint; lint()")),
    ("pytest", ("-m", "pytest", "--cov", "--cov-report=term")),
)

USAGE = """usage: python3 packaging/dev.py run [ARGUMENTS OF THE APP]   (without any: the built-in demo service)
       python3 packaging/dev.py test [ARGUMENTS OF PYTEST]
       python3 packaging/dev.py package [folder] [file] [deb]   (without Python, into dist/)"""


class Trouble(Exception):
    """Something that the person at the keyboard has to settle; the text says what and how."""


def main(arguments: Sequence[str]) -> int:
    """Do one of the commands; returns the exit code."""
    verbs = {"run": run, "test": test, "package": package}
    if not arguments or arguments[0] not in verbs:
        print(USAGE, file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):
        print(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    try:
        return verbs[arguments[0]](arguments[1:])
    except Trouble as trouble:
        print(f"dev: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: Sequence[str]) -> int:
    """Open the app; without arguments on the demo service."""
    prepare("run", QT_PACKAGES)
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    command = [str(python()), "-m", "byfax_desktop", *(arguments or ["--demo"])]
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": path}).returncode


def test(arguments: Sequence[str]) -> int:
    """Run every check in turn up to the first that fails, and sum them up."""
    office = () if shutil.which(OFFICE_PROGRAM) else OFFICE_PACKAGES
    prepare("test", (*QT_PACKAGES, *TEST_PACKAGES, *freezing_packages(), *office))
    results: list[tuple[str, str]] = []
    failed = 0
    for name, command in CHECKS:
        if failed:
            results.append((name, "not run"))
            continue
        say(name)
        begin = time.monotonic()
        more = arguments if name == "pytest" else ()
        failed = subprocess.run([str(python()), *command, *more], cwd=ROOT).returncode
        results.append((name, f"{'FAILED' if failed else 'passed'} in {time.monotonic() - begin:.0f} s"))
    print("\n".join(f"{name:12} {result}" for name, result in results))
    return failed


def package(arguments: Sequence[str]) -> int:
    """Make the program that runs without Python."""
    prepare("test", (*QT_PACKAGES, "binutils", *freezing_packages()))
    return subprocess.run(
        [str(python()), str(ROOT / "packaging" / "freeze.py"), *arguments], cwd=ROOT
    ).returncode


def prepare(lock: str, packages: Sequence[str]) -> None:
    """Install what is missing for one of the commands; quick and silent when nothing is."""
    if shutil.which("dpkg-query") and shutil.which("apt-get"):
        wanted = packages if is_usable() else (*packages, *venv_package())
        install_packages(missing_packages(wanted, installed_packages()))
    if not is_usable():
        make_venv()
    install_lock(LOCKS / f"{lock}.txt", VENV / f"installed-{lock}")


def venv_package() -> tuple[str, ...]:
    """Debian's Python comes without the part that makes environments."""
    if importlib.util.find_spec("ensurepip"):
        return ()
    return (f"python{sys.version_info.major}.{sys.version_info.minor}-venv",)


def freezing_packages() -> tuple[str, ...]:
    """Debian's Python comes without the library of itself that goes into a program."""
    if sys.base_prefix != "/usr":
        return ()
    return (f"libpython{sys.version_info.major}.{sys.version_info.minor}",)


def installed_packages() -> str:
    """A line a package: its status, its name, and what else it stands for."""
    form = "${db:Status-Status} ${Package} ${Provides}\n"
    done = subprocess.run(["dpkg-query", "-W", "-f", form], capture_output=True, text=True, check=True)
    return done.stdout


def missing_packages(wanted: Iterable[str], listing: str) -> list[str]:
    """Those of ``wanted`` that ``listing`` (see ``installed_packages``) has neither by name nor under another."""
    present: set[str] = set()
    for line in listing.splitlines():
        status, _, names = line.partition(" ")
        if status == "installed":
            name, _, provides = names.partition(" ")
            present.update([name, *(each.split()[0] for each in provides.split(",") if each.strip())])
    return [package for package in wanted if package not in present]


def install_packages(missing: Sequence[str]) -> None:
    """Install system packages, as root or through sudo."""
    if not missing:
        return
    say(f"installing system packages that Qt, Python or the tests need: {' '.join(missing)}")
    is_root = sys.platform != "win32" and os.geteuid() == 0
    for command in apt_commands(missing, is_root):
        if shutil.which(command[0]) is None:
            raise Trouble(f"{command[0]} is missing. As root, run: apt-get install {' '.join(missing)}")
        if subprocess.run(command).returncode:
            raise Trouble(f"this failed, see above: {' '.join(command)}")


def apt_commands(packages: Sequence[str], is_root: bool) -> list[list[str]]:
    """The commands that install ``packages`` without asking anything."""
    start = [*([] if is_root else ["sudo"]), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    # A fresh machine may be updating itself just now, and a mirror may be away for a moment.
    patient = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    install = ["install", "-y", "--no-install-recommends", *packages]
    return [[*start, *patient, "update"], [*start, *patient, *install]]


def python(venv: Path = VENV, windows: bool = sys.platform == "win32") -> Path:
    """The environment's own interpreter."""
    return venv / ("Scripts/python.exe" if windows else "bin/python")


def is_usable() -> bool:
    """Whether there is an environment with a pip and a Python new enough, however it was made."""
    probe = [str(python()), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    return python().exists() and subprocess.run(probe, capture_output=True).returncode == 0


def make_venv() -> None:
    """Make the environment, in place of any that isn't usable."""
    say(f"making {VENV} with Python {sys.version.split()[0]}")
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)]).returncode:
        raise Trouble("Python couldn't make an environment, see above.")


def install_lock(lock: Path, stamp: Path) -> None:
    """Install what ``lock`` names, unless ``stamp`` says that this was done."""
    version = subprocess.run([str(python()), "-VV"], capture_output=True, text=True, check=True).stdout
    mark = hashlib.sha256(lock.read_bytes() + version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text("ascii") == mark:
        return
    say(f"installing {lock.relative_to(ROOT)}; this takes a minute")
    if subprocess.run(pip_command(lock), env=pip_environment(os.environ)).returncode:
        raise Trouble(f"what {lock.relative_to(ROOT)} names couldn't be installed, see above.")
    stamp.write_text(mark, "ascii")


def pip_command(lock: Path) -> list[str]:
    """Only finished wheels, and only the very ones that the lock knows by their hash."""
    checked = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    return [str(python()), "-m", "pip", "install", "-q", *checked]


def pip_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Settings of pip's own are kept (an index nearby, a proxy), but not those that lead elsewhere than ``.venv``."""
    elsewhere = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME")
    kept = {name: value for name, value in environment.items() if name not in elsewhere}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def say(text: str) -> None:
    """One line of what goes on, between the lines of what others print."""
    print(f"== {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
