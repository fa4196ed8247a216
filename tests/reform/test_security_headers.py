"""A browser may run and show only what comes from this site, and nothing written inline."""

import pytest

from reform.security import CONTENT_SECURITY_POLICY

PAGES = ["/login/", "/admin/login/", "/account/password/", "/nowhere/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_policy(client, path):
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_the_policy_names_no_other_place_and_nothing_inline():
    sources = {word for rule in CONTENT_SECURITY_POLICY.split("; ") for word in rule.split()[1:]}
    assert sources == {"'self'", "'none'"}


@pytest.mark.django_db
def test_errors_of_production_are_our_own_pages(client):
    missing = client.get("/nowhere/")
    assert missing.status_code == 404
    assert "reform/tokens.css" in missing.text


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_on_our_own_page(client):
    client.handler.enforce_csrf_checks = True
    refused = client.post("/login/", {"username": "x", "password": "y"})
    assert refused.status_code == 403
    assert "reform/tokens.css" in refused.text


@pytest.mark.browser
@pytest.mark.parametrize(
    "path",
    [
        "/login/",
        "/admin/",
        "/admin/reform/user/",
        "/admin/reform/user/add/",
        "/admin/password_change/",
        "/account/second-factor/on/",
        "/account/sessions/",
    ],
)
def test_the_stock_admin_works_under_the_policy(desk, live_server, complaints, path):
    """Nothing is refused or broken: the browser has nothing to complain of."""
    answer = desk.goto(live_server.url + path)
    desk.wait_for_load_state("networkidle")
    assert answer.status == 200
    assert complaints == []


@pytest.mark.browser
def test_the_choice_of_light_and_dark_is_kept(page, live_server):
    page.goto(live_server.url + "/login/")
    theme = page.locator("html")
    page.locator(".theme-toggle").click()
    assert theme.get_attribute("data-theme") == "dark"
    page.reload()
    assert theme.get_attribute("data-theme") == "dark"
