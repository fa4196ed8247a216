"""Each page has its help, in both languages, and the question mark at its top leads there."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import translation
from django.utils.translation import gettext

from reform.doors import DOORS
from reform.help_topics import shelves, topic_of, topics
from reform.menu import GROUPS

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "templates" / "help"
#: The screens at which most people work, and how many words they get.
USED = ("units_importbatch", "reform_case", "units_reorganizationevent", "units_bundle",
        "units_unit", "resolutions_target", "resolutions_legaldocument", "resolutions_finding",
        "reform_plan", "reform_paper")  # fmt: skip
LONGEST = 420
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


@pytest.mark.parametrize("topic", USED)
def test_the_screens_most_used_are_told_whole(topic):
    """What it is for, how one begins, what each button does, what can go wrong: on one page, and
    the buttons bear the names that the screen gives them."""
    text = (FOLDER / f"{topic}.html").read_text("utf-8")
    named = {}
    for language in ("vi", "en"):
        said = re.search(rf"{{% block {language} %}}(.*?){{% endblock %}}", text, re.S)[1]
        headings = re.findall("<h2>(.*?)</h2>", said)
        assert len(headings) >= 2
        assert headings[-1] in ("Khi gặp trở ngại", "What can go wrong")
        assert said.index("<p>") < said.index("<h2>")
        assert len(re.sub(r"<[^>]+>", "", said).split()) <= LONGEST
        named[language] = set(re.findall("<b>(.*?)</b>", said))
    with translation.override("vi"):
        assert {gettext(name) for name in named["en"]} == named["vi"]
    assert not named["en"] & named["vi"], "said in no other language"


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
