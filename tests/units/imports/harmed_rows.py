"""A good list as rows, and the ways in which people harm its headings and cells."""

from __future__ import annotations

import random
from collections.abc import Callable

TITLE = [
    ["PHỤ LỤC I", None, None, None, None],
    ["DANH MỤC ĐƠN VỊ SỰ NGHIỆP CÔNG LẬP", None, None, None, None],
]
HEADINGS = ["STT", "Mã đơn vị", "Tên đơn vị", "Cơ quan quản lý trực tiếp", "Số biên chế"]
UNITS = [
    [n, f"MH-{n:03d}", f"Trường Mầm non Minh Họa số {n}", f"Sở Minh Họa {n % 3}", 10 + n]
    for n in range(1, 25)
]
TOTAL = [None, None, "Tổng cộng", None, sum(row[4] for row in UNITS)]
HEADING_ROW = len(TITLE)
LIST = [*TITLE, HEADINGS, *UNITS, TOTAL]

Rows = list[list[object]]


def columns_shuffled(rows: Rows, chance: random.Random) -> Rows:
    order = chance.sample(range(len(HEADINGS)), len(HEADINGS))
    return [[row[place] for place in order] for row in rows]


def column_between(rows: Rows, chance: random.Random) -> Rows:
    """A column of notes, with or without a heading."""
    place = chance.randrange(len(HEADINGS) + 1)
    heading = chance.choice([None, "Ghi chú", "Cột X", "???"])
    texts = [heading if row is rows[HEADING_ROW] else "ghi chú" if row in UNITS else None
             for row in rows]  # fmt: skip
    return [[*row[:place], text, *row[place:]] for row, text in zip(rows, texts, strict=True)]


def rows_between(rows: Rows, chance: random.Random) -> Rows:
    place = chance.randrange(len(rows) + 1)
    return [*rows[:place], *([[None] * 5] * chance.choice([1, 3, 40])), *rows[place:]]


def headings_twice(rows: Rows, chance: random.Random) -> Rows:
    """Printed lists repeat their headings on every page."""
    place = chance.randrange(HEADING_ROW + 1, len(rows))
    return [*rows[:place], rows[HEADING_ROW], *rows[place:]]


def headings_dressed(rows: Rows, chance: random.Random) -> Rows:
    """Spaces, line breaks, capitals and invisible characters around the same words."""
    dresses: list[Callable[[str], str]] = [
        str.upper, str.lower, lambda text: f"  {text}\n", lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", "\n"), lambda text: f"\ufeff{text}\u200b",
    ]  # fmt: skip
    dressed = [chance.choice(dresses)(text) for text in HEADINGS]
    return [dressed if row is rows[HEADING_ROW] else row for row in rows]


def headings_renamed(rows: Rows, chance: random.Random) -> Rows:
    named = list(HEADINGS)
    for place in chance.sample(range(5), chance.randrange(1, 6)):
        named[place] = chance.choice(["Cột X", "", "123", "Mã", "?", "Tên", named[place][::-1]])
    return [named if row is rows[HEADING_ROW] else row for row in rows]


def headings_emptied(rows: Rows, chance: random.Random) -> Rows:
    kept = [text if chance.random() < 0.6 else None for text in HEADINGS]
    return [kept if row is rows[HEADING_ROW] else row for row in rows]


def headings_repeated(rows: Rows, chance: random.Random) -> Rows:
    named = list(HEADINGS)
    one, two = chance.sample(range(5), 2)
    named[one] = named[two]
    return [named if row is rows[HEADING_ROW] else row for row in rows]


def headings_gone(rows: Rows, chance: random.Random) -> Rows:
    return [row for row in rows if row is not rows[HEADING_ROW]]


def headings_in_two_rows(rows: Rows, chance: random.Random) -> Rows:
    upper = [chance.choice([None, "Đơn vị", "Năm 2024"]) for _ in HEADINGS]
    return [*rows[:HEADING_ROW], upper, *rows[HEADING_ROW:]]


def cells_of_other_kinds(rows: Rows, chance: random.Random) -> Rows:
    odd = [None, True, -1, 0, 1.5, 10**15, "#N/A", "=1+1", "x" * 30_000, "-", "Tổng cộng",
           "31/02/2024", "NULL", "\ud7ff\ue000", "' OR 1=1 --", "<script>", "🏥", "1.097",
           "I"]  # fmt: skip
    harmed = [list(row) for row in rows]
    for _ in range(chance.choice([1, 5, 30])):
        harmed[chance.randrange(HEADING_ROW + 1, len(rows))][chance.randrange(5)] = chance.choice(
            odd
        )
    return harmed


def rows_repeated(rows: Rows, chance: random.Random) -> Rows:
    return [*rows[:-1], *chance.sample(UNITS, chance.randrange(1, 6)), rows[-1]]


def rows_shuffled(rows: Rows, chance: random.Random) -> Rows:
    below = rows[HEADING_ROW + 1 :]
    return [*rows[: HEADING_ROW + 1], *chance.sample(below, len(below))]


def stray_cell(rows: Rows, chance: random.Random) -> Rows:
    far = [None] * chance.choice([6, 40, 200])
    return [*rows, *([[]] * chance.choice([0, 5, 3000])), [*far, "x"]]


#: The list says the same after these: all of it must come in.
SAME: tuple[Callable[[Rows, random.Random], Rows], ...] = (
    columns_shuffled, column_between, rows_between, headings_dressed,
)  # fmt: skip
OTHER: tuple[Callable[[Rows, random.Random], Rows], ...] = (
    headings_twice, headings_renamed, headings_emptied, headings_repeated, headings_gone,
    headings_in_two_rows, cells_of_other_kinds, rows_repeated, rows_shuffled, stray_cell,
)  # fmt: skip
