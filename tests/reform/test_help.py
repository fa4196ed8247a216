"""Each page has its help, in both languages, and the question mark at its top leads there."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from reform.doors import DOORS
from reform.help_topics import shelves, topic_of, topics
from reform.menu import GROUPS

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "templates" / "help"
#: Nothing that a person reads: data, files, and what only takes something.
SILENT = {
    "help", "help-index", "choose-language", "first-hour", "openid_connect_login",
    "openid_connect_callback", "admin:login", "admin:logout", "admin:jsi18n",
    "admin:autocomplete", "admin:counts", "admin:view_on_site", "admin:list_csv",
    "admin:save_filter", "admin:drop_filter",
}  # fmt: skip


def test_every_page_has_a_topic():
    pages = {
        name
        for name, door in DOORS.items()
        if (door.see or door.act) and name not in SILENT and not name.startswith("open-")
    }
    assert {name for name in pages if not topic_of(name)} == set()
    assert {topic_of(name) for name in pages} == set(topics())


def test_every_topic_is_written_once_and_in_both_languages():
    written = {path.stem for path in FOLDER.glob("*.html")} - {"page", "index"}
    assert written == set(topics())
    for topic in written:
        text = (FOLDER / f"{topic}.html").read_text("utf-8")
        said = re.findall(r"{% block \w+ %}(.*?){% endblock %}", text, re.S)
        assert len(said) == 2, topic
        assert all(len(re.sub(r"<[^>]+>", "", part).split()) >= 6 for part in said), topic


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_topic_can_be_read_without_an_account(client, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    listed = client.get("/help/").text
    for topic in topics():
        assert f'href="/help/{topic}/"' in listed
        assert client.get(f"/help/{topic}/").status_code == 200, topic
    assert client.get("/help/no-such-topic/").status_code == 404


def test_the_list_of_all_holds_each_topic_once_under_the_groups_of_the_desk():
    listed = [topic.name for _heading, found in shelves() for topic in found]
    assert sorted(listed) == sorted(topics())
    headings = [heading for heading, _found in shelves()]
    assert headings[1:] == [str(group.label) for group in GROUPS]


def test_pictures_are_there():
    missing = [
        topic.name
        for topic in topics().values()
        if topic.picture and not finders.find(topic.picture)
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("page", "topic"),
    [
        ("/admin/", "desk"),
        ("/admin/units/agency/", "units_agency"),
        ("/admin/units/agency/add/", "units_agency"),
        ("/admin/units/importbatch/add/", "units_importbatch"),
        ("/overview/", "overview"),
        ("/account/second-factor/", "account"),
    ],
)
def test_the_question_mark_leads_to_the_page_of_the_screen(admin_client, page, topic):
    assert f'href="/help/{topic}/" aria-label="' in admin_client.get(page).text


def test_a_topic_says_who_may_do_what(client):
    page = client.get("/help/units_membership/")
    rights = dict(page.context["topic"].rights)
    assert [len(roles) for roles in rights.values()] == [2, 1, 1]
    assert "quản trị viên cấp bộ" in page.text.lower()
