"""The versions of what the program runs on, as lines of words and values."""

from __future__ import annotations

import platform
import sqlite3

import PySide6
from PySide6.QtCore import QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication

from byfax_desktop import __version__


def versions() -> tuple[tuple[str, str], ...]:
    """The program, what it is built on, and the system."""
    return (
        ("byFax Desktop", __version__),
        ("Python", platform.python_version()),
        ("Qt", qVersion()),
        ("PySide6", PySide6.__version__),
        ("SQLite", sqlite3.sqlite_version),
        ("System", f"{QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}"),
        ("Display", QGuiApplication.platformName()),
    )
