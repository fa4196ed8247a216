"""What a count on a past day costs against one of today: ``python -m tests.bench.count_on_days``.

Prints one JSON object; ``past_over_today`` may be at most 2.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys

from .ground import paired_medians, throwaway_database

TODAY, PAST = dt.date(2026, 11, 22), dt.date(2018, 6, 30)


def fill(units: int):
    """Units with three versions each, a tenth of them closed; returns the province."""
    from tests.factories import make_agency, make_province, make_units
    from units.models import Sector, Unit, UnitVersion

    province = make_province()
    agencies = [make_agency(f"Sở Minh Họa {n}", province=province) for n in range(40)]
    sectors = list(Sector.objects.all())
    bounds = [dt.date(2015, 12, 31), dt.date(2018, 1, 1), dt.date(2022, 1, 1), None]
    for start in range(0, units, 5_000):
        rows = []
        for n in range(start, min(start + 5_000, units)):
            unit = Unit()
            for period, begins in enumerate(bounds[:-1]):
                closed = dt.date(2024, 1, 1) if n % 10 == 0 else None
                rows.append(
                    UnitVersion(
                        unit=unit,
                        valid_from=begins,
                        valid_to=bounds[period + 1] or closed,
                        name=f"Trường Minh Họa {n}",
                        code=f"MH{n}",
                        province=province,
                        agency=agencies[(n + period) % 40],
                        sector=sectors[n % len(sectors)],
                        autonomy_group=str(1 + n % 4),
                    )
                )
        make_units(rows)
    return province


def measure(units: int) -> dict[str, object]:
    from units.counts import count_units

    province = fill(units)
    splits = ("sector", "agency", "level", "autonomy")

    def page_of(day: dt.date):
        return [count_units(day, by=by, province=province) for by in splits]

    past, today = paired_medians(lambda: page_of(PAST), lambda: page_of(TODAY))
    return {
        "units": units,
        "past_ms": round(past * 1000, 2),
        "today_ms": round(today * 1000, 2),
        "past_over_today": round(past / today, 2),
        "the_limit": 2,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=16_000)
    parser.add_argument("--json", action="store_true", help="the only form there is")
    options = parser.parse_args()
    with throwaway_database() as vendor:
        sys.stdout.write(json.dumps({"database": vendor, **measure(options.units)}) + "\n")


if __name__ == "__main__":
    main()
