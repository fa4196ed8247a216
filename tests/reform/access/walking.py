"""Asking for a page, and what the answer means."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.test import Client

from reform.models import CaseTask
from tests.factories import make_user
from tests.reform.access.world import World

NATIONAL = ("administrator", "ministry_reader")
#: Shown, done, or refused for a reason that has to do with the row and not with the person.
ANSWERED = (200, 302, 400, 409)


def walker(role: str, world: World) -> Client:
    """Logged in with a role in the world's province; its task is theirs."""
    province = None if role in NATIONAL else world.place.province
    user = make_user(role=role, province=province)
    CaseTask.objects.filter(case=world.case).update(person=user)
    client = Client()
    client.force_login(user)
    return client


def opens(client: Client, address: str, method: str = "get", data: dict | None = None) -> bool:
    """Whether it was let through; whatever it wrote is forgotten."""
    with transaction.atomic():
        answer = getattr(client, method)(address, data or {})
        b"".join(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    if answer.status_code == 302 and sent_away(answer.url):
        return False
    if answer.status_code in (401, 403, 404, 405):
        return False
    assert answer.status_code in ANSWERED, f"{address}: {answer.status_code}"
    return True


def sent_away(address: str) -> bool:
    """To the login; or to the desk, as the stock admin does with a row that is not there."""
    return address == "/admin/" or address.startswith(("/login/", "/admin/login/"))


def exports(client: Client, path: str) -> Iterator:
    """The answer to a form of export filled in for all columns, once for each kind of file."""
    form = client.get(path).context["form"]
    chosen = {
        name: "on" for name in form.fields if name not in ("format", "resource", "export_items")
    }
    for number, _label in form.fields["format"].choices:
        if number != "":
            answer = client.post(path, chosen | {"format": number, "resource": "0"})
            assert "attachment" in answer.headers.get("Content-Disposition", ""), (path, number)
            yield answer
