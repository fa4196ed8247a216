"""A dossier from draft to executed, by three people at three desks, in a real browser."""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import make_unit
from tests.reform.cases.people import Office, make_decision
from units.counts import count_units
from units.periods import day_before

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PDF = {"name": "giay.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n"}


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def desks(browser, live_server, office, complaints):
    """`desks["preparer"].goto(path)`: a browser of its own for each person."""
    contexts, pages = [], {}
    for role, person in office.people.items():
        client = Client()
        client.force_login(person)
        context = browser.new_context(base_url=live_server.url, locale="vi-VN")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        page = context.new_page()
        page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        contexts.append(context)
        pages[role] = page
    yield pages
    for context in contexts:
        context.close()
    assert complaints == []


def take(page, case: str, action: str, **said: str) -> None:
    """Press the button of a step on the dossier's page and fill in what its form asks."""
    page.goto(case)
    page.click(f"a.button[href$='/step/{action}/']")
    for name, value in said.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.click("#content-main input[type=submit]")
    page.locator(".messagelist .success").wait_for()


def test_a_dissolution_from_draft_to_executed(desks, office):
    unit = make_unit(office.province, name="Trường Minh Họa A")
    decision = make_decision()
    preparer, appraiser, approver = (desks[role] for role in ("preparer", "appraiser", "approver"))

    preparer.goto("/admin/reform/case/add/")
    preparer.select_option("[name=procedure]", str(office.procedure.pk))
    preparer.fill("[name=title]", "Giải thể Trường Minh Họa A")
    preparer.click("#content-main input[type=submit]")
    preparer.locator("#events").wait_for()
    case = preparer.url

    preparer.click("a.addlink[href*='add-event']")
    preparer.select_option("[name=kind]", "dissolve")
    preparer.fill("[name=operative_on]", "01/06/2030")
    preparer.click("#content-main input[type=submit]")
    preparer.click("#participants-0 .field-unit .select2-selection")
    preparer.keyboard.type("truong minh hoa a")
    preparer.locator(".select2-results__option--highlighted").wait_for()
    preparer.keyboard.press("Enter")
    preparer.click("[name=_save]")

    for paper in office.procedure.required_documents.all():
        preparer.goto(case)
        preparer.click(f"a[href$='/file/?paper={paper.pk}']")
        preparer.set_input_files("[name=file]", PDF)
        preparer.click("#content-main input[type=submit]")
        preparer.locator("#papers").wait_for()
    take(preparer, case, "submit")

    take(appraiser, case, "accept")
    take(appraiser, case, "appraise")
    take(appraiser, case, "conclude", reason="Đủ điều kiện")
    take(approver, case, "approve", decision=str(decision.pk))
    day = unit.participations.get().event.operative_on
    assert count_units(day, province=office.province).total == 1
    take(approver, case, "execute")

    assert count_units(day_before(day), province=office.province).total == 1
    assert count_units(day, province=office.province).total == 0
    for width in (1366, 768, 390):
        desks["reader"].set_viewport_size({"width": width, "height": 844})
        desks["reader"].goto(case)
        wide = desks["reader"].evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{wide} > {width}"
