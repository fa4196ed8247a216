"""Events take effect, and are annulled, in few places: a step of a dossier, the screens of the
ministry's administrator, the lists of history and what the demo lived through. No side door."""

import ast

from tests.architecture import modules, name, tree

ACTS = {
    "carry_out", "put_into_effect", "put_bundle_into_effect", "annul", "annul_bundle", "annul_all",
}  # fmt: skip
#: Module -> what stands before the act there.
DOORS = {
    "reform/cases/execution.py": "the steps “execute” of dossiers",
    "reform/plans/what_if.py": "takes everything back before anybody sees it",
    "reform/demonstration.py": "runs on a laptop only",
    "units/admin/effect.py": "may_without_dossier",
    "units/admin/bundle_effect.py": "may_without_dossier",
    "units/admin/annulment.py": "may_without_dossier",
    "units/admin/bundle_annulment.py": "may_without_dossier",
    "units/imports/events/engine.py": "may_take: lists of history",
}


def acts_of(path) -> set[str]:
    """The acts that a module takes from where they are."""
    return {
        alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").endswith(("reorganization", "annulment"))
        for alias in node.names
        if alias.name in ACTS
    }


def calls(path) -> set[str]:
    found = (node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    return {getattr(one, "id", getattr(one, "attr", "")) for one in found}


def test_only_these_modules_put_events_into_effect_or_annul_them():
    assert {name(path) for path in modules() if acts_of(path)} == set(DOORS)


def test_the_screens_ask_whether_it_may_be_without_a_dossier():
    for path in modules():
        if DOORS.get(name(path)) == "may_without_dossier":
            assert "may_without_dossier" in calls(path), name(path)
