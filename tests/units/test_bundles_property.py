"""Whatever a decision orders: all invariants hold after it, and annulling it restores the start."""

import datetime as dt
import itertools

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import day, make_agency, make_event, make_province, make_unit
from units.annulment import annul_bundle
from units.choices import EventStatus, Extent
from units.counts import count_units
from units.kinds import KINDS
from units.models import Bundle, Succession, Unit, UnitVersion
from units.reorganization import carry_out, preview_all

pytestmark = pytest.mark.django_db
SOME_DAYS = [day("2020-01-01"), day("2020-01-01"), day("2020-06-01"), day("2021-01-01")]
NEVER_EARLIER, LAST = day("2015-12-31"), day("2026-01-01")

#: One ordered event: kind, which of the days, which units (by number) take the existing roles, and
#: how many new ones there are. Many such events break rules; those must be refused.
ordered_events = st.lists(
    st.tuples(
        st.sampled_from(sorted(KINDS)),
        st.sampled_from(range(len(SOME_DAYS))),
        st.lists(st.integers(0, 7), min_size=1, max_size=4),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=6,
)


def order(bundle, units, agency, number, kind, which_day, chosen, newborn):
    """Write the event down with as many participants as its kind may have."""
    roles: dict[str, list] = {}
    pool = iter(dict.fromkeys(chosen))  # the database itself keeps a unit from taking part twice
    for role, cardinality in KINDS[kind].roles.items():
        most = cardinality.most or max(cardinality.least, 2)
        if role == "new":
            roles[role] = [
                {"name": f"Mới {number}.{n}", "code": f"N{number}.{n}"}
                for n in range(min(newborn, most))
            ]
            continue
        picked = [units[n] for n in itertools.islice(pool, most)]
        roles[role] = [described(kind, unit, agency, number) for unit in picked]
    return make_event(
        kind,
        SOME_DAYS[which_day],
        province=bundle.province,
        bundle=bundle,
        sequence=number,
        **roles,
    )


def described(kind, unit, agency, number):
    changes = {
        "rename": {"name": f"Đổi tên {number}"},
        "recode": {"code": f"R{number}.{unit.pk}"},
        "reclassify": {"autonomy_group": "2"},
        "transfer": {"agency": agency},
    }
    return {"unit": unit, **changes.get(kind, {})}


def state() -> list[tuple]:
    rows = UnitVersion.objects.known().order_by("unit_id", "valid_from")
    return list(
        rows.values_list(
            "unit_id", "valid_from", "valid_to", "name", "code", "agency", "autonomy_group"
        )
    )


@given(orders=ordered_events)
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_invariants_hold_and_annulling_restores(orders):
    with transaction.atomic():
        province, agency = make_province(), make_agency()
        units = [make_unit(province, name=f"Trường {n}") for n in range(8)]
        start, ended = state(), list(Unit.objects.order_by("pk").values_list("pk", "ceased_on"))
        bundle = Bundle.objects.create(title="Quyết định thử", province=province)
        events = [order(bundle, units, agency, n, *one) for n, one in enumerate(orders, 1)]
        foreseen = {effect.event.pk: effect for effect in preview_all(events)}
        assert state() == start

        outcome = carry_out(events, by=None, at=timezone.now(), skip_refused=True)

        assert set(outcome.refused) == {pk for pk, e in foreseen.items() if not e.allowed}
        for event in events:
            event.refresh_from_db()
            in_effect = event.status == EventStatus.IN_EFFECT
            assert in_effect == (event.pk in outcome.entries)
        check_periods()
        check_balance(province, [event for event in events if event.pk in outcome.entries])
        check_successions()

        annul_bundle(bundle, by=None, at=timezone.now(), reason="đổi ý")

        assert state() == start
        born = set(Unit.objects.values_list("pk", flat=True)) - {unit.pk for unit in units}
        assert not UnitVersion.objects.known().filter(unit__in=born).exists()
        rows = Unit.objects.filter(pk__in=[u.pk for u in units]).order_by("pk")
        assert list(rows.values_list("pk", "ceased_on")) == ended
        assert not Succession.objects.known().exists()
        transaction.set_rollback(True)


def check_periods():
    """No two versions of a unit overlap and none leaves a gap; codes name one unit only."""
    rows = UnitVersion.objects.known().order_by("unit_id", "valid_from")
    for _unit, versions in itertools.groupby(rows, key=lambda row: row.unit_id):
        versions = list(versions)
        for earlier, later in itertools.pairwise(versions):
            assert earlier.valid_to == later.valid_from
        assert all(v.valid_to is None or v.valid_to > v.valid_from for v in versions)
    bearers: dict[str, set[int]] = {}
    for row in rows:
        bearers.setdefault(row.code, set()).add(row.unit_id)
    assert all(len(units) == 1 for units in bearers.values())


def check_balance(province, events):
    """Before − closed + new = after, on every day."""
    for on in [NEVER_EARLIER, *SOME_DAYS, LAST]:
        expected = 8
        for event in events:
            if event.operative_on <= on:
                tally = {
                    role: event.participants.filter(role=role).count()
                    for role in ("new", "closing", "exiting")
                }
                expected += event.definition.count_effect(tally)
        assert count_units(on, province=province).total == expected


def check_successions():
    """A unit that goes somewhere in full goes to one unit, ends, and never comes to itself."""
    edges = Succession.objects.known().select_related("event")
    for edge in edges.filter(extent=Extent.FULL):
        others = edges.filter(event=edge.event, predecessor=edge.predecessor)
        assert others.count() == 1
        eve = edge.event.operative_on - dt.timedelta(days=1)
        assert edge.predecessor in Unit.objects.on(eve)
        assert edge.predecessor not in Unit.objects.on(edge.event.operative_on)
