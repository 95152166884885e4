"""Makes the cover pages in ``resources/covers`` that people can start from, with a page that explains them.

Run it after a change of the sample or of these texts: ``.venv/bin/python packaging/covers.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from byfax_desktop.fax.covers.sample import ENGLISH, RUSSIAN, sample_cover  # noqa: E402

FOLDER = ROOT / "resources" / "covers"
_ENGLISH_GUIDE = (
    ("How to make this cover page yours", True),
    ("Delete this second page before you use the file: it would be faxed too.", False),
    (
        "Change the first page in Word or LibreOffice as you like: your logo, your address, other words.",
        False,
    ),
    (
        "Words in braces are places. When a fax is sent, the text of that fax is put there. The places are:",
        False,
    ),
    ("ToName, ToCompany, ToNumber: the recipient", False),
    ("FromName, FromCompany, FromNumber: the sender", False),
    ("Subject: the subject of the fax", False),
    ("Text: the message; it may be long, so leave it room", False),
    ("Date: the day on which the fax is sent; Pages: how many pages it has", False),
    (
        "Move them where you want them, or leave some out. Keep the braces, and one look within a place.",
        False,
    ),
    ("What is known, and what is not", True),
    (
        "These names are filled in by the demo account and by the preview of byFax Desktop. The byFax service "
        "fills in such places too, but has published no list of their names: look at the preview of your page "
        "and send a fax to yourself first. A place that stays as it is written is not known to the service.",
        False,
    ),
    ("Save the file as DocX (not DOC), then choose Add in “Cover pages”.", False),
)
_RUSSIAN_GUIDE = (
    ("Как сделать эту обложку своей", True),
    ("Удалите эту вторую страницу перед использованием: иначе она тоже уйдёт по факсу.", False),
    ("Измените первую страницу в Word или LibreOffice: логотип, адрес, любые слова.", False),
    ("Слова в фигурных скобках — это места. При отправке на них ставится текст факса. Места такие:", False),
    ("ToName, ToCompany, ToNumber: получатель", False),
    ("FromName, FromCompany, FromNumber: отправитель", False),
    ("Subject: тема факса", False),
    ("Text: сообщение; оно бывает длинным, оставьте ему место", False),
    ("Date: день отправки; Pages: число страниц", False),
    ("Переставьте их, куда хотите, или уберите лишние. Скобки оставьте, вид внутри места не меняйте.", False),
    ("Что известно, а что нет", True),
    (
        "Эти имена заполняют демонстрационный счёт и предварительный просмотр byFax Desktop. Служба byFax тоже "
        "заполняет такие места, но списка имён не опубликовала: посмотрите на свою страницу и сначала отправьте "
        "факс себе. Место, которое осталось как написано, службе не известно.",
        False,
    ),
    ("Сохраните файл как DocX (не DOC) и выберите «Add» в окне «Cover pages».", False),
)
SAMPLES = {
    "cover-en.docx": ("Fax", ENGLISH, _ENGLISH_GUIDE),
    "cover-ru.docx": ("Факс", RUSSIAN, _RUSSIAN_GUIDE),
}


def sample(name: str) -> bytes:
    """The content of one of the files."""
    return sample_cover(*SAMPLES[name])


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name in SAMPLES:
        (FOLDER / name).write_bytes(sample(name))
        print(FOLDER / name)


if __name__ == "__main__":
    main()
