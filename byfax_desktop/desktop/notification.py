"""A notification, whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT = "default"
"""The action of a click on the notification itself."""


@dataclass(frozen=True, slots=True)
class Notification:
    """A title and a body in plain text, and actions: a key, and what stands on its button."""

    title: str
    body: str = ""
    actions: tuple[tuple[str, str], ...] = ()
    is_urgent: bool = False
