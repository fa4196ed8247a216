"""Everybody can use every page: axe finds nothing against WCAG 2.2 AA nor against good practice, in
both languages, by day and by night; whatever can be pressed is reached by the keyboard, and one
sees where one is.

The pages are those that the addresses name, with a row for each, so that a new screen is looked at
from its first day. Each is looked at in Vietnamese and in English; once in each language by all
rules, then in the other theme by those about colours, which are all that a theme changes. None is
wider than a phone, a tablet or a desk.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import TimeoutError as PatienceLost

from reform.doors import DOORS
from tests.factories import make_user
from tests.reform.access.pages import address, names
from tests.reform.access.world import HERE, World, make_world
from tests.reform.accounts.people import PASSWORD, code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AGAIN = "/account/again/"
WIDTHS = (390, 768, 1366)
FITS = "() => document.documentElement.scrollWidth <= innerWidth"
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
                                 "best-practice"]}  # fmt: skip
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
OTHER = {"light": "dark", "dark": "light"}
#: The frame is the same all over the desk: it is looked at on these pages.
FRAME, WHOLE = [["#nav-sidebar"], [".shell-header"]], {"admin:index", "admin:app_list", "overview"}
#: Files, data, parts of pages, and addresses that lead on to a page of this list.
NO_PAGES = {
    "admin:autocomplete", "admin:counts", "admin:jsi18n", "admin:list_csv", "admin:logout",
    "admin:login",
    "admin:password_change", "admin:view_on_site", "admin:reform_case_paper",
    "admin:reform_paper_change", "admin:reform_paper_file", "admin:reform_papertemplate_house",
    "admin:units_importbatch_marked", "admin:units_importbatch_progress",
    "admin:units_importbatch_template", "admin:units_unit_pick", "choose-language",
    "document_file", "home", "logout", "openid_connect_callback", "openid_connect_login",
    "what-became-of",
}  # fmt: skip
#: Seen by `test_the_way_in`, on the way in and out.
WAY_IN = {"login", "account_login"} | {name for name in DOORS if name.startswith("mfa_")}
#: Pages in states that an address alone does not tell.
STATES = {
    "a page that is not there": "/there-is-no-such-page/",
    "an empty list": "/admin/units/agency/?q=there-is-no-such-agency",
    "a filtered list": "/admin/reform/case/?status__exact=draft",
    "what is found": "/search/?q=minh+hoa",
    "a pop-up": "/admin/units/agency/add/?_popup=1",
    "a kind of event": "/admin/units/reorganizationevent/add/?kind=merge",
}
FIND = """([options, left_out]) => axe.run({ include: [document], exclude: left_out }, options)
    .then((found) => found.violations.map((rule) => rule.id + ": " + rule.nodes.slice(0, 3).map(
        (node) => node.html.slice(0, 160) + " " + (node.any[0] ?? node.all[0])?.message
    ).join(" | ")))"""
#: Things to press that no key reaches, and things that do not show when they are reached.
UNSEEN = """() => {
    const shown = (one) =>
        one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length;
    const keyed = 'a[href], button, input, select, textarea, summary, label, [tabindex]';
    const look = (one) => {
        const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(one);
        return [outline, boxShadow, borderColor, backgroundColor,
                one.getBoundingClientRect().top].join();
    };
    document.activeElement.blur();
    const said = [];
    for (const one of document.querySelectorAll('body *')) {
        if (!shown(one) || one.disabled) continue;
        const pressed = getComputedStyle(one).cursor === 'pointer' && !one.closest(keyed);
        if (pressed) said.push('no key reaches ' + one.outerHTML.slice(0, 120));
        if (!one.matches(keyed) || one.matches('label, [tabindex="-1"]')) continue;
        const before = look(one);
        one.focus();
        if (document.activeElement === one && look(one) === before)
            said.push('does not show that it is reached: ' + one.outerHTML.slice(0, 120));
        one.blur();
    }
    return said;
}"""


#: Things that a key reaches and that stay out of sight all the same, on a phone or at great zoom.
#: The label of a field may show for it.
CLIPPED = """() => {
    const clips = (one) => {
        const { clip, clipPath } = getComputedStyle(one);
        return clip !== 'auto' || clipPath !== 'none';
    };
    const hidden = (one) => {
        for (let at = one; at; at = at.parentElement) if (clips(at)) return true;
        return false;
    };
    const keyed = 'a[href], button, input, select, textarea, summary';
    const said = [];
    for (const one of document.querySelectorAll(keyed)) {
        one.focus();
        if (document.activeElement !== one) continue;
        if (!one.getClientRects().length)
            said.push('is gone once it is reached: ' + one.outerHTML.slice(0, 120));
        if (!hidden(one)) continue;
        if (![...(one.labels ?? [])].some((label) => !hidden(label)))
            said.push('stays out of sight when it is reached: ' + one.outerHTML.slice(0, 120));
    }
    document.activeElement.blur();
    return said;
}"""


def pages(world: World) -> Iterator[tuple[str, str]]:
    """(name, address) of all that a superuser can look at."""
    for name in names():
        if DOORS[name].see and name not in NO_PAGES | WAY_IN and not name.startswith("open-"):
            yield name, address(name, world) + asked(name, world)
    yield from STATES.items()


def asked(name: str, world: World) -> str:
    return f"?agency={world.place.agency.pk}" if name == "admin:units_agency_transfer" else ""


def look_at(page, name: str, rules: object) -> list[str]:
    options = {
        "runOnly": rules,
        "resultTypes": ["violations"],
        "iframes": False,
        "preload": False,
    }  # else axe asks for style sheets of style sheets, at wrong places
    return page.evaluate(FIND, [options, [] if name in WHOLE else FRAME])


def look_at_both(page, name: str, theme: str) -> list[str]:
    """What is wrong in a theme, and which colours are wrong in the other one."""
    found = look_at(page, name, ALL)
    page.emulate_media(color_scheme=OTHER[theme])
    return found + look_at(page, name, COLOURS)


@pytest.fixture
def desk(desk):
    """Colours change at once for people who ask for less motion; and for this test."""
    desk.emulate_media(color_scheme="light", reduced_motion="reduce")
    return desk


@pytest.fixture
def world(admin_user):
    """Its tasks are the reader's own: only whose they are hands them over."""
    world = make_world("MH", HERE)
    world.case.tasks.update(person=admin_user)
    return world


