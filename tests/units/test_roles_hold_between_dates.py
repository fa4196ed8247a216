"""A role counts from its first day until the day before it ends, and on no other day."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.utils import timezone

from reform.roles import held
from tests.factories import make_province, make_user
from units.models import Membership, Province

pytestmark = pytest.mark.django_db


def in_days(number: int | None) -> dt.date | None:
    return None if number is None else timezone.localdate() + dt.timedelta(days=number)


#: First day and end, in days from today -> whether the role counts today.
SPANS = [
    (-10, None, True),
    (0, None, True),
    (1, None, False),
    (10, 20, False),
    (-10, 10, True),
    (-10, 1, True),
    (-10, 0, False),
    (-10, -1, False),
    (0, 1, True),
    (0, 0, False),
]


def member(begins: int, ends: int | None, province=None, role: str = "preparer"):
    user = make_user()
    Membership.objects.create(
        user=user,
        role=role,
        province=province,
        started_on=in_days(begins),
        ended_on=in_days(ends),
    )
    return get_user_model().objects.get(pk=user.pk)


@pytest.mark.parametrize(("begins", "ends", "counts"), SPANS)
@pytest.mark.parametrize("national", [True, False])
def test_a_role_counts_only_between_its_dates(begins, ends, counts, national):
    here, there = make_province(), make_province("MX", "Minh Họa Khác")
    user = member(begins, ends, None if national else here)
    assert user.has_perm("units.add_importbatch", here) is counts
    assert user.has_perm("units.add_importbatch", there) is (counts and national)
    assert bool(held(user)) is counts
    seen = set(Province.objects.for_user(user))
    assert (here in seen, there in seen) == (counts, counts and national)


@pytest.mark.parametrize(("begins", "ends", "counts"), SPANS)
def test_a_session_ends_with_the_role(client, begins, ends, counts):
    client.force_login(member(begins, ends, make_province(), "reader"))
    assert client.get("/admin/units/unit/").status_code == (200 if counts else 403)


def test_after_the_merger_a_role_reaches_the_successor_and_all_its_parts():
    old = Province.objects.get(name="Bình Thuận")
    user = member(-10, None, old)
    family = {old.succeeded_by, *Province.objects.filter(succeeded_by=old.succeeded_by)}
    assert set(Province.objects.for_user(user)) == family
    assert len(family) == 4
    for province in family:
        assert user.has_perm("units.add_importbatch", province)


def test_a_role_that_ended_does_not_come_back_with_the_merger():
    old = Province.objects.get(name="Bình Thuận")
    user = member(-10, -1, old)
    assert not Province.objects.for_user(user).exists()
    assert not user.has_perm("units.view_unit", old.succeeded_by)


def test_the_same_role_may_be_held_again_but_not_twice_at_once():
    user, province = make_user(), make_province()
    values = {"user": user, "role": "reader", "province": province, "started_on": in_days(-9)}
    Membership.objects.create(**values, ended_on=in_days(-5))
    Membership.objects.create(**values)
    with pytest.raises(IntegrityError):
        Membership.objects.create(**values)
