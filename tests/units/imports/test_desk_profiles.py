"""What was said of one file is kept and taken by itself for the next one of the same shape."""

import pytest
from django.contrib import admin
from django.urls import reverse

import units.admin.import_batch
import units.admin.import_profile  # noqa: F401  (registers the screens)
from tests.factories import day, make_province, make_user
from units.imports import desk, profiles
from units.management.profile_choice import look_with
from units.models import ImportBatch, ImportProfile, Province

from .desk_lists import counts, previewed, received
from .test_desk_pages import page, sent

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
ROW = {"code": "A1", "name": "Trường A", "agency": "Sở A", "autonomy": "Tự túc", "kind": "1"}
SAID = {
    "mapping": {"agency": ""},
    "where": [("Công lập", "1")],
    "constants": {"sector": "education"},
    "values": {"autonomy_group": {"Tự túc": "2"}},
}


@pytest.fixture
def province():
    return make_province()


def kept(province, rows=(ROW,), **said) -> ImportProfile:
    """The profile of a list that was read in some way."""
    batch = received(province, AS_OF, list(rows), **(said or SAID))
    desk.look(batch)
    return profiles.saved(batch, "Danh sách trường", None)


def looked(province, rows=(ROW,)) -> ImportBatch:
    batch = received(province, AS_OF, list(rows), create_agencies=False)
    desk.look(batch)
    return batch


def test_the_next_file_of_the_same_shape_is_read_in_the_same_way(province):
    profile = kept(province)
    other = ROW | {"code": "B1", "name": "Trường B"}
    batch = looked(province, [other, ROW | {"kind": "2"}])
    assert batch.profile == profile
    desk.preview(batch)
    assert counts(batch) == {"created": 1, "ignored": 1}
    changes = batch.rows.get().changes
    assert changes["autonomy_group"] == [None, "2"]
    assert "agency" not in changes


SHAPES = {
    "a column more": ([ROW | {"people": 3}], False),
    "a column less": ([{"name": "Trường A", "kind": "1"}], False),
    "other values": ([{**ROW, "name": "Trường Z"}], True),
}


@pytest.mark.parametrize("case", SHAPES)
def test_the_shape_is_the_set_of_headings(case, province):
    rows, same = SHAPES[case]
    profile = kept(province)
    assert (looked(province, rows).profile == profile) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (["Tên đơn vị", "Mã"], ["MÃ ", "Tên  đơn vị"], True),
        (["Tên đơn vị", "Biên chế năm 2024"], ["Tên đơn vị", "Biên chế năm 2025 (người)"], True),
        (["Tên", "Năm 2023", "Năm 2024"], ["Tên", "Năm 2024", "Năm 2025"], False),
        (["Tên", "Có mặt 2024", "", ""], ["Tên", "Có mặt 2024"], True),
        (["Tên đơn vị"], ["Ten don vi"], False),
    ],
)
def test_what_makes_one_shape(one, other, same):
    assert (profiles.signature_of(one) == profiles.signature_of(other)) is same


def test_headings_with_another_year_are_found_again(province):
    batch = looked(province)
    batch.reading["headings"] = ["Tên đơn vị", "Biên chế năm 2024"]
    batch.options["map"] = {"headcount_budget": "Biên chế năm 2024"}
    profile = profiles.saved(batch, "x", None)
    batch.options, batch.reading["headings"] = {}, ["Tên đơn vị", "Biên chế năm 2025"]
    profiles.taken(batch, profile)
    assert batch.options["map"] == {"headcount_budget": "Biên chế năm 2025"}


def test_the_own_profile_of_a_province_comes_before_one_without_a_province(province):
    common = kept(None)
    assert looked(province).profile == common
    own = kept(province)
    assert looked(province).profile == own
    other = looked(Province.objects.bearing("01", AS_OF))
    assert other.profile == common
    assert kept(province) == own, "one profile for a shape"


def test_pickers_and_pages_offer_profiles_in_a_fixed_order(rf, admin_user):
    request = rf.get("/")
    request.user = admin_user
    assert admin.site.get_model_admin(ImportProfile).get_queryset(request).ordered


# provinces merged into one