def find_all(page, live_server, world: World, theme: str) -> dict[str, list[str]]:
    """Page -> what is wrong there, beginning in a theme."""
    found = {}
    for name, path in pages(world):
        page.emulate_media(color_scheme=theme)
        answer = page.goto(live_server.url + path)
        assert answer.status == (404 if name == "a page that is not there" else 200), name
        assert page.url == live_server.url + path, name
        page.evaluate(Axe().axe_script)
        found[name] = look_at_both(page, name, theme)
        if theme == "light":  # what keys reach and what fits does not depend on it
            page.emulate_media(color_scheme=theme)
            page.keyboard.press("Tab")
            found[name] += [*page.evaluate(UNSEEN), *misfits(page)]
    return {name: said for name, said in found.items() if said}


def misfits(page) -> list[str]:
    """Phones, tablets and desks show a page whole: nobody scrolls sideways, and no key leads out of
    sight. Charts are drawn anew a moment after the window has changed."""
    before, said = page.viewport_size, []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": before["height"]})
        try:
            page.wait_for_function(FITS, timeout=2_000)
        except PatienceLost:
            needed = page.evaluate("document.documentElement.scrollWidth")
            said.append(f"needs {needed} of {width} pixels")
        if width == WIDTHS[0]:
            said += page.evaluate(CLIPPED)
    page.set_viewport_size(before)
    return said


