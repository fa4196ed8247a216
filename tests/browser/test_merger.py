"""A merger entered by pickers: they ask as of the day typed on the form; nothing inline runs."""

import pytest

from tests.factories import day, make_agency, make_event, make_province, make_unit
from tests.units.admin.forms import ADD
from units.counts import count_units
from units.models import ReorganizationEvent
from units.reorganization import carry_out

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pick(desk, row: int, term: str, words: str) -> None:
    """Type into the picker of a row, wait for the answer with these words, and take it. Earlier
    answers, to fewer letters, may stand there for a moment."""
    desk.click(f"#participants-{row} .field-unit .select2-selection")
    desk.keyboard.type(term)
    desk.locator(".select2-results__option--highlighted", has_text=words).wait_for()
    desk.keyboard.press("Enter")


def test_two_schools_merge_by_pickers(desk, live_server, complaints):
    province = make_province()
    agency = make_agency("Sở Giáo dục Minh Họa", province=province)
    first, second = (
        make_unit(province, name=name, agency=agency) for name in ("Trường A", "Trường B")
    )
    ended = make_unit(province, name="Trường Ấp Bắc", agency=agency)
    early = make_event("dissolve", day("2019-01-01"), province=province, closing=[ended])
    carry_out([early], by=None, at=early.created_at)

    desk.goto(f"{live_server.url}{ADD}?kind=merge")
    desk.fill("[name=operative_on]", "01/03/2020")
    desk.select_option("[name=province]", str(province.pk))
    desk.click("#participants-0 .field-unit .select2-selection")
    desk.keyboard.type("truong ap bac")
    desk.locator(".select2-results__message").wait_for()  # it had ended before that day
    desk.keyboard.press("Escape")
    pick(desk, 0, "truong a", "Trường A · Sở Giáo dục Minh Họa")
    pick(desk, 1, "truong b", "Trường B · Sở Giáo dục Minh Họa")
    desk.click("[name=_effect]")

    assert desk.locator(".card__answer").all_inner_texts() == ["2", "1", "-1"]
    desk.fill("[name=reason]", "Quyết định từ trước khi có hồ sơ")
    desk.click("#content-main input[type=submit]")
    desk.locator(".messagelist .success").wait_for()
    assert complaints == []
    eve, on_the_day = day("2020-02-29"), day("2020-03-01")
    counts = [count_units(on, province=province).total for on in (eve, on_the_day)]
    assert counts == [2, 1]
    event = ReorganizationEvent.objects.get(kind="merge")
    chosen = event.participants.values_list("role", "unit")
    assert set(chosen) == {("closing", first.pk), ("surviving", second.pk)}