@pytest.fixture
def merged_away(province):
    """Two provinces that were merged into the one of the list on 1/7/2024."""
    end = day("2024-07-01")
    names = {"M1": "Minh Họa Đông", "M2": "Minh Họa Tây"}
    return [
        make_province(code, name, valid_to=end, succeeded_by=province)
        for code, name in names.items()
    ]


def kept_before(province, **said) -> ImportProfile:
    batch = received(province, day("2024-06-30"), [ROW], **(said or SAID))
    desk.look(batch)
    return profiles.saved(batch, f"Của {province.code}", None)


def test_the_successor_takes_the_profile_of_a_province_merged_into_it(province, merged_away):
    kept(None)
    older, newer = map(kept_before, merged_away)
    batch = looked(province)
    assert (batch.profile, batch.options["set"]) == (newer, {"sector": "education"})
    assert profiles.inherited_from(batch) == merged_away[1]
    newer.delete()
    assert looked(province).profile == older
    own = kept(province)
    batch = looked(province)
    assert (batch.profile, profiles.inherited_from(batch)) == (own, None)


def test_no_province_takes_the_profile_of_its_successor_or_of_its_neighbour(province, merged_away):
    kept(province)
    kept_before(merged_away[1])
    batch = received(merged_away[0], day("2024-06-30"), [ROW], create_agencies=False)
    desk.look(batch)
    assert batch.profile is None


def test_a_clerk_of_the_successor_is_told_whose_profile_it_is(client, province, merged_away):
    profile = kept_before(merged_away[0])
    client.force_login(make_user(role="preparer", province=province))
    sent(client, province, [ROW])
    shown = client.get(page("mapping", ImportBatch.objects.latest("pk"))).content.decode()
    assert profile.name in shown
    assert merged_away[0].with_period() in shown


def test_a_profile_of_a_province_merged_away_is_named_at_a_terminal(province, merged_away):
    profile = kept_before(merged_away[0])
    batch = received(province, AS_OF, [ROW], create_agencies=False)
    look_with(batch, profile.name, any_fitting=False)
    assert batch.profile == profile


def test_what_is_said_of_the_file_itself_comes_first(province):
    kept(province)
    batch = received(province, AS_OF, [ROW], mapping={"agency": "Cơ quan quản lý trực tiếp"})
    desk.look(batch)
    assert batch.options["map"]["agency"] == "Cơ quan quản lý trực tiếp"
    assert batch.options["set"] == {"sector": "education"}


def test_answers_to_single_rows_are_not_kept(province):
    profile = kept(province, choices={"2": "new"}, new_agencies=["Sở A"])
    assert (profile.options["choices"], profile.options["new_agencies"]) == ({}, [])


def test_a_sheet_that_the_next_file_lacks_is_not_asked_for(province):
    profile = kept(province)
    profile.options |= {"sheets": ["Y tế", "Giáo dục"], "lookups": {"agency": "DM"}}
    profile.save()
    batch = looked(province)
    assert (batch.profile, batch.options["sheets"], batch.options["lookups"]) == (profile, [], {})


# on the pages


@pytest.fixture
def clerk(client, province):
    client.force_login(make_user(role="preparer", province=province))
    return client


def answers_on(response) -> dict[str, object]:
    form = response.context["form"]
    return {name: bound.value() or "" for name in form.fields if (bound := form[name])}


def test_a_clerk_explains_a_value_keeps_it_and_meets_it_again(clerk, province):
    sent(clerk, province, [ROW] * 1)
    batch = ImportBatch.objects.get()
    shown = clerk.get(page("mapping", batch))
    (asked,) = (name for name in shown.context["form"].fields if name.startswith("means_auto"))
    answers = answers_on(shown) | {asked: "2", "keep": "on", "profile_name": "Trường học"}
    answers |= {"create_agencies": "on"}
    assert clerk.post(page("mapping", batch), answers).url == page("change", batch)
    assert ImportProfile.objects.get().name == "Trường học"

    sent(clerk, province, [ROW | {"code": "B1"}])
    batch = ImportBatch.objects.first()
    text = clerk.get(page("mapping", batch)).content.decode()
    assert "Trường học" in text
    assert batch.options["values"] == {"autonomy_group": {"Tự túc": "2"}}

    assert clerk.post(page("afresh", batch)).url == page("mapping", batch)
    batch.refresh_from_db()
    assert (batch.profile, batch.options["values"]) == (None, {})
    assert "Trường học" not in clerk.get(page("mapping", batch)).content.decode()


