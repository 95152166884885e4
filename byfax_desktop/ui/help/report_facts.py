"""What a report for support says of the program's settings and its account, and the names that it must not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from byfax_desktop.desktop.support_report import ReportFacts, account_kind
from byfax_desktop.ui.help.versions import versions
from byfax_desktop.ui.settings.option import Choice, Line, Option
from byfax_desktop.ui.settings.options import OPTIONS

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.engine.contacts.index import ContactIndex
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.settings.preferences import Preferences

_CHOSEN, _USUAL = "chosen", "as it comes"


def report_facts(session: Session) -> ReportFacts:
    """The facts as they are now; asking takes no time."""
    settings = tuple((option.title, _shown(option, session.preferences)) for option in OPTIONS)
    return ReportFacts(versions(), account_kind(session.account), settings)


def private_names(account: Account | None, contacts: ContactIndex) -> tuple[str, ...]:
    """Names of the contacts and their companies, and of the account."""
    names = {account.title} if account and not account.is_demo else set()
    for contact in contacts.by_id.values():
        names |= {contact.name, contact.company}
    return tuple(name for name in names if name)


def _shown(option: Option[Any], preferences: Preferences) -> str:
    """What is chosen; of what a person may have typed only whether it was."""
    value = preferences.value(option)
    if isinstance(option, Line) or (isinstance(option, Choice) and option.is_open):
        return _USUAL if value == option.default else _CHOSEN
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
