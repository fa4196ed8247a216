"""The OpenAPI description is drawn from the code, is valid, and leaves nothing out."""

import json

import pytest
from django.core.management import call_command

from reform.open_data.urls import router
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_it_is_valid_and_nothing_is_guessed(tmp_path):
    path = tmp_path / "schema.yml"
    call_command("spectacular", file=str(path), validate=True, fail_on_warn=True)
    assert path.read_text("utf-8").startswith("openapi: 3")


def test_it_names_every_list_with_its_pages_and_only_reads(client):
    client.force_login(make_user(role="reader"))
    told = json.loads(client.get("/api/v1/schema/?format=json").content)
    paths = {path.removeprefix("/api/v1/") for path in told["paths"]}
    for name, _view, _base in router.registry:
        assert {f"{name}/", f"{name}/{{{'unit_id' if name == 'units' else 'id'}}}/"} <= paths
    assert {method for path in told["paths"].values() for method in path} == {"get"}
    assert told["components"]["securitySchemes"] == {"key": {"type": "http", "scheme": "bearer"}}
