"""How pages come out of the other machine, as far as Compose knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.header import header_line
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.wanted import HeaderText
from byfax_desktop.service.states import FaxMode, FaxQuality
from byfax_desktop.ui.compose.document_model import Document, DocumentState
from byfax_desktop.ui.compose.fax_look import cover_look, fax_look
from byfax_desktop.ui.compose.header import HEADER

ANNA = DraftRecipient("+4930123456", "Anna", "ACME")
ME = SenderIdentity("Me", "Office", "+375170000001", "Europe/Minsk")


def ready(pages: int | None, treatment: Treatment = Treatment()) -> Document:  # noqa: B008
    return Document(Path("a.pdf"), DocumentState.READY, pages, treatment=treatment)


def header_of(document: Document, documents: list[Document], draft: Draft) -> HeaderText:
    header = fax_look(document, documents, draft).header
    assert header is not None
    return header


@pytest.mark.parametrize(
    ("quality", "mode", "expected"),
    [
        (FaxQuality.FINE, FaxMode.TEXT, (Resolution.FINE, Mode.TEXT)),
        (FaxQuality.STANDARD, FaxMode.PHOTO, (Resolution.STANDARD, Mode.PHOTO)),
    ],
)
def test_it_is_that_of_the_fax_and_of_the_document(
    quality: FaxQuality, mode: FaxMode, expected: tuple[Resolution, Mode]
) -> None:
    document = ready(2, Treatment(contrast=9))
    look = fax_look(document, [document], Draft(quality=quality, mode=mode))
    assert (look.resolution, look.mode) == expected
    assert look.treatment == Treatment(contrast=9)
    assert look.header is None, "nothing is known of a header that nobody asked for"


def test_the_header_is_filled_in() -> None:
    document = ready(1)
    header = header_of(document, [document], Draft(recipients=(ANNA,), sender=ME, header=HEADER))
    left, centre, right = header_line(header.template, dict(header.values))
    assert left.endswith("+03")
    assert centre == "From Me to Anna"
    assert right == "Page <CurPage> of <CurPages>", "which each page fills in"
    assert dict(header.values)["ToNumber"] == "+4930123456"
    assert dict(header.values)["FromNumber"] == "+375170000001"


@pytest.mark.parametrize("sender", [ME, SenderIdentity(company="Office", number="+4930999999")])
@pytest.mark.parametrize("recipient", [ANNA, DraftRecipient("+4930123456", company="ACME")])
def test_it_is_filled_in_as_the_service_does_it(sender: SenderIdentity, recipient: DraftRecipient) -> None:
    """The demo service stands for the real one: the same placeholders, and the same in their place."""
    from byfax_desktop.sandbox.pages import _header_values

    document = ready(1)
    draft = Draft(recipients=(recipient,), sender=sender, header=HEADER)
    broadcast: Any = SimpleNamespace(sender=sender)
    message: Any = SimpleNamespace(recipient=recipient)
    known = {
        name: value or "…" for name, value in _header_values(broadcast, message, datetime.now(UTC)).items()
    }
    shown = dict(header_of(document, [document], draft).values)
    assert {**shown, "DateTime": known["DateTime"]} == known
    moments = [datetime.strptime(each["DateTime"], "%d.%m.%Y %H:%M") for each in (shown, known)]
    assert abs(moments[1] - moments[0]) <= timedelta(minutes=1)


def test_who_is_nameless_is_called_by_company_or_number() -> None:
    document = ready(1)
    people = Draft(
        recipients=(DraftRecipient("+4930123456"),), sender=SenderIdentity(company="Office"), header=HEADER
    )
    values = dict(header_of(document, [document], people).values)
    assert (values["From"], values["To"]) == ("Office", "+4930123456")


def test_what_is_not_known_yet_is_left_open() -> None:
    document = ready(1)
    values = dict(header_of(document, [document], Draft(header=HEADER)).values)
    assert (values["From"], values["To"]) == ("…", "…")
    assert values["Timezone"] == "UTC"


def test_a_time_zone_that_is_none_is_no_trouble() -> None:
    document = ready(1)
    sender = SenderIdentity("Me", timezone="../nowhere")
    assert (
        dict(header_of(document, [document], Draft(sender=sender, header=HEADER)).values)["Timezone"] == "UTC"
    )


def test_pages_are_counted_over_the_whole_fax() -> None:
    first, second = ready(12, Treatment(pages=PageChoice.parse("1-3"))), ready(2)
    documents = [first, second]
    places = [header_of(each, documents, Draft(header=HEADER)) for each in documents]
    assert [(place.first_page, place.pages) for place in places] == [(1, 5), (4, 5)]
    covered = [header_of(each, documents, Draft(header=HEADER, cover_ref="c")) for each in documents]
    assert [(place.first_page, place.pages) for place in covered] == [(2, 6), (5, 6)]


def test_a_document_that_was_just_removed_does_no_harm() -> None:
    assert header_of(ready(1), [], Draft(header=HEADER)).pages == 1


def test_a_cover_of_several_pages_counts_with_them() -> None:
    document, draft = ready(3), Draft(cover_ref="c", header=HEADER)
    header = fax_look(document, [document], draft, cover_pages=2).header
    cover = cover_look([document], draft, cover_pages=2).header
    assert header is not None
    assert cover is not None
    assert (header.first_page, header.pages) == (3, 5)
    assert (cover.first_page, cover.pages) == (1, 5)
