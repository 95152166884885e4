"""Times of importing lists of 10,000 and 100,000 recipients, against plain csv.reader on the same file.

Run: python tests/bench/bench_recipients.py [RUNS]. Reading, and reading with every number understood, are done in turn
with plain csv.reader; medians are printed, with the ratio. The same list is read as XLSX against plain openpyxl, and
its numbers against plain libphonenumber.
"""

from __future__ import annotations

import csv
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

import openpyxl
import phonenumbers

sys.path.insert(0, str(Path(__file__).parents[2]))

from byfax_desktop.engine.recipients.duplicates import merged
from byfax_desktop.engine.recipients.mapping import guess_mapping
from byfax_desktop.engine.recipients.rows import rows_to_recipients
from byfax_desktop.engine.recipients.tables import read_table, table_of_text

HEADER = ["Имя", "Организация", "Факс", "Договор", "Сумма"]
SIZES = (10_000, 100_000)


def rows(count: int) -> list[list[str]]:
    """Recipients with landlines of Belarus and Germany, no two the same."""
    return [
        [f"Иванов Иван {i}", f'ООО "Ромашка {i % 100}"', f"+37517{2_000_000 + i}", f"№ {i}", f"{i % 977},50"]
        if i % 2
        else [f"Anna Berg {i}", "Nordwind", f"+49 30 {1_000_000 + i}", f"№ {i}", ""]
        for i in range(count)
    ]


def plain_csv(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file, delimiter=";"))


def plain_numbers(path: Path) -> None:
    """The least that understanding the numbers takes: parsed, looked up, and written as E.164."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in islice(csv.reader(file, delimiter=";"), 1, None):
            number = phonenumbers.parse(row[2], "BY")
            assert phonenumbers.number_type(number) is not None
            assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def plain_xlsx(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    assert list(book.worksheets[0].iter_rows(values_only=True))
    book.close()


def imported(path: Path) -> None:
    table = read_table(path)
    outcomes = rows_to_recipients(table, guess_mapping(table, "BY"), "BY")
    assert all(outcome.recipient.number for outcome in outcomes)
    merged([outcome.recipient for outcome in outcomes])


def compare(what: str, ours: Callable[[], object], plain: Callable[[], object], runs: int) -> None:
    """Both in turn, so that what else the computer does falls on both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for action, spent in zip((ours, plain), times, strict=True):
            begin = time.perf_counter()
            action()
            spent.append(time.perf_counter() - begin)
    mine, other = map(statistics.median, times)
    print(f"{what:44} {mine:8.3f} s   plain {other:8.3f} s   {mine / other:7.1f} times")


def lists(folder: Path, size: int) -> dict[str, Path]:
    """The same list in the encodings and kinds that people have."""
    people = [HEADER, *rows(size)]
    paths = {kind: folder / f"{kind}.{kind[:4]}" for kind in ("utf-8", "cp1251", "xlsx")}
    for encoding in ("utf-8", "cp1251"):
        with paths[encoding].open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=";").writerows(people)
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet()
    for row in people:
        page.append(row)
    book.save(paths["xlsx"])
    return paths


def measure(paths: dict[str, Path], size: int, runs: int) -> None:
    csv_path, sheet = paths["utf-8"], paths["xlsx"]
    few = max(1, runs // 3)
    pasted = csv_path.read_text(encoding="utf-8").replace('"', "").replace(";", "\t")
    plain = partial(plain_csv, csv_path)
    compare(f"{size:,} rows of CSV read", partial(read_table, csv_path), plain, runs)
    compare(f"{size:,} rows of CSV in cp1251 read", partial(read_table, paths["cp1251"]), plain, runs)
    compare(f"{size:,} rows pasted", partial(table_of_text, pasted), plain, runs)
    compare(f"{size:,} rows of XLSX read", partial(read_table, sheet), partial(plain_xlsx, sheet), few)
    compare(f"{size:,} rows of CSV imported", partial(imported, csv_path), plain, few)
    compare(
        f"{size:,} rows, against libphonenumber",
        partial(imported, csv_path),
        partial(plain_numbers, csv_path),
        few,
    )


def main(runs: int) -> None:
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            measure(lists(Path(folder), size), size, runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
