"""For any figures: a rule speaks if, and only if, they do not add up; and what it says is true."""

import datetime as dt
import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as some

from resolutions.models import Finding, Meeting, SourceClaim, Target
from resolutions.reconciliation.days import full_months, later_than_planned
from resolutions.reconciliation.percentages import is_rounded_from, percentage_is_not_computed
from resolutions.reconciliation.periods import duration_is_not_the_period
from resolutions.reconciliation.rule import Ground
from resolutions.reconciliation.sources import sources_disagree_on_figure
from resolutions.reconciliation.sums import (
    difference_is_not_from_minus_to,
    parts_are_not_the_total,
    sums_that_hold,
)
from resolutions.reconciliation.wording import text

TODAY = dt.date(2026, 3, 2)
counts = some.integers(0, 10**7).map(Decimal)
years = some.integers(1990, 2035)
days = some.dates(dt.date(2010, 1, 1), dt.date(2030, 12, 31))
quick = settings(max_examples=60)


def claim(pk: int = 1, **fields) -> SourceClaim:
    return SourceClaim(pk=pk, source=f"Báo {pk}", quote="lời", measure="units", **fields)


def found(rule, *claims, targets=()) -> list:
    """What a rule yields; all of it survives being kept as JSON, and can be told."""
    drafts = list(rule.find(Ground(list(claims), list(targets), TODAY)))
    for draft in drafts:
        assert json.loads(json.dumps(draft.values)) == draft.values
        assert rule.tell(draft.values).sentence
    return drafts


@quick
@given(counts, counts, counts)
def test_a_difference_is_found_if_and_only_if_it_is_wrong(before, after, stated):
    one = claim(value_from=before, value_to=after, stated_delta=stated)
    is_right = abs(before - after) == stated
    assert bool(found(difference_is_not_from_minus_to, one)) is not is_right
    assert bool(sums_that_hold(one)) is is_right


@quick
@given(
    counts.filter(bool), counts, counts, some.integers(0, 100), some.sampled_from(["", "at_most"])
)
def test_a_verdict_is_that_of_the_exact_fraction(before, after, stated, asked, operator):
    target = Target(
        value=Decimal(asked), operator=operator, deadline=dt.date(2021, 12, 31),
        baseline_on=dt.date(2015, 12, 31), document=document(), indicator="x",
    )  # fmt: skip
    one = claim(
        value_from=before, value_to=after, stated_delta=stated,
        period_from=dt.date(2015, 1, 1), period_to=dt.date(2021, 12, 31),
    )  # fmt: skip
    for draft in found(difference_is_not_from_minus_to, one, targets=[target]):
        verdicts = difference_is_not_from_minus_to.tell(draft.values).verdicts
        if before <= after:
            assert verdicts == ()
            continue
        cut = before - after
        at_most = operator == "at_most"
        holds = cut * 100 <= asked * before if at_most else cut * 100 >= asked * before
        assert verdicts[0].is_met is holds


def document():
    from resolutions.models import LegalDocument

    return LegalDocument(number="1/KH", issuer="UBND tỉnh Minh Họa", title="Kế hoạch")


@quick
@given(some.lists(counts, min_size=1, max_size=6), some.integers(-3, 3))
def test_parts_are_found_if_and_only_if_they_miss_the_total(parts, off):
    total = sum(parts) + off
    split = {f"phần {place}": int(part) for place, part in enumerate(parts)}
    one = claim(value=total, parts=split)
    assert bool(found(parts_are_not_the_total, one)) is bool(off)
    assert bool(sums_that_hold(one)) is not bool(off)


@quick
@given(counts.filter(bool), counts, some.integers(0, 2))
def test_a_percentage_rounded_to_the_places_printed_is_right(before, after, places):
    computed = abs(before - after) * 100 / before
    stated = round(computed, places)
    one = claim(value_from=before, value_to=after, stated_percent=stated)
    assert is_rounded_from(stated, computed) or stated != computed.quantize(
        Decimal(1).scaleb(-places), "ROUND_HALF_UP"
    )
    off = claim(value_from=before, value_to=after, stated_percent=stated + 2)
    assert found(percentage_is_not_computed, off)
    if is_rounded_from(stated, computed):
        assert not found(percentage_is_not_computed, one)


