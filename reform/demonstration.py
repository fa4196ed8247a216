"""The fictional province, lived through as users would: lists come in, events take effect.

Everything goes the real way (the import desk, the events' rules), in the order of time, and is
recognised when it is already there, so a second run adds nothing.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files import File
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from resolutions.follow_up_file import load_follow_up
from resolutions.plan_file import load_plan
from units.choices import BatchStatus, EventStatus, MemberRole
from units.imports import desk
from units.models import (
    Agency,
    AgencyLevel,
    ImportBatch,
    Membership,
    Participant,
    Province,
    ReorganizationEvent,
    Sector,
    UnitVersion,
)
from units.names import sort_key
from units.reorganization import put_into_effect

from .demonstration_dossiers import open_dossiers
from .demonstration_findings import find_and_settle
from .demonstration_papers import draw_papers
from .demonstration_plans import lay_plans

FOLDER = settings.BASE_DIR / "fixtures" / "minh_hoa"
PASSWORD = "minh-hoa-2026"  # noqa: S105 (the demo only runs on a laptop, with DEBUG on)
#: Account name: role, and whether it is held in the fictional province or in the whole country.
ACCOUNTS = {
    "demo_quan_tri": (MemberRole.ADMINISTRATOR, False),
    "demo_soan_thao": (MemberRole.PREPARER, True),
    "demo_tham_dinh": (MemberRole.APPRAISER, True),
    "demo_phe_duyet": (MemberRole.APPROVER, True),
    "demo_doc": (MemberRole.READER, True),
    "demo_thanh_tra": (MemberRole.INSPECTOR, False),
}
Say = Callable[[str], None]


def live_through(say: Say) -> Province:
    """Set up papers, province, accounts, agencies and plans, then let the years pass."""
    call_command("loaddata", "papers", "documents", "claims", "follow_up", verbosity=0)
    province = set_up_province()
    set_up_accounts(province)
    set_up_agencies(province)
    load_plan(FOLDER / "plan.json", province)
    by = get_user_model().objects.get(username="demo_soan_thao")
    now, today = timezone.now(), timezone.localdate()
    load_follow_up(FOLDER / "follow_up.json", province, by=by, at=now, today=today)
    say(
        _("Papers, %(province)s, its agencies, plans and accounts are there.")
        % {"province": province}
    )
    events = read("events.json")
    for day, path in lists():
        while events and dt.date.fromisoformat(events[0]["operative_on"]) <= day:
            happen(events.pop(0), province, say)
        take_in(path, day, province, say)
    for told in events:
        happen(told, province, say)
    if number := open_dossiers(province):
        say(_("%(number)d dossiers are at different steps.") % {"number": number})
    if number := lay_plans(province, today=timezone.localdate()):
        say(_("%(number)d plans are laid down.") % {"number": number})
    if number := draw_papers(province, today=timezone.localdate()):
        say(_("%(number)d official papers are drawn.") % {"number": number})
    number = find_and_settle(FOLDER / "claims.json", province, now=timezone.now(), today=today)
    say(_("%(number)d findings in what papers claim of it.") % {"number": number})
    return province


def read(filename: str) -> list | dict:
    return json.loads((FOLDER / filename).read_text(encoding="utf-8"))


def lists() -> Iterator[tuple[dt.date, Path]]:
    """The bundled lists with their days, in the order of time."""
    for path in sorted(FOLDER.glob("danh_sach_*"), key=lambda path: path.stem):
        yield dt.date.fromisoformat(path.stem.removeprefix("danh_sach_")), path


def set_up_province() -> Province:
    values = read("province.json")
    key = {"code": values.pop("code"), "valid_from": values.pop("valid_from")}
    values["sort_key"] = sort_key(values["name"])
    province, _created = Province.objects.update_or_create(**key, defaults=values)
    province.refresh_from_db()  # the file's days are text
    return province


@transaction.atomic
def set_up_accounts(province: Province) -> None:
    """One account for each role; an account that is there keeps its password."""
    for name, (role, in_province) in ACCOUNTS.items():
        user, created = get_user_model().objects.get_or_create(
            username=name, defaults={"is_staff": True, "full_name": f"{MemberRole(role).label}"}
        )
        if created:
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
        Membership.objects.get_or_create(
            user=user,
            role=role,
            province=province if in_province else None,
            defaults={"started_on": province.valid_from},
        )


@transaction.atomic
def set_up_agencies(province: Province) -> None:
    """Governing agencies, then who belongs to whom and who succeeded whom.

    A district was succeeded by several communes; only a single successor is a link.
    """
    levels = {level.code: level for level in AgencyLevel.objects.all()}
    rows, agencies = read("agencies.json"), {}
    for row in rows:
        agency = Agency.objects.filter(code=row["code"]).first() or Agency(code=row["code"])
        agency.name, agency.level, agency.bloc = row["name"], levels[row["level"]], row["bloc"]
        agency.province = province
        agency.valid_from, agency.valid_to = row["valid_from"], row["valid_to"]
        agency.write_keys()
        agency.save()
        agencies[agency.name] = agency
    for row in rows:
        heirs = row["successors"]
        Agency.objects.filter(code=row["code"]).update(
            parent=agencies.get(row["parent"]),
            succeeded_by=agencies[heirs[0]] if len(heirs) == 1 else None,
        )


def take_in(path: Path, day: dt.date, province: Province, say: Say) -> None:
    """Import one list as the preparer would, unless it has been imported."""
    batches = ImportBatch.objects.filter(province=province, as_of=day, filename=path.name)
    if batches.filter(status=BatchStatus.APPLIED).exists():
        return
    by = get_user_model().objects.get(username="demo_soan_thao")
    with path.open("rb") as opened:
        batch = desk.receive(
            File(opened),
            filename=path.name,
            as_of=day,
            province=province,
            today=timezone.localdate(),
            by=by,
        )
    desk.preview(batch)
    desk.apply(batch, by=by, at=timezone.now())
    say(
        _("%(file)s: %(created)s new, %(changed)s changed, %(unchanged)s unchanged")
        % {"file": path.name, **batch.counts}
    )


def happen(told: dict, province: Province, say: Say) -> None:
    """Enter one event as the preparer; what was decided before there were dossiers is put into
    effect by the administrator. Once only."""
    if ReorganizationEvent.objects.filter(province=province, **citation(told)).exists():
        return
    people = get_user_model().objects.in_bulk(
        ["demo_soan_thao", "demo_quan_tri"], field_name="username"
    )
    event = enter(told, province, people["demo_soan_thao"])
    if told["status"] == EventStatus.IN_EFFECT:
        reason = _("Decided before dossiers were kept here.")
        put_into_effect(event, by=people["demo_quan_tri"], at=timezone.now(), reason=reason)
    say(str(event))


def citation(told: dict) -> dict[str, object]:
    """What tells one event from another; a decision's article names one event."""
    names = ("kind", "operative_on", "decision_number", "issuer", "clause")
    return {name: told[name] or "" for name in names}


@transaction.atomic
def enter(told: dict, province: Province, by) -> ReorganizationEvent:
    event = ReorganizationEvent.objects.create(
        province=province,
        created_by=by,
        legal_effect_on=told["legal_effect_on"],
        decided_on=told["decided_on"],
        reason=told["reason"],
        **citation(told),
    )
    event.refresh_from_db()
    for row in told["participants"]:
        Participant.objects.create(event=event, role=row["role"], **part(row, event))
    return event


def part(row: dict, event: ReorganizationEvent) -> dict[str, object]:
    """The unit by its code in the lists, and what the decision says of it."""
    if row["role"] != "new":
        version = UnitVersion.objects.known().in_province(event.province)
        unit = version.filter(code=row["unit_code"]).latest("valid_from").unit
        return {"unit": unit, "name": row.get("new_name", "")}
    agency = Agency.objects.on(event.operative_on).get(name=row["agency"], province=event.province)
    return {
        "code": row["code"],
        "name": row["name"],
        "agency": agency,
        "sector": Sector.objects.get(code=row["sector"]),
        "autonomy_group": row.get("autonomy_group") or "",
    }
