"""Drafts and the service's records as JSON for the journal, and back."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from byfax_desktop.engine.drafts import (
    Draft,
    DraftRecipient,
    Greeting,
    GreetingLanguage,
    Origin,
    SenderIdentity,
)
from byfax_desktop.fax.treatment import PLAIN, Treatment
from byfax_desktop.service.mapping import from_wire, to_wire
from byfax_desktop.service.states import FaxMode, FaxQuality
from byfax_desktop.store.submissions import Sequel, SequelKind

_Record = TypeVar("_Record")


def freeze(record: object) -> str:
    """A record of the service under the contract's own names."""
    return json.dumps(to_wire(record), ensure_ascii=False, separators=(",", ":"))


def thaw(kind: type[_Record], text: str) -> _Record:
    """The record that was frozen."""
    return from_wire(kind, json.loads(text))


def freeze_draft(draft: Draft, with_recipients: bool = True) -> str:
    """A draft without its passwords; the journal keeps recipients apart, in rows of their own."""
    plain = dataclasses.asdict(dataclasses.replace(draft, treatments=(), passwords=(), recipients=()))
    del plain["passwords"]
    plain["treatments"] = [treatment.to_json() for treatment in draft.treatments]
    plain["documents"] = [str(path) for path in draft.documents]
    plain["send_at"] = draft.send_at.isoformat() if draft.send_at else None
    plain["origin"] = _plain_origin(draft.origin) if draft.origin else None
    del plain["recipients"]
    if with_recipients:
        plain["recipients"] = [_plain_recipient(each) for each in draft.recipients]
    # In ASCII: a path may hold bytes that are no text, which a database would not take.
    return json.dumps(plain, sort_keys=True)


def thaw_draft(text: str) -> Draft:
    """The draft that was frozen; a field that it did not have yet takes its default."""
    plain: dict[str, Any] = json.loads(text)
    known = {field.name for field in dataclasses.fields(Draft)}
    values = {name: value for name, value in plain.items() if name in known}
    values["documents"] = tuple(Path(path) for path in plain.get("documents", ()))
    values["treatments"] = tuple(map(_treatment, plain.get("treatments", ())))
    values["recipients"] = tuple(map(_recipient, plain.get("recipients", ())))
    values["sender"] = SenderIdentity(**plain["sender"])
    values["quality"] = FaxQuality(plain["quality"])
    values["mode"] = FaxMode(plain["mode"])
    values["send_at"] = datetime.fromisoformat(plain["send_at"]) if plain.get("send_at") else None
    values["origin"] = _origin(plain["origin"]) if plain.get("origin") else None
    return Draft(**values)


def freeze_extras(recipient: DraftRecipient) -> str | None:
    """What a recipient has beside number, name and company, as JSON; None for nothing."""
    plain = _plain_recipient(recipient)
    for name in ("number", "name", "company"):
        plain.pop(name, None)
    return json.dumps(plain, sort_keys=True) if plain else None


def thaw_recipient(number: str, name: str, company: str, extras: str | None) -> DraftRecipient:
    """The recipient whose extras were frozen."""
    return _recipient({"number": number, "name": name, "company": company, **json.loads(extras or "{}")})


def _plain_recipient(recipient: DraftRecipient) -> dict[str, Any]:
    """Only what there is: of ten thousand recipients most have no more than a number and a name."""
    plain: dict[str, Any] = {
        name: value
        for name in ("number", "name", "company", "subject", "header")
        if (value := getattr(recipient, name))
    }
    if recipient.greeting:
        plain["greeting"] = dataclasses.asdict(recipient.greeting) | {"path": str(recipient.greeting.path)}
    if recipient.values:
        plain["values"] = recipient.values
    return plain


def _recipient(plain: dict[str, Any]) -> DraftRecipient:
    greeting = plain.get("greeting")
    return DraftRecipient(
        plain.get("number", ""),
        plain.get("name", ""),
        plain.get("company", ""),
        plain.get("subject", ""),
        plain.get("header", ""),
        _greeting(greeting) if greeting else None,
        tuple((str(name), str(value)) for name, value in plain.get("values", ())),
    )


def _greeting(plain: dict[str, str]) -> Greeting:
    return Greeting(Path(plain["path"]), GreetingLanguage(plain["language"]), plain["name"])


def _plain_origin(origin: Origin) -> dict[str, Any]:
    return dataclasses.asdict(origin) | {
        "sent": origin.sent.isoformat() if origin.sent else None,
        "pages": str(origin.pages) if origin.pages else None,
        "notice": str(origin.notice) if origin.notice else None,
    }


def _origin(plain: dict[str, Any]) -> Origin:
    sequel = plain["sequel"]
    return Origin(
        Sequel(**{**sequel, "kind": SequelKind(sequel["kind"])}),
        datetime.fromisoformat(plain["sent"]) if plain["sent"] else None,
        plain["outcome"],
        plain["total"],
        Path(plain["pages"]) if plain["pages"] else None,
        Path(plain["notice"]) if plain["notice"] else None,
        plain["is_made_anew"],
    )


def _treatment(plain: Any) -> Treatment:
    """What was chosen for a document; nothing where that cannot be read any more."""
    try:
        return Treatment.from_json(plain)
    except (AttributeError, KeyError, TypeError, ValueError):
        return PLAIN


def digest(*texts: str) -> str:
    """A mark by which a request that was altered on the disk is noticed before it is sent."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
