"""Templates lay out; nothing inline that the content policy forbids, nothing from elsewhere."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.architecture import ROOT, name, templates

TAGS = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)
LOADS = {"src", "href", "action", "srcset", "data"}


class Inline(HTMLParser):
    """Collects what is written inline or loaded from another place."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        data = (given.get("type") or "").endswith("json")
        if tag == "style" or (tag == "script" and "src" not in given and not data):
            self.found.append(f"line {self.getpos()[0]}: inline <{tag}>")
        for key, value in attrs:
            text = (value or "").strip().lower()
            outside = tag != "a" and key in LOADS and text.startswith(("http:", "https:", "//"))
            if key == "style" or key.startswith("on") or text.startswith("javascript:") or outside:
                self.found.append(f"line {self.getpos()[0]}: <{tag} {key}>")


@pytest.mark.parametrize("path", templates(), ids=name)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(path: Path):
    parser = Inline()
    parser.feed(TAGS.sub(lambda tag: "\n" * tag.group().count("\n"), path.read_text("utf-8")))
    assert parser.found == []


@pytest.mark.parametrize("path", templates(), ids=name)
def test_no_template_asks_the_database(path: Path):
    text = path.read_text("utf-8")
    assert re.findall(r"{[{%][^}]*(?:\.(?:all|exists|objects|filter)|_set)\b", text) == []


def test_own_styles_and_scripts_load_nothing_from_elsewhere():
    own = [
        path
        for path in (ROOT / "reform" / "static" / "reform").rglob("*")
        if path.suffix in {".css", ".js"} and "vendor" not in path.parts
    ]
    assert own
    for path in own:
        assert not re.search(r"url\(|@import|https?://|\beval\(", path.read_text("utf-8")), (
            path.name
        )


def test_vendored_libraries_carry_their_licence():
    vendor = ROOT / "reform" / "static" / "reform" / "vendor"
    libraries = [folder for folder in vendor.iterdir() if folder.is_dir()]
    assert libraries
    assert [folder.name for folder in libraries if not list(folder.glob("LICENSE*"))] == []
