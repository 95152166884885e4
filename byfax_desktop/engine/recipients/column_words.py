"""What columns of address lists are called, in English and in Russian."""

from __future__ import annotations

import re
from enum import StrEnum


class Field(StrEnum):
    """What a column can mean for a fax."""

    NUMBER = "number"
    NAME = "name"
    COMPANY = "company"
    SUBJECT = "subject"
    HEADER = "header"
    GREETING = "greeting"


_WORDS: dict[Field, str] = {
    Field.NUMBER: "fax|fax number|fax no|facsimile|business fax|home fax|work fax|number|recipient number|telefax"
    "|phone|phone number|telephone|tel|tel no|mobile|cell|business phone|main phone"
    "|факс|номер факса|№ факса|телефакс|факс рабочий|рабочий факс|тел факс|телефон факс|номер|номер получателя"
    "|телефон|номер телефона|тел|моб|моб тел|мобильный|мобильный телефон|рабочий телефон|контактный телефон",
    Field.NAME: "name|full name|display name|recipient|recipient name|contact|contact name|contact person|first name"
    "|given name|middle name|last name|surname|family name|attention|attn|person"
    "|имя|фио|ф и о|имя фамилия|фамилия имя|фамилия имя отчество|фамилия|отчество|получатель|имя получателя|контакт"
    "|контактное лицо|кому|адресат|лицо",
    Field.COMPANY: "company|company name|organization|organisation|org|firm|employer|business|business name"
    "|customer|client"
    "|компания|организация|фирма|предприятие|наименование|наименование организации|название|название компании"
    "|название организации|учреждение|клиент|контрагент|юрлицо",
    Field.SUBJECT: "subject|re|topic|title of fax|тема|тема факса|предмет",
    Field.HEADER: "header|page header|header line|fax header|колонтитул|верхний колонтитул|заголовок|шапка",
    Field.GREETING: "greeting|salutation|dear|обращение|приветствие",
}
_FIELDS = {word: field for field, words in _WORDS.items() for word in words.split("|")}
_OTHER_WORDS = (
    "id|no|zip|zip code|postal code|postcode|vat|tax id|account|account number|date|email|e mail|address|city|country"
    "|amount|sum|price|notes|инн|унп|кпп|огрн|индекс|почтовый индекс|счет|номер счета|расчетный счет|дата|договор"
    "|номер договора|почта|эл почта|адрес|город|страна|сумма|цена|примечание|код|п п|№ п п|№"
)
_OTHERS = frozenset(_OTHER_WORDS.split("|"))
_FAX = re.compile(r"fax|facsimile|факс")
_PHONE = re.compile(r"phone|\btel\b|mobile|cell|телефон|\bтел\b|\bмоб")
_NAME_ORDER = ("first", "given", "имя", "middle", "отчество", "last", "family", "surname", "фамилия")
_MARKS = re.compile(r"(?:[^\w№]|_)+")


def plain(title: str) -> str:
    """A title as it is compared: small letters, ё as е, one space between words, no marks but №."""
    words = title.casefold().replace("ё", "е").replace("№", " № ").replace(".", " ")
    return " ".join(_MARKS.sub(" ", words).split())


def field_of(title: str) -> Field | None:
    """What the title of a column says that it holds."""
    words = plain(title)
    if words in _FIELDS:
        return _FIELDS[words]
    if words in _OTHERS:
        return None
    return Field.NUMBER if _FAX.search(words) else None


def is_known(title: str) -> bool:
    """Whether a text is the title of a column, not an entry."""
    words = plain(title)
    return words in _FIELDS or words in _OTHERS


def number_rank(title: str) -> int:
    """How much a title promises a fax number: 3 a fax, 2 any number, 1 a telephone; -3 surely something else."""
    words = plain(title)
    if words in _OTHERS:
        return -3
    if _FAX.search(words):
        return 3
    if _PHONE.search(words):
        return 1
    return 2 if field_of(title) is Field.NUMBER else 0


def name_place(title: str) -> int:
    """Where a part of a name stands in it: the first name before the last name."""
    words = plain(title)
    return next((place for place, part in enumerate(_NAME_ORDER) if words.startswith(part)), -1)
