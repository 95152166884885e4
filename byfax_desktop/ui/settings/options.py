"""All options of the program, in the order in which the window shows them. Nothing here needs Qt."""

from __future__ import annotations

from typing import Any

from byfax_desktop.ui.lock import LOCK_NAME, NEVER
from byfax_desktop.ui.settings.option import Amount, Choice, Flag, Line, Option, Section, TimeOfDay


def _countries() -> tuple[tuple[str, str], ...]:
    from byfax_desktop.ui.home_region import OF_SYSTEM, countries

    return (("", OF_SYSTEM), *((iso2, name) for name, iso2 in countries().items()))


def _take_back_times() -> tuple[tuple[str, str], ...]:
    from byfax_desktop.ui.take_back_time import CHOICES

    return tuple((str(seconds), title.replace("&", "")) for seconds, title in CHOICES)


AUTOSTART = Flag(
    "desktop/autostart",
    Section.GENERAL,
    "Start with the computer",
    False,
    "byFax Desktop begins when you sign in, without opening its window, and waits in the tray.",
)
TRAY = Flag(
    "desktop/tray",
    Section.GENERAL,
    "Show an icon in the tray",
    True,
    "It tells how your faxes stand. Some desktops have no tray; then there is none.",
)
STAY = Flag(
    "desktop/stay_in_tray",
    Section.GENERAL,
    "Go on in the tray when the window is closed",
    False,
    "Faxes are sent and received while the window is closed. Quit in the File menu ends the program.",
    needs=(TRAY, True),
)
LOOK_WEEKLY = Flag(
    "program/look_weekly",
    Section.GENERAL,
    "Look for a newer version each week",
    False,
    "Nothing is downloaded, and nothing about you is sent. The address for it is under Connection.",
)
COUNTRY = Choice(
    "numbers/region",
    Section.SENDING,
    "Country for numbers",
    "",
    "Numbers without a country code are read as those of this country, from the next start on.",
    entries=_countries,
    is_open=True,
)
TAKE_BACK = Choice(
    "fax/take_back_seconds",
    Section.SENDING,
    "Time to take a fax back",
    "10",
    "For so long a fax waits after Send, and can be taken back.",
    entries=_take_back_times,
)
FIND_WORDS = Flag(
    "inbox/find_words",
    Section.RECEIVING,
    "Find words in the pages of received faxes",
    False,
    "Tesseract reads the pages on this computer, if it is installed here. Nothing leaves it.",
)
NOTIFY_DELIVERED = Flag(
    "notify/delivered",
    Section.NOTIFICATIONS,
    "Tell when a fax was delivered",
    True,
    "To all its recipients; one notification tells of many faxes.",
)
NOTIFY_FAILED = Flag(
    "notify/failed",
    Section.NOTIFICATIONS,
    "Tell when a fax failed",
    True,
    "Or when it did not reach some of its recipients.",
)
NOTIFY_HELD = Flag(
    "notify/held",
    Section.NOTIFICATIONS,
    "Tell when faxes need you",
    True,
    "Such as when all faxes wait because the balance is too low.",
)
NOTIFY_RECEIVED = Flag(
    "notify/received",
    Section.NOTIFICATIONS,
    "Tell when a fax has come in",
    True,
    "A click on the notification shows it in the Inbox.",
)
NOTIFY_ENDING = Flag(
    "notify/number_ending",
    Section.NOTIFICATIONS,
    "Tell when a number ends soon",
    True,
    "30, 7 and 1 days before faxes to it would be lost.",
)
SHOW_WHO = Flag(
    "notify/show_who",
    Section.NOTIFICATIONS,
    "Show names and numbers",
    False,
    "Otherwise a notification says only what happened: others may see your screen.",
)
QUIET = Flag(
    "notify/quiet",
    Section.NOTIFICATIONS,
    "Quiet hours",
    False,
    "Nothing is told between these times; what happened is told in one notification after them.",
)
QUIET_FROM = TimeOfDay(
    "notify/quiet_from",
    Section.NOTIFICATIONS,
    "Quiet from",
    "20:00",
    "By the clock of this computer.",
    needs=(QUIET, True),
)
QUIET_TILL = TimeOfDay(
    "notify/quiet_till",
    Section.NOTIFICATIONS,
    "Quiet till",
    "07:00",
    "On the next day, where this is earlier than the beginning.",
    needs=(QUIET, True),
)
LOCK_AFTER = Choice(
    LOCK_NAME,
    Section.PRIVACY,
    "Lock byFax Desktop",
    NEVER,
    "After so long without you, and at each start, a passphrase is asked for. Notifications and the tray tell nothing"
    " meanwhile; faxes are sent and received.",
    entries=lambda: (
        (NEVER, "Never"),
        ("1", "After a minute"),
        ("5", "After 5 minutes"),
        ("15", "After 15 minutes"),
        ("60", "After an hour"),
    ),
)
SYSTEM_PROXY, NO_PROXY, OWN_PROXY = "system", "none", "own"
"""As ``desktop.proxy`` reads them from the settings."""
PROXY = Choice(
    "network/proxy",
    Section.CONNECTION,
    "Proxy",
    SYSTEM_PROXY,
    "Some offices reach the internet through one. A change counts from the next start on.",
    entries=lambda: (
        (SYSTEM_PROXY, "As this computer is set up"),
        (NO_PROXY, "None"),
        (OWN_PROXY, "The one below"),
    ),
)
PROXY_HOST = Line(
    "network/proxy_host",
    Section.CONNECTION,
    "Proxy server",
    "",
    "Its name or address, such as proxy.example.com.",
    needs=(PROXY, OWN_PROXY),
)
PROXY_PORT = Amount(
    "network/proxy_port",
    Section.CONNECTION,
    "Port of the proxy",
    8080,
    "Often 8080 or 3128; whoever runs your network knows it.",
    least=1,
    most=65535,
    needs=(PROXY, OWN_PROXY),
)
PROXY_USER = Line(
    "network/proxy_user",
    Section.CONNECTION,
    "User name at the proxy",
    "",
    "Empty where the proxy asks for none.",
    needs=(PROXY, OWN_PROXY),
)
PROXY_PASSWORD = Line(
    "network/proxy_password",
    Section.CONNECTION,
    "Password at the proxy",
    "",
    "It is kept in the keyring of this computer.",
    needs=(PROXY, OWN_PROXY),
    is_secret=True,
)

VERSION_ADDRESS = Line(
    "program/version_address",
    Section.CONNECTION,
    "Newer versions",
    "",
    "The https address at which the newest version is told; whoever gave you the program knows it.",
)
OPTIONS: tuple[Option[Any], ...] = (
    AUTOSTART,
    TRAY,
    STAY,
    LOOK_WEEKLY,
    COUNTRY,
    TAKE_BACK,
    FIND_WORDS,
    NOTIFY_DELIVERED,
    NOTIFY_FAILED,
    NOTIFY_HELD,
    NOTIFY_RECEIVED,
    NOTIFY_ENDING,
    SHOW_WHO,
    QUIET,
    QUIET_FROM,
    QUIET_TILL,
    LOCK_AFTER,
    PROXY,
    PROXY_HOST,
    PROXY_PORT,
    PROXY_USER,
    PROXY_PASSWORD,
    VERSION_ADDRESS,
)
