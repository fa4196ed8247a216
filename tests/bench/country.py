"""A country of made-up units, written set-based: ten years of changes, five yearly figures each,
mergers that are done, decided and proposed, units that became companies.

Every unit of number ``n`` is worked out from ``n`` alone, so a larger country is the same one with
more units. Rows go straight to the tables, as many thousands of lists would have written them; the
kept counts are then counted from the ledgers.
"""

from __future__ import annotations

import datetime as dt
import re

from django.db import connection, models

UTC = dt.UTC
FIRST = dt.date(2015, 12, 31)
INNER_JOIN = re.compile(r"(?<!LEFT)(?<!CROSS) JOIN ")
AGENCIES, MONTHS, YEARS = 20, 127, range(2021, 2026)


def months() -> list[tuple[int, dt.date, int]]:
    """(number, day, year): the first list, then the first days of months, when changes begin."""
    later = [dt.date(2016 + n // 12, n % 12 + 1, 1) for n in range(MONTHS)]
    return [(n, day, day.year) for n, day in enumerate([FIRST, *later])]


def table(name: str, columns: str, rows: list[tuple]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {name} ({columns})")
        marks = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608


def insert(model: type[models.Model], given: dict[str, str], source: str) -> None:
    """``INSERT … SELECT``: each field as ``given`` says, all others with their defaults."""
    fields = [field for field in model._meta.concrete_fields if field.name in given or
              not field.primary_key]  # fmt: skip
    values, defaults = [], []
    for field in fields:
        if field.name in given:
            values.append(given[field.name].replace("%", "%%"))
            continue
        default = field.get_default() if field.name != "created_at" else dt.datetime.now(UTC)
        values.append("NULL" if default is None else "%s")
        if default is not None:
            defaults.append(field.get_db_prep_save(default, connection))
    if connection.vendor == "sqlite":  # in the order written: it would guess a worse one
        source = INNER_JOIN.sub(" CROSS JOIN ", source)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {', '.join(values)}"  # noqa: S608
            f" FROM {source.replace('%', '%%')}",
            defaults,
        )


def ground() -> None:
    """Agencies, entries and lists of the 63 provinces of old; targets of those of today."""
    from tests.resolutions.promises import make_target
    from units.choices import BatchStatus
    from units.models import Agency, AgencyLevel, ImportBatch, Province, RegisterEntry, Sector

    places = list(Province.objects.on(dt.date(2025, 6, 30)).filter(is_fictional=False))
    levels, blocs = list(AgencyLevel.objects.all()), ["government"] * 4 + ["party", "front"]
    agencies = [
        Agency(
            name=f"Cơ quan {n} {place.name}",
            level=levels[n % len(levels)],
            bloc=blocs[n % len(blocs)],
            province=place,
        )
        for place in places
        for n in range(AGENCIES)
    ]
    for agency in agencies:
        agency.write_keys()
    Agency.objects.bulk_create(agencies)
    entries = [
        RegisterEntry(kind="import", recorded_at=dt.datetime(year + 1, 1, 15, tzinfo=UTC))
        for _place in places
        for year in range(2015, 2027)
    ]
    RegisterEntry.objects.bulk_create(entries)
    ImportBatch.objects.bulk_create(
        ImportBatch(
            province=place, as_of=FIRST, filename="danh_sach.xlsx", size=1,
            status=BatchStatus.APPLIED, applied_at=dt.datetime(2016, 1, 15, tzinfo=UTC),
        )
        for place in places
    )  # fmt: skip
    table("b_months", "n integer PRIMARY KEY, day date, year integer", months())
    table(
        "b_places",
        "p integer PRIMARY KEY, id bigint",
        [(n, one.pk) for n, one in enumerate(places)],
    )
    sectors = enumerate(Sector.objects.values_list("pk", flat=True))
    table("b_sectors", "n integer PRIMARY KEY, id bigint", list(sectors))
    table("b_agencies", "p integer, a integer, id bigint, PRIMARY KEY (p, a)",
          [(n // AGENCIES, n % AGENCIES, one.pk) for n, one in enumerate(agencies)])  # fmt: skip
    at = "timestamp with time zone" if connection.vendor == "postgresql" else "text"
    table("b_entries", f"p integer, year integer, id bigint, at {at}, PRIMARY KEY (p, year)",
          [(n // 12, 2015 + n % 12, one.pk, connection.ops.adapt_datetimefield_value(
              one.recorded_at)) for n, one in enumerate(entries)])  # fmt: skip
    for province in Province.objects.on(dt.date(2026, 1, 1)).filter(is_fictional=False):
        for indicator in (
            "units_reduction_percent",
            "autonomy_rate",
            "payroll_from_budget_reduction",
        ):
            make_target(province, indicator)


def numbered(first: int, last: int) -> str:
    if connection.vendor == "postgresql":
        return f"generate_series({first}, {last - 1}) AS numbers (i)"
    return (
        f"(WITH RECURSIVE numbers (i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM numbers"  # noqa: S608
        f" WHERE i < {last - 1}) SELECT i FROM numbers) AS numbers"
    )


#: s, c, e: the months in which a unit is first known, changes (six in ten), ends (one in eight).
LIVES = """
    CREATE TABLE b_units AS
    SELECT i, p, k, s, c, CASE WHEN k % 8 = 7 AND coalesce(c, s) < 126
        THEN coalesce(c, s) + 1 + (k * 17) % (127 - coalesce(c, s)) END AS e
    FROM (SELECT i, p, k, s,
                 CASE WHEN k % 5 < 3 AND s < 125 THEN s + 1 + (k * 31) % (125 - s) END AS c
          FROM (SELECT i, i % {places} AS p, i / {places} AS k,
                       CASE WHEN (i / {places}) % 10 = 9 THEN 1 + (i / {places}) * 7 % 110 ELSE 0
                       END AS s
                FROM {numbers}) AS born) AS changed
"""
#: What versions stand in the ledger: (first month, last, recorded in, superseded in, is the first).
PERIODS = """
    (SELECT i, p, k, s AS m1, NULL AS m2, s AS r, coalesce(c, e) AS g, 1 AS v FROM b_units
     UNION ALL SELECT i, p, k, s, c, c, NULL, 1 FROM b_units WHERE c IS NOT NULL
     UNION ALL SELECT i, p, k, c, NULL, c, e, 2 FROM b_units WHERE c IS NOT NULL
     UNION ALL SELECT i, p, k, coalesce(c, s), e, e, NULL, CASE WHEN c IS NULL THEN 1 ELSE 2 END
     FROM b_units WHERE e IS NOT NULL) AS u
    JOIN b_places ON b_places.p = u.p
    JOIN b_months AS begun ON begun.n = u.m1 LEFT JOIN b_months AS ended ON ended.n = u.m2
    JOIN b_months AS rm ON rm.n = u.r JOIN b_entries AS re ON re.p = u.p AND re.year = rm.year
    LEFT JOIN b_months AS gm ON gm.n = u.g
    LEFT JOIN b_entries AS ge ON ge.p = u.p AND ge.year = gm.year
    JOIN b_entries AS oe ON oe.p = u.p AND oe.year = begun.year
    LEFT JOIN b_entries AS ce ON ce.p = u.p AND ce.year = ended.year
    JOIN b_agencies AS a ON a.p = u.p AND a.a = (u.k + 7 * u.v) % 20
    JOIN b_sectors AS sec ON sec.n = CASE WHEN u.k % 3 < 2 THEN 0 ELSE u.k % {sectors} END
"""


def grow(first: int, last: int) -> None:
    """Units with the numbers from ``first`` up to ``last``; ``ground`` has been laid."""
    from units.models import Sector, Unit, UnitVersion, YearFigures

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM b_places")
        places = cursor.fetchone()[0]
        cursor.execute("DROP TABLE IF EXISTS b_units")
        cursor.execute(LIVES.format(places=places, numbers=numbered(first, last)))
    ended = "b_units LEFT JOIN b_months ON n = e"
    insert(Unit, {"id": "i + 1", "ceased_on": "day"}, ended)
    name = "CAST(i + 1 AS varchar(12))"
    versions = {
        "unit": "u.i + 1", "valid_from": "begun.day", "valid_to": "ended.day",
        "code": "''", "name": name, "search_key": name, "sort_key": name, "agency": "a.id",
        "province": "b_places.id", "sector": "sec.id",
        "service_class": "CASE u.k % 3 WHEN 0 THEN 'basic' WHEN 1 THEN 'market' ELSE '' END",
        "autonomy_group": "CASE WHEN u.k % 7 = u.v THEN ''"
                          " ELSE CAST(1 + (u.k / u.v) % 4 AS varchar(1)) END",
        "opened_by": "oe.id", "closed_by": "ce.id", "recorded_at": "re.at",
        "recorded_by": "re.id", "superseded_at": "ge.at", "superseded_by": "ge.id",
    }  # fmt: skip
    insert(UnitVersion, versions, PERIODS.format(sectors=Sector.objects.count()))
    years = " UNION ALL ".join(f"SELECT {year} AS year" for year in YEARS)
    people = "CASE WHEN k % 20 > 0 THEN 5 + k % 40 END"
    figures = {
        "unit": "i + 1", "year": "years.year", "province": "b_places.id",
        "headcount_budget": people, "headcount_present": people, "contracts": "k % 4",
        "deputies": "1 + k % 3", "budget_spending": "1000000000 + k % 1000 * 1000000",
        "recorded_at": "b_entries.at", "recorded_by": "b_entries.id",
    }  # fmt: skip
    of_years = (
        f"b_units JOIN ({years}) AS years ON 1 = 1 JOIN b_places ON b_places.p = b_units.p"
        " JOIN b_entries ON b_entries.p = b_units.p AND b_entries.year = years.year"
    )
    insert(YearFigures, figures, of_years)
    mergers(last)
    companies()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if (
            connection.vendor == "sqlite"
        ):  # knowing how few rows they have, it would join them badly
            cursor.execute("DELETE FROM sqlite_stat1 WHERE substr(tbl, 1, 2) = 'b_'")
            cursor.execute("ANALYZE sqlite_schema")


def mergers(last: int) -> None:
    """One for each 33 units is done; for each 330 one is decided, and one proposed."""
    from units.models import Participant, ReorganizationEvent

    place = "b_units JOIN b_places ON b_places.p = b_units.p"
    done = f"{place} JOIN b_months ON n = 1 + k * 13 % 126 WHERE i % 33 = 0"
    ahead = f"{place} CROSS JOIN (SELECT '2099-01-01' AS day) AS later WHERE i % 330 ="
    for status, source in (
        ("in_effect", done), ("in_effect", f"{ahead} 1"), ("proposed", f"{ahead} 2"),
    ):  # fmt: skip
        event = {
            "id": "i + 1", "kind": "'merge'", "status": f"'{status}'",
            "operative_on": "CAST(day AS date)" if connection.vendor == "postgresql" else "day",
            "province": "b_places.id", "decision_number": "CAST(i AS varchar(12))",
        }  # fmt: skip
        insert(ReorganizationEvent, event, source)
    for role, unit in (("surviving", "i + 1"), ("closing", "i + 2")):
        insert(Participant, {"event": "i + 1", "unit": unit, "role": f"'{role}'"},
               f"b_units WHERE (i % 33 = 0 OR i % 330 < 3) AND i + 2 <= {last}")  # fmt: skip


#: Numbers of events and entries of companies, beyond those of all units and lists.
BEYOND = 100_000_000


def companies() -> None:
    """Of 200 units one ended as a company."""
    from units.models import Participant, RegisterEntry, ReorganizationEvent, Unit, UnitVersion

    ended = (
        "b_units JOIN b_places ON b_places.p = b_units.p JOIN b_months ON n = e"
        " JOIN b_entries ON b_entries.p = b_units.p AND b_entries.year = b_months.year"
        " WHERE e IS NOT NULL AND k % 200 = 7"
    )
    number = f"i + {BEYOND}"
    insert(
        ReorganizationEvent,
        {"id": number, "kind": "'equitize'", "status": "'in_effect'", "operative_on": "day",
         "province": "b_places.id"},
        ended,
    )  # fmt: skip
    insert(Participant, {"event": number, "unit": "i + 1", "role": "'exiting'"}, ended)
    entry = {"id": number, "kind": "'event'", "event": number, "recorded_at": "at"}
    insert(RegisterEntry, entry, ended)
    versions = UnitVersion._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {versions} SET closed_by_id = unit_id - 1 + {BEYOND}"  # noqa: S608
            " WHERE valid_to IS NOT NULL AND superseded_at IS NULL AND unit_id IN"
            " (SELECT i + 1 FROM b_units WHERE e IS NOT NULL AND k % 200 = 7)"
            f" AND valid_to = (SELECT ceased_on FROM {Unit._meta.db_table} WHERE id = unit_id)"
        )
