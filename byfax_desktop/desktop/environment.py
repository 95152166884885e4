"""An account that the environment gives for this run only: for scripts, and for trying another address."""

from __future__ import annotations

from collections.abc import Mapping

URL_VARIABLE = "BYFAX_URL"
KEY_VARIABLE = "BYFAX_API_KEY"
SECRET_VARIABLE = "BYFAX_API_SECRET"  # noqa: S105 - the name of a variable


def given_credentials(environment: Mapping[str, str]) -> tuple[str, str]:
    """The api-key and api-secret of the environment, tidied and kept out of the log; empty where one is missing."""
    # The window reads the names above before its first paint; what these two bring along takes longer than that.
    from byfax_desktop.desktop.logs import REDACTION
    from byfax_desktop.desktop.secrets import tidy_secret

    key = tidy_secret(environment.get(KEY_VARIABLE, ""))
    secret = tidy_secret(environment.get(SECRET_VARIABLE, ""))
    REDACTION.protect(key, secret)
    return key, secret


def given_ref(base_url: str, api_key: str) -> str:
    """The name of the data folder for a given account: the same in the window and on the command line."""
    import hashlib

    return hashlib.sha256(f"{base_url} {api_key}".encode()).hexdigest()[:32]
