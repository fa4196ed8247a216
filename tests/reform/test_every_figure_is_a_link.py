"""Walks rendered pages: every figure that stands alone in a cell, a card or an answer is a link, or
is none at all: 0, or a dash whose reason stands beside it."""

from html.parser import HTMLParser

import pytest
import time_machine

from tests.factories import day, make_province
from tests.reform.pages import make_list, real_province
from tests.reform.test_every_number_opens_its_list import fill
from tests.resolutions.follow_up import make_task, make_visit
from tests.resolutions.reconciliation.claims import checked, slip

pytestmark = pytest.mark.django_db
#: What holds a figure: an element with this class, or the strong words of an answer.
CELLS = {"number", "card__answer"}
#: Not figures of their own: sums of the linked cells beside them; what an event did, whose units
#: stand in its row; what is not known, with the reason.
APART = {"total", "event", "unknown"}
VOID = {"br", "input", "img", "rect", "line", "polyline", "circle", "link", "meta", "path", "hr"}


class Cells(HTMLParser):
    """``found``: (words, is there a link in it) of every cell."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, bool]] = []
        self.open: list[tuple[str, bool, bool]] = []  # tag, is a cell, lies apart
        self.words, self.linked = "", False

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag in VOID:
            return
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        apart = bool(classes & APART) or given.get("scope") == "col"
        apart = apart or any(one[2] for one in self.open)
        inside = any(one[1] for one in self.open)
        in_answer = tag == "strong" and any(one[0] == "dd" for one in self.open)
        is_cell = not inside and not apart and (bool(classes & CELLS) or in_answer)
        if is_cell:
            self.words, self.linked = "", False
        self.linked |= inside and tag == "a"
        self.open.append((tag, is_cell, apart))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            name, is_cell, _apart = self.open.pop()
            if is_cell:
                self.found.append((" ".join(self.words.split()), self.linked))
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        self.words += data


def cells(client, path: str) -> list[tuple[str, bool]]:
    page = client.get(path)
    assert page.status_code == 200, path
    reader = Cells()
    reader.feed(page.content.decode().partition("<main")[2])
    return reader.found


def is_figure(words: str) -> bool:
    return any(sign in "123456789" for sign in words)


PAGES = [
    "/provinces/MH/",
    "/provinces/MH/?on=2022-06-30",
    "/provinces/MH/?sector=health",
    "/provinces/68/",
    "/overview/?with=MH&with=68",
]


@pytest.fixture(autouse=True)
def country():
    with time_machine.travel("2026-09-01", tick=False):
        mh = make_province()
        for province in (mh, *(real_province(code, "2025-06-30") for code in ("60", "67", "68"))):
            fill(province)
            make_list(province, "2021-12-31")
            make_task(province, deadline=day("2023-12-31"))
            make_visit(province, {"due_on": day("2024-01-01")})
        slip(mh)
        checked()
        yield


def test_every_figure_opens_what_is_behind_it(client):
    unlinked: dict[str, list[str]] = {}
    for path in PAGES:
        found = cells(client, path)
        assert sum(linked for _words, linked in found) > 2, path
        if plain := [words for words, linked in found if is_figure(words) and not linked]:
            unlinked[path] = plain
    assert unlinked == {}
