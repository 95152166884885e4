"""The view of sent faxes and their recipients."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from byfax_desktop.ui.outbox.columns import COLUMNS
from byfax_desktop.ui.widgets.roomy_rows import RoomyRows, width_for


def fax_tree(model: QAbstractItemModel, parent: QWidget) -> QTreeView:
    """A tree of whole rows, several of which may be selected; what has no usual width takes the room that is left."""
    tree = QTreeView(parent)
    tree.setObjectName("outbox_faxes")
    tree.setAccessibleName("Sent faxes")
    tree.setModel(model)
    tree.setUniformRowHeights(True)
    tree.setAllColumnsShowFocus(True)
    tree.setAlternatingRowColors(True)
    tree.setTextElideMode(Qt.TextElideMode.ElideRight)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    tree.setItemDelegate(RoomyRows(tree))
    tree.setTabKeyNavigation(False)
    header = tree.header()
    header.setStretchLastSection(False)
    for column, each in enumerate(COLUMNS):
        header.resizeSection(column, width_for(tree, each.sample))
        if not each.sample:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    return tree
