"""What a person may do with the chosen faxes: buttons, the context menu and keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from byfax_desktop.ui.icons import icon

if TYPE_CHECKING:
    from byfax_desktop.ui.outbox.wishes import Target


class _Offer(NamedTuple):
    kind: str
    """The value of a WishKind."""
    text: str
    icon: str
    tip: str
    keys: str = ""


_OFFERS = (
    _Offer("pause", "&Pause", "pause", "Hold the fax until you choose Resume"),
    _Offer("resume", "&Resume", "resume", "Let the fax go on"),
    _Offer("cancel", "&Cancel", "cancel", "Stop the fax for good"),
    _Offer("resubmit", "&Send again", "retry", "Try once more for those who did not get the fax"),
    _Offer("delete", "&Delete", "delete", "Take the fax off the list, here and at byFax", "Del"),
)
_NOTHING_CHOSEN = "Choose a fax first."
_DELETED_ONE = "It is taken off the list here and at byFax, and cannot be brought back."
_DELETED_SEVERAL = "They are taken off the list here and at byFax, and cannot be brought back."
_DIFFERENT = "None of the chosen faxes stands so that this is possible."


class WishBar(QWidget):
    """``wished`` once a person has decided, with the value of a WishKind and a tuple of targets."""

    wished = Signal(str, object)
    anew_wished = Signal(object)
    """A new fax is wanted to all recipients of this target, those who got it among them."""

    def __init__(self, view: QWidget, parent: QWidget | None = None) -> None:
        """The keys work while ``view`` has the keyboard; its context menu offers the same."""
        super().__init__(parent)
        self.setObjectName("outbox_wishes")
        self._targets: tuple[Target, ...] = ()
        self._reason = _NOTHING_CHOSEN
        self._actions = {offer.kind: self._action(offer) for offer in _OFFERS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for action in self._actions.values():
            row.addWidget(self._button(action))
        view.addActions(list(self._actions.values()))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.fit(())

    def fit(self, targets: tuple[Target, ...], reason: str = _NOTHING_CHOSEN) -> None:
        """Offer what can be done with at least one of these, and say why the rest cannot.

        ``reason`` says why there are none of them.
        """
        self._targets, self._reason = targets, reason
        found = _obstacles(targets)
        for offer in _OFFERS:
            why_not = self._why_not([each[offer.kind] for each in found])
            keys = f" ({offer.keys})" if offer.keys else ""
            self._actions[offer.kind].setEnabled(not why_not)
            self._actions[offer.kind].setToolTip(why_not or f"{offer.tip}{keys}")

    def _why_not(self, reasons: list[str]) -> str:
        """Why a wish is possible for none of the targets, each of which has its reason or an empty one."""
        if not reasons:
            return self._reason
        if not all(reasons):
            return ""
        return reasons[0] if len(set(reasons)) == 1 else _DIFFERENT

    def wish(self, kind: str, targets: tuple[Target, ...]) -> None:
        """Wish it for those for which it is possible; asks first where it cannot be undone."""
        found = _obstacles(targets)
        able = tuple(target for target, why_not in zip(targets, found, strict=True) if not why_not[kind])
        wish = partial(self.wished.emit, kind, able)
        if kind == "delete":
            what_then = _DELETED_ONE if len(able) == 1 else _DELETED_SEVERAL
            self._ask(f"Delete {_number(len(able))}?", what_then, "&Delete", wish)
        elif kind == "resubmit" and able:
            self._send_again(able)
        elif able:
            wish()

    def _send_again(self, targets: tuple[Target, ...]) -> None:
        """Who is called, and whether at all, is asked where another call may be in vain, or one of two."""
        from byfax_desktop.ui.outbox.send_again import question

        asked = question(targets)
        if asked is None:
            self.wished.emit("resubmit", targets)
            return
        if asked.others:
            instead = partial(self.wished.emit, "resubmit", asked.others)
        else:
            instead = partial(self.anew_wished.emit, targets[0])
        other = (asked.other, instead) if asked.other else None
        wish = partial(self.wished.emit, "resubmit", asked.targets)
        self._ask(asked.text, asked.what_then, asked.yes, wish, other)

    def _ask(
        self,
        question: str,
        what_then: str,
        yes: str,
        wish: Callable[[], object],
        other: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        from byfax_desktop.ui.question import ask

        ask(self.window(), "wish_question", question, what_then, (yes, "&Leave it"), wish, other)

    def _action(self, offer: _Offer) -> QAction:
        action = QAction(icon(offer.icon), offer.text, self)
        action.setObjectName(f"outbox_{offer.kind}_action")
        if offer.keys:
            action.setShortcut(QKeySequence(offer.keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: self.wish(offer.kind, self._targets))
        return action

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(action.objectName().removesuffix("_action"))
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text().replace("&", ""))
        return button


def _obstacles(targets: tuple[Target, ...]) -> list[dict[str, str]]:
    if not targets:
        return []
    # Not before there is a fax: these rooms take time to load, and the window is to open without them.
    from byfax_desktop.ui.outbox.wishes import obstacles

    return [{kind.value: why_not for kind, why_not in obstacles(each).items()} for each in targets]


def _number(faxes: int) -> str:
    return "this fax" if faxes == 1 else f"{QLocale().toString(faxes)} faxes"
