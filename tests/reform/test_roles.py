"""Permissions come from standing roles, where they are held, and from nothing else."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group, Permission

from reform import roles
from reform.roles import table
from tests.factories import day, make_agency, make_event, make_province, make_user
from units.admin.event_pages import ANNUL, PUT_INTO_EFFECT
from units.admin.without_dossier import WITHOUT_DOSSIER
from units.choices import MemberRole
from units.models import Province

pytestmark = pytest.mark.django_db
ADMINISTRATOR, INSPECTOR = MemberRole.ADMINISTRATOR, MemberRole.INSPECTOR
PREPARER, APPRAISER, APPROVER = MemberRole.PREPARER, MemberRole.APPRAISER, MemberRole.APPROVER
EVERYBODY = set(MemberRole)

#: Permission -> the roles that grant it, all of them.
GRANTED = {
    "units.view_unit": EVERYBODY,
    "units.view_province": EVERYBODY,
    "units.view_reorganizationevent": EVERYBODY,
    "resolutions.view_target": EVERYBODY,
    "units.view_membership": {ADMINISTRATOR, INSPECTOR},
    "units.view_registerentry": {ADMINISTRATOR, INSPECTOR},
    "reform.view_user": {ADMINISTRATOR, INSPECTOR},
    "reform.change_user": {ADMINISTRATOR},
    "units.change_membership": {ADMINISTRATOR},
    "units.change_province": {ADMINISTRATOR},
    "units.add_agency": {ADMINISTRATOR, PREPARER},
    "units.change_agency": {ADMINISTRATOR, PREPARER},
    "units.change_unitversion": {ADMINISTRATOR, PREPARER},
    "units.add_reorganizationevent": {ADMINISTRATOR, PREPARER},
    "units.change_reorganizationevent": {ADMINISTRATOR, PREPARER, APPRAISER},
    "units.delete_reorganizationevent": {ADMINISTRATOR, PREPARER},
    "units.add_importbatch": {ADMINISTRATOR, PREPARER},
    "units.change_importbatch": {ADMINISTRATOR, PREPARER},
    "resolutions.change_target": {ADMINISTRATOR},
    PUT_INTO_EFFECT: {ADMINISTRATOR, APPROVER},
    ANNUL: {ADMINISTRATOR, APPROVER},
    "reform.view_note": EVERYBODY,
    "reform.view_opinionreply": EVERYBODY,
    "reform.view_mail": {ADMINISTRATOR, INSPECTOR},
    "reform.add_opinionrequest": {APPRAISER},
    "reform.add_opinionreply": {APPRAISER},
    "reform.add_note": {PREPARER, APPRAISER, APPROVER},
    "reform.change_casetask": {PREPARER, APPRAISER, APPROVER},
    **{
        f"reform.{act}_{table}": set()
        for act in ("change", "delete")
        for table in ("opinionrequest", "opinionreply", "jointopinion", "note", "mention", "mail")
    },
    "reform.delete_casetask": set(),
    "units.made_up": set(),
    "auth.change_group": set(),
}


@pytest.mark.parametrize("role", MemberRole)
def test_a_role_grants_what_the_table_says(role):
    user = make_user(role=role)
    held = {permission for permission in GRANTED if user.has_perm(permission)}
    assert held == {permission for permission, who in GRANTED.items() if role in who}


def test_every_role_stands_in_the_table_and_grants_only_what_exists():
    existing = {
        f"{room}.{codename}"
        for room, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }
    acts = {PUT_INTO_EFFECT, ANNUL, roles.WITHOUT_DOSSIER, roles.OVERRIDE, roles.RESEND}
    acts = acts.union(*map(roles.steps, roles.STEPS))
    assert set(table()) == EVERYBODY
    for role, permissions in table().items():
        assert permissions - existing <= acts, role
    readers = (MemberRole.READER, MemberRole.MINISTRY_READER, INSPECTOR)
    assert all(".view_" in one for role in readers for one in table()[role])


def test_nothing_but_a_standing_role_grants_anything():
    user = make_user()
    user.user_permissions.add(*Permission.objects.all())
    group = Group.objects.create(name="everything")
    group.permissions.set(Permission.objects.all())
    user.groups.add(group)
    assert user.get_all_permissions() == set()
    assert not user.has_module_perms("units")
    assert not AnonymousUser().has_perm("units.view_unit")


def test_a_role_ends_with_its_membership_and_with_the_account():
    user = make_user(role="administrator")
    assert user.has_perm("units.view_unit")
    user.memberships.update(ended_on=day("2020-01-01"))
    again = get_user_model().objects.get(pk=user.pk)
    assert not again.has_perm("units.view_unit")
    gone = make_user(role="administrator", is_active=False)
    assert not gone.has_perm("units.view_unit")


def test_about_a_row_only_roles_held_where_it_lies_count():
    here, there = make_province(), make_province("MX", "Minh Họa Khác")
    user = make_user(role="approver", province=here)
    user.memberships.create(role="reader", province=there, started_on=day("2020-01-01"))
    ours, theirs, central = (
        make_event("dissolve", day("2020-01-01"), province=place) for place in (here, there, None)
    )
    assert user.has_perm(PUT_INTO_EFFECT)
    assert [user.has_perm(PUT_INTO_EFFECT, one) for one in (ours, theirs, central)] == [
        True,
        False,
        False,
    ]
    assert user.has_perm("units.view_reorganizationevent", theirs)
    assert user.has_perm("units.view_agency", make_agency(province=here))
    assert not user.has_perm("units.view_agency", make_agency())
    everywhere = make_user(role="approver")
    assert all(everywhere.has_perm(PUT_INTO_EFFECT, one) for one in (ours, theirs, central))


def test_reach_passes_to_the_successor_and_takes_in_its_other_parts():
    old = Province.objects.get(name="Bình Thuận")
    user = make_user(role="reader", province=old)
    sisters = Province.objects.filter(succeeded_by=old.succeeded_by)
    for province in (old, old.succeeded_by, *sisters):
        assert user.has_perm("units.view_province", province)
    assert not user.has_perm("units.view_province", Province.objects.get(name="Hà Nội"))


def test_a_request_reads_the_roles_once(django_assert_num_queries):
    province = make_province()
    user = make_user(role="preparer", province=province)
    with django_assert_num_queries(2):
        for _time in range(3):
            assert user.has_perm("units.add_reorganizationevent")
            assert user.has_perm("units.add_reorganizationevent", province)
            assert user.has_module_perms("units")
    national = make_user(role="ministry_reader")
    with django_assert_num_queries(1):
        assert national.has_perm("units.view_unit", province)
        assert not national.has_perm("units.change_agency")


def test_the_desk_asks_for_the_acts_by_the_names_of_the_table():
    assert (roles.PUT_INTO_EFFECT, roles.ANNUL) == (PUT_INTO_EFFECT, ANNUL)
    assert roles.WITHOUT_DOSSIER == WITHOUT_DOSSIER
