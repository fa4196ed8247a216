"""The layout that Decree 30/2020/NĐ-CP prescribes, in millimetres and points: rows, not constants.

``fixtures/law/paper_layout.csv`` gives for each measure what the law allows at least and at most,
what our papers use, and the clause. The templates are made from it, and measured against it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.conf import settings

PATH = settings.BASE_DIR / "fixtures" / "law" / "paper_layout.csv"
FONT = "Times New Roman"
#: Decree 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 1: the words and their line breaks.
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
#: How the forms of Phụ lục III end a text.
END = "./."


@dataclass(frozen=True)
class Measure:
    """``unit`` is mm, pt, lines or percent (of the words above a line); None: no limit."""

    key: str
    least: Decimal | None
    most: Decimal | None
    used: Decimal
    unit: str
    legal_basis: str

    @property
    def is_lawful(self) -> bool:
        above = self.least is None or self.used >= self.least
        return above and (self.most is None or self.used <= self.most)


@cache
def layout() -> dict[str, Measure]:
    """Every measure by its key."""
    with PATH.open(encoding="utf-8", newline="") as opened:
        return {row["key"]: measure(row) for row in csv.DictReader(opened)}


def measure(row: dict[str, str]) -> Measure:
    least, most = (Decimal(row[name]) if row[name] else None for name in ("least", "most"))
    return Measure(row["key"], least, most, Decimal(row["used"]), row["unit"], row["legal_basis"])


def used(key: str) -> Decimal:
    return layout()[key].used
