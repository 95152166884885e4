"""The package for Debian and Ubuntu, made of the folder that ``freeze`` made."""

from __future__ import annotations

import gzip
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINUX = ROOT / "packaging" / "linux"
NAME = "byfax-desktop"
sys.path.insert(0, str(ROOT))

_PROGRAM = Path("usr/lib") / NAME
_TEXTS = Path("usr/share/doc") / NAME
# What the program takes from the computer: the screen, fonts, and the C library that it was linked with.
_DEPENDS = ("libc6 (>= {glibc})", "libegl1", "libfontconfig1", "libgl1", "libxcb1")
_RECOMMENDS = ("default-dbus-session-bus | dbus-session-bus", "gnome-keyring | kwalletmanager", "libcups2")
_SUGGESTS = ("libreoffice",)
_CONTROL = """Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: byFax Desktop maintainers <maintainers@users.noreply.github.com>
Installed-Size: {kibibytes}
Depends: {depends}
Recommends: {recommends}
Suggests: {suggests}
Section: comm
Priority: optional
Description: desktop fax client for the byFax online fax service
 Drop documents into the window, type a number, press Send, and see the fax move
 from page to page until it is delivered. Faxes that others send to your number
 arrive in the Inbox.
"""


def make_deb(folder: Path, dist: Path) -> Path:
    """Build the package from the folder of the program; returns its path."""
    from byfax_desktop import __version__

    architecture = _told("dpkg", "--print-architecture")
    tree = ROOT / "build" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(folder, tree)
    control = _CONTROL.format(
        name=NAME,
        version=__version__,
        architecture=architecture,
        kibibytes=sum(each.lstat().st_size for each in tree.rglob("*") if each.is_file()) // 1024,
        depends=", ".join(_DEPENDS).format(glibc=platform.libc_ver()[1]),
        recommends=", ".join(_RECOMMENDS),
        suggests=", ".join(_SUGGESTS),
    )
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(control, "utf-8")
    for each in [tree, *tree.rglob("*")]:
        if not each.is_symlink():
            each.chmod(0o755 if each.is_dir() or os.access(each, os.X_OK) else 0o644)
    package = dist / f"{NAME}_{__version__}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", str(tree), str(package)], check=True
    )
    return package


def lay_out(folder: Path, tree: Path) -> None:
    """Put every file where the system looks for its kind."""
    shutil.copytree(folder, tree / _PROGRAM, symlinks=True)
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin" / NAME).symlink_to(Path("../lib") / NAME / NAME)
    icon = ROOT / "resources" / "icons" / f"{NAME}.svg"
    _place(icon, tree / "usr/share/icons/hicolor/scalable/apps" / icon.name)
    for entry in sorted(LINUX.glob("*.desktop")):
        _place(entry, tree / "usr/share/applications" / entry.name)
    for told in sorted(LINUX.glob("*.metainfo.xml")):
        _place(told, tree / "usr/share/metainfo" / told.name)
    _place(ROOT / "LICENSE", tree / _TEXTS / "copyright")
    changes = tree / _TEXTS / "changelog.gz"
    changes.write_bytes(gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0))


def _place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def _told(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
