"""The window as a part of the computer: what comes from other starts, the tray, notifications, sleep and autostart."""
