"""A document of a fax: what is known of it, what is chosen for it, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.treatment import PLAIN, Treatment
from byfax_desktop.fax.trouble import shown_name
from byfax_desktop.ui.compose.document_words import page_words, size_words, time_words, treatment_words
from byfax_desktop.ui.widgets.tips import plain_tip, shown_text

_MADE_HERE = "It is made into fax pages on this computer, and those are sent."


class DocumentState(Enum):
    """How far the program has looked into a document."""

    READING = "reading"
    READY = "ready"
    PROTECTED = "protected"
    """It opens with a password that nobody has entered yet."""
    TROUBLE = "trouble"


@dataclass(slots=True, eq=False)
class Document:
    """One document; ``pages`` is None where only the service can count them. Two are never the same.

    ``seconds`` on the line are None until all its pages were seen as fax. ``service_pages`` are those that the
    service made, and how many.
    """

    path: Path
    state: DocumentState = DocumentState.READING
    pages: int | None = None
    size: int = 0
    is_picture: bool = False
    trouble: Trouble | None = None
    treatment: Treatment = PLAIN
    password: str = field(default="", repr=False)
    seconds: float | None = None
    service_pages: tuple[Path, int] | None = None

    @property
    def name(self) -> str:
        """What people call it, without what would hide or turn the words around it."""
        return shown_name(self.path.name)

    @property
    def can_be_treated(self) -> bool:
        """Whether this computer makes its pages, and so can do anything to them."""
        return self.state is DocumentState.READY and self.pages is not None

    @property
    def chosen_pages(self) -> int | None:
        """How many pages are chosen, blank ones among them; None where nobody knows."""
        if self.pages is None:
            return self.service_pages[1] if self.service_pages else None
        return self.treatment.pages.count(self.pages)

    @property
    def obstacle(self) -> Trouble | None:
        """Why it cannot be sent as it is."""
        name = f"“{self.name}”"
        if self.state is DocumentState.PROTECTED:
            return Trouble(f"{name} is protected by a password.", "Enter the password, or remove it.")
        if self.trouble:
            return Trouble(f"{name} cannot be sent as it is.", "Put it right, or remove it.")
        if self.state is DocumentState.READY and self.chosen_pages == 0:
            return Trouble(f"{name} has no page left to send.", "Choose other pages of it, or remove it.")
        return None

    @property
    def detail(self) -> str:
        """What is known and chosen, in words."""
        if self.state is DocumentState.PROTECTED:
            return "Protected by a password. Enter it, and its pages can be seen and sent."
        if self.trouble:
            return f"{self.trouble.what} {self.trouble.do}"
        if self.state is DocumentState.READING:
            return "Reading…"
        if self.chosen_pages == 0:
            return f"None of its {page_words(self.pages)} is left to send. Choose others."
        pages = self.service_pages[1] if self.service_pages else self.pages
        known = [page_words(pages), size_words(self.size), *treatment_words(self.treatment)]
        if self.password:
            known.append("opened with its password")
        if self.seconds is not None:
            known.append(time_words(self.seconds))
        return " · ".join(known)

    @property
    def icon(self) -> str:
        """The name of its icon; trouble shows before anything else."""
        if self.state is DocumentState.PROTECTED:
            return "key"
        if self.obstacle:
            return "state-warning"
        return "picture" if self.is_picture else "document"

    @property
    def tip(self) -> str:
        """Where it lies, and what becomes of it."""
        made_here = self.can_be_treated and (self.password or not self.treatment.is_plain)
        place = shown_text(str(self.path))
        return plain_tip("\n".join([place, self.detail, *([_MADE_HERE] if made_here else [])]))

    def copied(self) -> Document:
        """The same file once more, which can be treated otherwise."""
        return replace(self)


def named(documents: Sequence[Document]) -> str:
    """The name of one, or how many they are."""
    return documents[0].name if len(documents) == 1 else f"{len(documents)} documents"
