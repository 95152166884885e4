"""The manual is whole in each language, leads nowhere wrong, and names no key that there isn't."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from byfax_desktop.ui.about import _KEYS
from byfax_desktop.ui.help.manual import CHAPTERS, LANGUAGES, Chapter, found, manual_language, read_manual

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resources" / "manual"
LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")
KEY = re.compile(
    r"(?<![\w+])(?:(?:Ctrl|Alt|Shift)\+)+(?:F\d+|Enter|Return|Down|Up|Left|Right|[A-Z0-9](?!\w)|,)"
    r"|(?<![\w+])F\d{1,2}\b"
)
CODE = re.compile(r"`([^`\n]+)`")
COMMANDS = {"send", "flush", "outbox", "inbox", "numbers", "history"}


@pytest.fixture(params=LANGUAGES)
def chapters(request: pytest.FixtureRequest) -> tuple[Chapter, ...]:
    return read_manual(request.param)


def keys_of_the_list() -> set[str]:
    return {key.strip() for keys, _ in _KEYS for key in re.split(r", (?=\w)", f"{keys}")} | {
        key for _, told in _KEYS for key in KEY.findall(told)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_exists_in_each_language_and_no_other(language: str) -> None:
    assert {each.stem for each in (FOLDER / language).iterdir()} == set(CHAPTERS)


def test_the_languages_have_a_folder_each() -> None:
    assert {each.name for each in FOLDER.iterdir()} == set(LANGUAGES)


def test_every_chapter_begins_with_its_title(chapters: tuple[Chapter, ...]) -> None:
    for chapter in chapters:
        assert chapter.markdown.startswith(f"# {chapter.title}\n\n"), chapter.name
        assert len(chapter.markdown) > 300, chapter.name
    assert len({chapter.title for chapter in chapters}) == len(CHAPTERS)


def test_every_link_leads_to_a_chapter(chapters: tuple[Chapter, ...]) -> None:
    links = [(chapter.name, link) for chapter in chapters for link in LINK.findall(chapter.markdown)]
    assert len(links) >= 10
    assert [link for link in links if link[1].removesuffix(".md") not in CHAPTERS] == []


def test_the_languages_have_the_same_headings_keys_and_links() -> None:
    for one, other in zip(*(read_manual(language) for language in LANGUAGES), strict=True):
        for pattern in (r"(?m)^(#+) ", LINK, KEY, r"(?m)^\|", r"(?m)^- ", r"(?m)^\d\. "):
            assert sorted(re.findall(pattern, one.markdown)) == sorted(re.findall(pattern, other.markdown)), (
                one.name,
                pattern,
            )


def test_every_key_is_in_the_list_of_keys(chapters: tuple[Chapter, ...]) -> None:
    listed = keys_of_the_list()
    named = {key for chapter in chapters for key in KEY.findall(chapter.markdown)}
    assert {"Ctrl+Enter", "F4"} <= named
    assert named - listed == set()


def test_what_is_set_as_a_key_or_a_command_is_one(chapters: tuple[Chapter, ...]) -> None:
    listed = keys_of_the_list()
    for chapter in chapters:
        text = re.sub(r"```.*?```", "", chapter.markdown, flags=re.DOTALL)
        for code in CODE.findall(text):
            is_command = code in COMMANDS or code.startswith(("--", "byfax-desktop "))
            assert is_command or code in listed, (chapter.name, code)


def test_no_chapter_loads_anything_from_elsewhere(chapters: tuple[Chapter, ...]) -> None:
    for chapter in chapters:
        assert "![" not in chapter.markdown
        assert "://" not in chapter.markdown


def test_chapters_are_found_by_their_words_and_first_by_their_title() -> None:
    chapters = read_manual("en")
    assert [chapter.name for chapter in found(chapters, "Tesseract QUIET")] == ["settings"]
    assert found(chapters, "recipients")[0].name == "recipients"
    assert found(chapters, "zeppelin") == ()
    assert found(chapters, "states.md") == ()


@pytest.mark.parametrize(
    ("locale", "language"), [("ru_RU", "ru"), ("ru_BY", "ru"), ("be_BY", "en"), ("de_DE", "en"), ("C", "en")]
)
def test_the_language_is_that_of_the_system_where_there_is_a_manual_in_it(locale: str, language: str) -> None:
    assert manual_language(QLocale(locale)) == language
