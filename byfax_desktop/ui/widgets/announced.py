"""Telling views of a step that a model takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QAbstractItemModel, QModelIndex

from byfax_desktop.ui.widgets.row_steps import Insert, Move, Remove, Step


@contextmanager
def announced(model: QAbstractItemModel, parent: QModelIndex, step: Step) -> Iterator[None]:
    """What is done inside is the ``step``, among the rows under ``parent``."""
    match step:
        case Remove(first, last):
            model.beginRemoveRows(parent, first, last)
            yield
            model.endRemoveRows()
        case Insert(first, last):
            model.beginInsertRows(parent, first, last)
            yield
            model.endInsertRows()
        case Move(source, target):
            # Qt counts the target among the rows as they stand before the row is taken out.
            model.beginMoveRows(parent, source, source, parent, target + (target > source))
            yield
            model.endMoveRows()