def test_every_page_in_vietnamese_by_day(desk, live_server, world):
    assert find_all(desk, live_server, world, "light") == {}


def test_every_page_in_english_by_night(desk, live_server, world):
    speak(desk, live_server, "en")
    assert find_all(desk, live_server, world, "dark") == {}
    assert desk.locator("html").get_attribute("lang") == "en"


def speak(page, live_server, language: str) -> None:
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}
    page.context.add_cookies([cookie])


@pytest.mark.parametrize(("language", "theme"), [("vi", "light"), ("en", "dark")])
def test_the_way_in(page, live_server, language: str, theme: str):
    """The login, the second factor from setting it up to taking it off, recovery codes."""
    user, found = make_user(), {}
    speak(page, live_server, language)
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")

    def look(name: str) -> None:
        assert page.url.split("?")[0] == live_server.url + reverse(name)
        page.emulate_media(color_scheme=theme)
        page.evaluate(Axe().axe_script)
        found[name] = found.get(name, []) + look_at_both(page, "overview", theme)

    def visit(name: str) -> None:
        page.goto(live_server.url + reverse(name))
        if page.url.startswith(f"{live_server.url}{AGAIN}?next"):
            look("account_reauthenticate")
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(f"**{reverse(name)}")
        look(name)

    def log_in(password: str) -> None:
        page.fill("[name=username]", user.username)
        page.fill("[name=password]", password)
        page.press("[name=password]", "Enter")

    visit("login")
    log_in("a wrong one")
    page.locator(".errorlist").wait_for()
    look("login")
    log_in(PASSWORD)
    page.wait_for_url("**/admin/")
    visit("mfa_index")
    visit("mfa_activate_totp")
    page.fill("[name=code]", code_of(page.locator("code.key").text_content()))
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/account/recovery-codes/")
    look("mfa_view_recovery_codes")
    for name in ("mfa_index", "mfa_generate_recovery_codes", "mfa_reauthenticate",
                 "mfa_deactivate_totp"):  # fmt: skip
        visit(name)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.goto(f"{live_server.url}/login/")
    log_in(PASSWORD)
    page.wait_for_url("**/login/code/")
    look("mfa_authenticate")
    assert {name: said for name, said in found.items() if said} == {}
    assert {*found, "account_login"} >= WAY_IN


#: Faults of each sort, and what must be said of them.
FAULTS = {
    "too small to hit": (
        '<button class="dot" aria-label="1"></button><button class="dot" aria-label="2"></button>',
        "target-size",
    ),
    "no heading": ("<table><tr><th></th><th>a</th></tr><tr><td>1</td><td>2</td></tr></table>",
                   "empty-table-header"),
    "pale by night": ('<p class="pale">hardly to be read</p>', "color-contrast"),
    "out of sight": ('<a class="clipped" href="/">to the start</a>', "stays out of sight"),
    "gone": ('<div class="clipped"><a class="shy" href="/">to the start</a></div>', "is gone once"),
    "no key": ('<span class="pressed">press</span>', "no key reaches"),
}  # fmt: skip
LOOKS = """<style>
    .dot { border: 0; height: 8px; margin: 0; padding: 0; width: 8px; }
    .clipped { clip-path: inset(50%); position: absolute; }
    .shy:focus { display: none; }
    .pressed { cursor: pointer; }
    .pale { background: #fff; color: #000; }
    @media (prefers-color-scheme: dark) { .pale { color: #eee; } }
</style>"""


@pytest.mark.parametrize(("fault", "said"), FAULTS.values(), ids=FAULTS)
def test_faults_are_seen(page, fault: str, said: str):
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_content(f'<html lang="vi"><title>x</title>{LOOKS}<main><h1>x</h1>{fault}</main>')
    page.evaluate(Axe().axe_script)
    found = [*look_at_both(page, "overview", "light"), *page.evaluate(UNSEEN), *misfits(page)]
    assert any(said in one for one in found), found
