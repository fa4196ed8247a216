"""The status of a dossier changes in one place. In a peer approved cases silently reverted, because
there the status was a field like any other."""

import ast

import pytest
from django.apps import apps
from django.contrib import admin
from django.forms import modelform_factory

from reform.models import Case, CaseMove
from tests.conftest import ROOT

#: The only file that may write these columns, and the file that opens a dossier.
WRITERS = {"reform/cases/desk.py", "reform/cases/opening.py"}
COLUMNS = {"status", "version"}
PLACES = [*(ROOT / "reform").rglob("*.py"), *(ROOT / "resolutions").rglob("*.py")]
FILES = [path for path in PLACES if "migrations" not in path.parts]


def writes(tree: ast.AST) -> list[int]:
    """Lines that assign ``.status``, or that update or create dossiers by queryset."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [one for target in targets for one in ast.walk(target)]
            if any(isinstance(one, ast.Attribute) and one.attr in COLUMNS for one in names):
                found.append(node.lineno)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            bulk = node.func.attr in ("update", "bulk_update", "bulk_create", "create")
            if bulk and "Case." in ast.unparse(node.func) + "." and not names_others(node):
                found.append(node.lineno)
    return found


def names_others(call: ast.Call) -> bool:
    """An update of many rows that says by name which columns it writes, none of them ours."""
    if call.func.attr != "bulk_update" or len(call.args) < 2:
        return False
    columns = getattr(call.args[1], "elts", [None])
    said = all(isinstance(one, ast.Constant) for one in columns)
    return said and not COLUMNS & {one.value for one in columns}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_desk_writes_the_status(path):
    name = path.relative_to(ROOT).as_posix()
    found = writes(ast.parse(path.read_text(encoding="utf-8")))
    assert name in WRITERS or not found, f"{name}: lines {found}"


def test_the_watch_sees_what_it_is_there_for():
    """A watch that never barks is worth nothing."""
    for line in ("case.status = 'draft'", "case.version += 1", "Case.objects.update(status=1)",
                 "Case.objects.filter(pk=1).update(status='approved')",
                 "Case.objects.bulk_update(rows, ['due_on', 'status'])",
                 "Case.objects.bulk_update(rows, columns)"):  # fmt: skip
        assert writes(ast.parse(line)), line
    assert not writes(ast.parse("Case.objects.bulk_update(rows, ['due_on'])"))


@pytest.mark.parametrize("model", [Case, CaseMove])
def test_no_form_holds_it(model):
    assert not COLUMNS & set(modelform_factory(Case, fields="__all__").base_fields)
    for name in COLUMNS & {field.name for field in Case._meta.fields}:
        assert not Case._meta.get_field(name).editable


def test_no_import_writes_dossiers():
    """No resource of the import library is about dossiers, and no screen takes them in."""
    screen = admin.site._registry[Case]
    assert not hasattr(screen, "import_action")
    assert not screen.list_editable
    assert not screen.actions


def test_history_rows_have_no_screen_that_edits_them():
    screens = [type(screen) for model, screen in admin.site._registry.items() if model is CaseMove]
    assert screens == []
    assert apps.get_model("reform", "CaseMove") is CaseMove