def test_an_answer_that_is_no_value_is_said_beside_it(clerk, province):
    sent(clerk, province, [ROW | {"people": "nhiều"}])
    batch = ImportBatch.objects.get()
    shown = clerk.get(page("mapping", batch))
    (asked,) = (name for name in shown.context["form"].fields if name.startswith("means_head"))
    response = clerk.post(page("mapping", batch), answers_on(shown) | {asked: "rất nhiều"})
    assert "rất nhiều" in response.context["form"].errors[asked][0]
    clerk.post(page("mapping", batch), answers_on(shown) | {asked: "-", "create_agencies": "on"})
    batch.refresh_from_db()
    assert batch.options["values"] == {"headcount_budget": {"nhiều": ""}}


def test_after_a_preview_the_values_that_it_rejected_are_asked_for(clerk, province):
    sent(clerk, province, [ROW, ROW | {"code": "B1", "autonomy": "?"}])
    batch = ImportBatch.objects.get()
    answers = answers_on(clerk.get(page("mapping", batch))) | {"create_agencies": "on"}
    clerk.post(page("mapping", batch), answers)
    batch.refresh_from_db()
    assert counts(batch) == {"rejected": 2}
    groups = clerk.get(page("mapping", batch)).context["form"].meaning_groups
    assert [(text, number) for text, number, *_answer in groups[0]["lines"]] == [
        ("Tự túc", 1), ("?", 1),
    ]  # fmt: skip


def test_a_list_from_a_terminal_is_looked_into_first(clerk, province):
    batch = previewed(province, AS_OF, [ROW])
    assert "Trường A" in clerk.get(page("mapping", batch)).content.decode()


def test_looking_again_shows_the_values_of_another_column(clerk, province):
    sent(clerk, province, [ROW])
    batch = ImportBatch.objects.get()
    answers = answers_on(clerk.get(page("mapping", batch)))
    answers |= {"column_autonomy_group": "Tên đơn vị", "again": "1"}
    assert clerk.post(page("mapping", batch), answers).url == page("mapping", batch)
    text = clerk.get(page("mapping", batch)).content.decode()
    assert "Trường A</label>" in text


def test_who_may_not_keep_profiles_keeps_none(client, province):
    client.force_login(make_user(role="reader", province=province))
    batch = looked(province)
    assert client.get(page("mapping", batch)).status_code == 403
    assert client.post(page("afresh", batch)).status_code == 403


PROFILE_PAGES = ("changelist", "change", "delete")


def profile_page(step: str, profile: ImportProfile) -> str:
    args = [] if step == "changelist" else [profile.pk]
    return reverse(f"admin:units_importprofile_{step}", args=args)


@pytest.mark.parametrize("step", PROFILE_PAGES)
def test_profiles_have_pages(step, clerk, province):
    text = clerk.get(profile_page(step, kept(province))).content.decode()
    assert "Danh sách trường" in text


def test_a_profile_is_renamed_and_deleted_and_its_lists_stay(clerk, province):
    profile = kept(province)
    batch = looked(province)
    clerk.post(profile_page("change", profile), {"name": "Khác"})
    profile.refresh_from_db()
    assert profile.name == "Khác"
    clerk.post(profile_page("delete", profile), {"post": "yes"})
    batch.refresh_from_db()
    assert (ImportProfile.objects.count(), batch.profile) == (0, None)


def test_profiles_of_other_provinces_do_not_exist_for_a_clerk(clerk, province):
    other = kept(Province.objects.bearing("01", AS_OF))
    common = kept(None)
    text = clerk.get(profile_page("changelist", other)).content.decode()
    assert "Danh sách trường" not in text
    for profile in (other, common):
        assert clerk.get(profile_page("change", profile)).status_code == 404
        assert clerk.post(profile_page("delete", profile), {"post": "yes"}).status_code == 404
    assert ImportProfile.objects.count() == 2


def test_readers_see_profiles_and_change_none(client, province):
    client.force_login(make_user(role="reader", province=province))
    profile = kept(province)
    assert client.get(profile_page("change", profile)).status_code == 200
    assert client.post(profile_page("change", profile), {"name": "Khác"}).status_code == 403
    assert client.post(profile_page("delete", profile), {"post": "yes"}).status_code == 403