@quick
@given(years, some.integers(0, 20), some.integers(0, 25))
def test_a_duration_may_count_the_first_year_or_not(first, span, stated):
    one = claim(
        stated_years=stated,
        period_from=dt.date(first, 1, 1),
        period_to=dt.date(first + span, 12, 31),
    )
    assert bool(found(duration_is_not_the_period, one)) is (stated not in (span, span + 1))


@quick
@given(days, days, some.sampled_from(["day", "month", "year"]))
def test_late_is_after_the_last_day_of_what_was_planned(planned, actual, precision):
    fulfilled = document()
    fulfilled.issued_on = actual
    one = claim(indicator="planned_day", day=planned, day_precision=precision,
                fulfilled_by=fulfilled)  # fmt: skip
    same = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[precision]
    late = actual.strftime(same) > planned.strftime(same)
    drafts = found(later_than_planned, one)
    assert bool(drafts) is late
    for draft in drafts:
        assert 0 <= draft.values["least"] <= draft.values["most"]


@quick
@given(days, some.integers(0, 60))
def test_full_months_are_those_that_are_over(start, months):
    place = start.year * 12 + start.month - 1 + months
    if start.day <= 28:
        end = dt.date(place // 12, place % 12 + 1, start.day)
        assert full_months(start, end) == months
        assert full_months(start, end + dt.timedelta(days=1)) == months


@quick
@given(some.lists(some.tuples(some.integers(1, 3), some.sampled_from([None, TODAY])), min_size=2,
                  max_size=4))  # fmt: skip
def test_sources_are_in_conflict_only_if_they_differ(said):
    claims = [
        claim(place, indicator="units", value=Decimal(value), as_of=as_of)
        for place, (value, as_of) in enumerate(said, start=1)
    ]
    differ = len({value for value, _as_of in said}) > 1
    assert bool(found(sources_disagree_on_figure, *claims)) is differ
    alone = [claim(1, indicator="units", value=one.value, as_of=one.as_of) for one in claims]
    assert not found(sources_disagree_on_figure, *alone)


@quick
@given(
    some.lists(
        some.tuples(
            some.sampled_from(["percent", "units"]), some.sampled_from([None, 2015, 2021]),
            some.sampled_from([None, dt.date(2015, 1, 1), dt.date(2021, 1, 1)]),
        ),
        min_size=1, max_size=6, unique=True,
    )
)  # fmt: skip
def test_conflicts_over_different_things_are_different_findings(things):
    """A cut against 2015 and one against 2021 are two questions: none may hide the other."""
    claims = [
        claim(
            2 * place + other, indicator="direct_budget_spending_reduction_avg", bloc="government",
            province_id=12345, value=Decimal(other), as_of=TODAY, baseline_year=year,
            period_from=first, period_to=TODAY,
        )
        for place, (_measure, year, first) in enumerate(things)
        for other in (1, 2)
    ]  # fmt: skip
    for one, (measure, *_other) in zip(
        claims, (thing for thing in things for _ in "12"), strict=True
    ):
        one.measure = measure
    keys = [draft.key for draft in found(sources_disagree_on_figure, *claims)]
    assert len(set(keys)) == len(keys) == len(things)
    assert max(map(len, keys)) <= Finding._meta.get_field("key").max_length


@quick
@given(some.decimals(0, 10**9, places=2))
def test_a_number_is_kept_as_plain_digits(number):
    assert Decimal(text(number)) == number
    assert "E" not in text(number)


def test_a_meeting_is_no_figure():
    told = [
        claim(pk, indicator="meeting", value=Decimal(pk), meeting=Meeting(pk=1, title="Hội nghị"))
        for pk in (1, 2)
    ]
    assert not found(sources_disagree_on_figure, *told)
