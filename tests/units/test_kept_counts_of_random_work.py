"""Whatever is done in whatever order, also by clocks that stand still or run back, kept counts stay
what a recount of the ledgers gives."""

import datetime as dt
from unittest import mock

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.factories import day, make_agency, make_province
from tests.units.imports import event_lists, figure_lists
from tests.units.imports.desk_lists import previewed
from tests.units.imports.event_lists import event, part
from units import tally_keeping
from units.corrections import CorrectionRefused, correct, strike_out
from units.imports import desk
from units.models import ImportBatch, UnitVersion
from units.register import LaterEntries
from units.tally_keeping import all_areas, amiss, amiss_now

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
CODES = [f"S{number}" for number in range(5)]
DAYS = [day(text) for text in ("2018-01-01", "2020-03-01", "2020-09-01", "2022-12-31")]
HEADINGS = ["Mã đơn vị", "Tên đơn vị", "Số biên chế", "Có mặt"]


class Desk:
    """A province, and a person who does all that can be done to its register."""

    def __init__(self) -> None:
        self.province = make_province()
        make_agency("Sở Đảng", province=self.province, bloc="party")

    def take_in_units(self, draw, at) -> None:
        codes = draw(st.lists(st.sampled_from(CODES), unique=True, min_size=1))
        rows = [
            {
                "code": code,
                "name": f"Trường {code}",
                "agency": draw(st.sampled_from(["", "Sở Đảng", "Sở Mới"])),
                "autonomy": draw(st.sampled_from(["", "1", "4"])),
                "people": draw(st.sampled_from(["", 0, 12, 30])),
            }
            for code in codes
        ]
        self.write(previewed(self.province, draw(st.sampled_from(DAYS)), rows), at)

    def take_in_figures(self, draw, at) -> None:
        codes = draw(st.lists(st.sampled_from(CODES), unique=True, min_size=1))
        rows = [[code, f"Trường {code}", draw(st.integers(0, 9)), 3] for code in codes]
        as_of = draw(st.sampled_from(DAYS))
        self.write(figure_lists.previewed("figures", self.province, as_of, [HEADINGS, *rows]), at)

    def take_in_events(self, draw, at) -> None:
        on, gone, kept = draw(st.dates(dt.date(2020, 1, 1), dt.date(2023, 1, 1))), *draw(
            st.permutations(CODES)
        )[:2]  # fmt: skip
        kind = draw(st.sampled_from(["merge", "dissolve", "divide"]))
        parts = {
            "merge": (part("closing", gone), part("surviving", kept)),
            "dissolve": (part("closing", gone),),
            "divide": (part("closing", gone), part("new", name="Trường Mới"),
                       part("new", name="Trường Mới Nữa")),
        }[kind]  # fmt: skip
        rows = event("E1", kind, f"{on:%d/%m/%Y}", *parts)
        self.write(event_lists.previewed(self.province, rows), at)

    def correct(self, draw, at) -> None:
        if version := self.some_version(draw):
            change = draw(st.sampled_from([{"autonomy_group": "2"}, {"name": "Trường Đổi"}]))
            correct(version, change, by=None, at=at, reason="nhầm")

    def strike_out(self, draw, at) -> None:
        if version := self.some_version(draw):
            strike_out(version.unit, by=None, at=at, reason="không có")

    def undo(self, draw, at) -> None:
        written = list(ImportBatch.objects.filter(status="applied"))
        if written:
            desk.undo(draw(st.sampled_from(written)), by=None, at=at, reason="nhầm")

    def some_version(self, draw) -> UnitVersion | None:
        versions = list(UnitVersion.objects.known().order_by("pk"))
        return draw(st.sampled_from(versions)) if versions else None

    def write(self, batch: ImportBatch, at: dt.datetime) -> None:
        desk.apply(batch, by=None, at=at, accept_good_rows=True)


ACTS = [
    Desk.take_in_units,
    Desk.take_in_figures,
    Desk.take_in_events,
    Desk.correct,
    Desk.strike_out,
    Desk.undo,
]


@pytest.mark.django_db
@given(st.data())
@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes many minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_kept_counts_are_a_recount(db, data):
    many = data.draw(st.sampled_from([0, tally_keeping.MANY]))
    with mock.patch.object(tally_keeping, "MANY", many), transaction.atomic():
        work, at = Desk(), START
        work.take_in_units(data.draw, at)
        for act in data.draw(st.lists(st.sampled_from(ACTS), min_size=1, max_size=5)):
            at += dt.timedelta(hours=data.draw(st.sampled_from([1, 1, 1, 0, -3])))
            try:
                with transaction.atomic():
                    act(work, data.draw, at)
            except (LaterEntries, CorrectionRefused):
                continue  # what others build on stays
            assert amiss(all_areas()) == {}, act.__name__
        assert amiss_now(None) == {}
        # The database is not asked whether these entries exist: each has recorded a row, and is
        # kept by that.
        recorded = UnitVersion.objects.values("recorded_by")
        for who in ("opened_by", "closed_by"):
            named = UnitVersion.objects.exclude(**{who: None})
            assert not named.exclude(**{f"{who}__in": recorded}).exists()
        transaction.set_rollback(True)
