"""reform -> resolutions -> units, never back: by import, and by the names in foreign keys."""

import pytest
from django.apps import apps
from django.conf import settings
from importlinter.cli import lint_imports

from tests.architecture import ROOMS, ROOT

FORBIDDEN = {"utils", "util", "helpers", "common", "services", "selectors", "managers", "misc"}
TOP_LEVEL = {"reform", "units", "resolutions", "templates", "fixtures", "tests"}


def test_imports_keep_to_the_street_and_every_module_stands_on_a_floor(capsys):
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == 0, capsys.readouterr().out


@pytest.mark.parametrize("room", ROOMS)
def test_no_foreign_key_points_up_the_street(room):
    reachable = ROOMS[ROOMS.index(room) :]
    pointing_up = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model._meta.app_label in ROOMS
        if field.related_model._meta.app_label not in reachable
        if field.related_model._meta.label != settings.AUTH_USER_MODEL
    ]
    assert pointing_up == []


def test_modules_are_named_by_nouns_of_the_field():
    nameless = [
        path.relative_to(ROOT).as_posix()
        for room in (*ROOMS, "tests")
        for path in (ROOT / room).rglob("*")
        if path.stem in FORBIDDEN
    ]
    assert nameless == []


def test_the_top_level_holds_the_rooms_and_what_tools_need():
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] not in "._"}
    assert folders <= TOP_LEVEL | {"htmlcov", "test-results"}
