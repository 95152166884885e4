"""A sent fax as the beginning of another one: a menu of its own, entries of the context menu, and keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from byfax_desktop.ui.icons import icon

if TYPE_CHECKING:
    from byfax_desktop.ui.outbox.wishes import Target

AGAIN, REST, NOT_REACHED, STANDARD, FORWARD = "again", "rest", "not_reached", "standard", "forward"
"""What the new fax is: all of it, the pages that did not arrive, to those whom it did not reach, in standard quality,
or to somebody else."""


class AgainWish(NamedTuple):
    """Another fax is wanted of one with this broadcast ref, for one recipient where there is a message ref."""

    how: str
    broadcast_ref: str
    message_ref: str = ""


class _Offer(NamedTuple):
    how: str
    text: str
    icon: str
    tip: str
    keys: str = ""


_OFFERS = (
    _Offer(
        AGAIN, "Chan&ge and send again…", "send", "Look at all of it, and change what you want", "Shift+F4"
    ),
    _Offer(
        REST,
        "Send t&he rest…",
        "pages",
        "Only the pages that did not arrive, and a page that says so",
        "Ctrl+Shift+F4",
    ),
    _Offer(
        NOT_REACHED, "New fa&x to those it did not reach…", "fax-to", "A new fax, without those who got it"
    ),
    _Offer(STANDARD, "In standard &quality…", "send", "Half the lines, and half the time on the line"),
    _Offer(FORWARD, "&Forward to another number…", "send", "The same pages to somebody else", "F4"),
)


class AgainActions(QObject):
    """``asked`` with an AgainWish for the fax that is chosen; each ends in the send dialog, and nothing is sent yet."""

    asked = Signal(object)

    def __init__(self, view: QWidget) -> None:
        """The keys work while ``view`` has the keyboard."""
        super().__init__(view)
        self._targets: tuple[Target, ...] = ()
        divider = QAction(view)
        divider.setSeparator(True)
        self._actions = {offer.how: self._action(offer, view) for offer in _OFFERS}
        view.addActions([divider, *self._actions.values()])
        self.button = QToolButton()
        """To be put where a person sees it: the same as a menu."""
        self._set_up_button(view)
        self.fit(())

    def fit(self, targets: tuple[Target, ...], reason: str = "Choose a fax first.") -> None:
        """Offer what can be made of these, and say why the rest cannot; ``reason`` says why there are none of them."""
        self._targets = targets
        for offer in _OFFERS:
            why_not = _why_not(offer.how, targets) if targets else reason
            keys = f" ({offer.keys})" if offer.keys else ""
            self._actions[offer.how].setEnabled(not why_not)
            self._actions[offer.how].setToolTip(why_not or f"{offer.tip}{keys}")
        self.button.setEnabled(len(targets) == 1)
        self.button.setToolTip((_why_not(AGAIN, targets) or _TIP) if targets else reason)

    def ask(self, how: str, target: Target) -> None:
        """Ask for it as if a person had chosen it for this fax."""
        from byfax_desktop.ui.outbox.again_rules import message_ref

        self.asked.emit(AgainWish(how, target.refs[0], message_ref(how, target)))

    def _choose(self, how: str) -> None:
        if len(self._targets) == 1:
            self.ask(how, self._targets[0])

    def _action(self, offer: _Offer, view: QWidget) -> QAction:
        action = QAction(icon(offer.icon), offer.text, view)
        action.setObjectName(f"outbox_{offer.how}_action")
        if offer.keys:
            action.setShortcut(QKeySequence(offer.keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(partial(self._choose, offer.how))
        return action

    def _set_up_button(self, view: QWidget) -> None:
        menu = QMenu(view)
        menu.setObjectName("outbox_again_menu")
        menu.setToolTipsVisible(True)
        menu.addActions(list(self._actions.values()))
        self.button.setObjectName("outbox_again")
        self.button.setText("Ma&ke a new fax")
        self.button.setAccessibleName("Make a new fax")
        self.button.setIcon(icon("compose"))
        self.button.setMenu(menu)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


_TIP = "Make another fax of this one: changed, the rest of it, or to others"


def _why_not(how: str, targets: tuple[Target, ...]) -> str:
    # Not before there is a fax: these rooms take time to load, and the window is to open without them.
    from byfax_desktop.ui.outbox.again_rules import why_not

    return why_not(how, targets)
