"""Kept counts are what a recount of the ledgers gives, whatever was written, and by both clocks."""

import datetime as dt
import itertools
import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F, Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import day, make_agency, make_figures, make_province, make_unit
from tests.units.imports.desk_lists import previewed
from tests.units.test_bundles_property import order, ordered_events
from units.annulment import annul_bundle
from units.corrections import correct, strike_out
from units.imports import desk
from units.models import Bundle, Tally, Unit, UnitVersion, YearFigures
from units.quality import PROBLEMS, Review
from units.reorganization import carry_out
from units.tally import Kept
from units.tally_keeping import all_areas, amiss, amiss_now, regrouping
from units.tally_subjects import Subject

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
DAYS = [
    day(text) for text in ("2015-12-31", "2019-12-31", "2020-06-01", "2020-12-31", "2026-01-01")
]


def clock():
    """One moment after the other."""
    return (START + dt.timedelta(days=number) for number in itertools.count())


def sorts_of_units(versions) -> dict:
    """(bloc, autonomy group) -> number, counted from the ledger."""
    rows = versions.values_list("agency__bloc", "autonomy_group").annotate(number=Count("*"))
    return {(bloc or "", group): number for bloc, group, number in rows.order_by()}


def differing(province, moments) -> list[tuple]:
    """Where what pages read is not what the ledgers say, on every day and as known at every moment:
    (known, day, what, as read, as counted)."""
    found = []
    for known in (None, *moments):
        kept = Kept([province.pk], known, figures=["headcount_budget"])
        kept.ask(DAYS)
        for on in DAYS:
            versions = UnitVersion.objects.on(on, known=known).filter(province=province)
            cells = kept.on(on, [province.pk], Subject.AUTONOMY)
            before = (n for begins, n in kept.changes(province.pk).items() if begins <= on)
            figures = YearFigures.objects.known(known).filter(
                year=on.year, unit__in=versions.values("unit")
            )
            total = figures.aggregate(sum=Sum("headcount_budget"), units=Count("headcount_budget"))
            cell = (on.year, "", "headcount_budget")
            told = {
                "sorts": ({one[1:]: n for one, n in cells.items()}, sorts_of_units(versions)),
                "units": (sum(before), versions.count()),
                "sum": (kept.on(on, [province.pk], Subject.SUM)[cell], total["sum"] or 0),
                "having": (kept.on(on, [province.pk], Subject.HAVING)[cell], total["units"]),
            }
            found += [(known, on, what, *both) for what, both in told.items() if both[0] != both[1]]
    return [*found, *amiss(all_areas()).items(), *amiss_now(None).items()]


lists = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["", "1", "3"]), st.none() | st.integers(0, 50)),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row[0],
)


def taken_in(province, as_of, rows, at) -> None:
    sent = [
        {"code": f"S{number}", "name": f"Trường {number}", "autonomy": group, "people": people}
        for number, group, people in rows
    ]
    batch = previewed(province, as_of, sent)
    desk.apply(batch, by=None, at=at, accept_good_rows=True)
    return batch


@given(first=lists, second=lists, orders=ordered_events)
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_lists_decisions_corrections_and_their_undoing(db, first, second, orders):
    with transaction.atomic():
        province, agency, at = make_province(), make_agency(bloc="party"), clock()
        moments = []

        def now() -> dt.datetime:
            moments.append(next(at))
            return moments[-1]

        taken_in(province, day("2015-12-31"), [(n, "1", n) for n in range(8)], now())
        later = taken_in(province, day("2020-03-01"), first, now())
        units = list(Unit.objects.order_by("pk")[:8])
        bundle = Bundle.objects.create(title="Quyết định thử", province=province)
        events = [order(bundle, units, agency, n, *one) for n, one in enumerate(orders, 1)]
        carry_out(events, by=None, at=now(), skip_refused=True)
        assert differing(province, moments) == []
        annul_bundle(bundle, by=None, at=now(), reason="đổi ý")
        desk.undo(later, by=None, at=now(), reason="nhầm")
        taken_in(province, day("2018-01-01"), second, now())
        version = UnitVersion.objects.known().order_by("pk").first()
        correct(version, {"autonomy_group": "4"}, by=None, at=now(), reason="nhầm")
        strike_out(units[-1], by=None, at=now(), reason="không có")
        assert differing(province, moments) == []
        transaction.set_rollback(True)


def test_another_bloc_of_an_agency_moves_its_units():
    province = make_province()
    agency = make_agency(province=province)
    make_unit(province, agency=agency, autonomy_group="1")
    with regrouping([agency.pk]):
        agency.bloc = "party"
        agency.save()
    assert dict(Kept([province.pk]).on(DAYS[-1], [province.pk], Subject.AUTONOMY)) == {
        (0, "party", "1"): 1
    }
    assert amiss(all_areas()) == {}


def command(*options: str) -> str:
    out = StringIO()
    call_command("rebuild_counts", *options, stdout=out)
    return out.getvalue()


def test_the_command_says_what_differs_and_mends_it():
    province = make_province()
    make_figures(make_unit(province), 2025, headcount_budget=7, budget_spending=Decimal(10**12))
    assert json.loads(command("--check", "--json"))["differing"] == {}
    Tally.objects.filter(subject=Subject.UNITS).update(number=F("number") + 1)
    Tally.objects.filter(subject=Subject.SUM).delete()
    with pytest.raises(CommandError):
        command("--check")
    (case,) = PROBLEMS["counts_amiss"].find(Review(DAYS[-1]))
    assert (case.province, case.number) == (province, 1)
    assert list(json.loads(command("--json"))["differing"]) == [str(province.pk)]
    assert json.loads(command("--json"))["differing"] == {}
    assert differing(province, []) == []


def test_money_of_a_country_is_summed_to_the_dong():
    province = make_province()
    for last_digit in (1, 2):
        unit = make_unit(province)
        make_figures(unit, 2025, budget_spending=Decimal(9 * 10**15 + last_digit))
    kept = Kept([province.pk], figures=["budget_spending"])
    total = kept.on(day("2025-12-31"), [province.pk], Subject.SUM)
    assert total[2025, "", "budget_spending"] == 18 * 10**15 + 3
