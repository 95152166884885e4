"""Widgets are tried without a screen unless the caller has chosen one."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
