"""The password of the proxy: in the keyring, and in no file."""

from __future__ import annotations

from collections.abc import Callable

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.settings.options import PROXY_USER


def keep_proxy_password(session: Session, password: str, tell: Callable[[Trouble], object]) -> None:
    """Keep it, or forget what is kept where it is empty; ``tell`` is told why that cannot be."""
    user = session.preferences.value(PROXY_USER) or "-"

    def keep() -> None:
        from byfax_desktop.desktop.proxy import SECRET_REF
        from byfax_desktop.desktop.secrets import SecretStore

        if password:
            SecretStore().save(SECRET_REF, user, password)
        else:
            SecretStore().delete(SECRET_REF)

    def told(trouble: Trouble | None) -> None:
        if trouble is not None:
            tell(trouble)

    session.workers.run(keep, told)
