"""Every page of the project, by the names in its addresses, and how to ask for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from reform.doors import DOORS, EVERY_ROLE, HANDLING, PREPARING, Door
from reform.roles import STEPS
from tests.reform.access.world import World

#: Part of a page's name -> the row of a world that it is about.
ROWS = {
    "units_province": lambda w: w.place.province,
    "units_sector": lambda w: w.place.units[0].versions.known().get().sector,
    "units_agencylevel": lambda w: w.place.agency.level,
    "units_agency": lambda w: w.place.agency,
    "units_unit": lambda w: w.place.units[5],
    "units_bundle": lambda w: w.draft,
    "units_bundle_annul": lambda w: w.decided,
    "units_reorganizationevent": lambda w: w.place.events["proposed"],
    "units_reorganizationevent_annul": lambda w: w.place.events["in_effect"],
    "units_reorganizationevent_citation": lambda w: w.place.events["in_effect"],
    "units_importbatch": lambda w: w.batch,
    "units_importprofile": lambda w: w.profile,
    "units_membership": lambda w: w.place.membership,
    "units_deskopening": lambda w: opening_of(w),
    "units_registerentry": lambda w: w.place.entry,
    "resolutions_legaldocument": lambda w: recorded(w),
    "resolutions_target": lambda w: w.target,
    "resolutions_sourceclaim": lambda w: w.claim,
    "resolutions_meeting": lambda w: w.meeting,
    "resolutions_finding": lambda w: w.finding,
    "resolutions_task": lambda w: w.told,
    "resolutions_progressreport": lambda w: w.told.reports.get(),
    "resolutions_proposal": lambda w: w.proposal,
    "resolutions_goodpractice": lambda w: w.practice,
    "resolutions_monitoringvisit": lambda w: w.visit,
    "resolutions_visitrequest": lambda w: w.visit.requests.get(),
    "resolutions_topic": lambda w: first("resolutions.Topic"),
    "reform_case": lambda w: w.case,
    "reform_plan": lambda w: plan_of(w),
    "reform_apitoken": lambda w: token_of(w),
    "reform_paper": lambda w: paper_of(w).paper,
    "reform_papertemplate": lambda w: template_of_papers(),
    "reform_planperiod": lambda w: first("reform.PlanPeriod"),
    "reform_procedure": lambda w: w.procedure,
    "reform_note": lambda w: w.case.notes.get(),
    "reform_casetask": lambda w: w.task,
    "reform_opinionrequest": lambda w: w.opinion,
    "reform_mail": lambda w: w.mail,
    "reform_calendarday": lambda w: first("reform.CalendarDay"),
    "reform_calendaryear": lambda w: first("reform.CalendarYear"),
    "reform_caserule": lambda w: first("reform.CaseRule"),
    "reform_deputyquota": lambda w: first("reform.DeputyQuota"),
    "reform_codedreason": lambda w: first("reform.CodedReason"),
    "django_tasks_database_dbtaskresult": lambda w: DBTaskResult(),
    "reform_user": lambda w: w.place.membership.user,
    "auth_user": lambda w: w.place.membership.user,
}
#: Rows that lie in no province: law, and what the whole country shares.
SHARED = {
    "units_sector", "units_agencylevel", "resolutions_meeting",
    "reform_calendarday", "reform_calendaryear", "reform_caserule", "reform_deputyquota",
    "reform_codedreason", "resolutions_topic", "reform_planperiod", "reform_apitoken",
    "reform_papertemplate",
}  # fmt: skip
#: What else an address says.
PARTS = {
    "code": lambda w: w.place.province.code,
    "pk": lambda w: w.place.units[5].pk,
    "entry_id": lambda w: w.correction.pk,
    "check_id": lambda w: w.check.pk,
    "participant_id": lambda w: w.participant.pk,
    "layout": lambda w: "units",
    "provider_id": lambda w: "oidc",
    "app_label": lambda w: "units",
    "room": lambda w: "units",
    "table": lambda w: "province",
    "topic": lambda w: "desk",
    "mark": lambda w: "aside",
    "filter_id": lambda w: 1,
    "content_type_id": lambda w: content_type(w.place.units[5]),
}
SPECIAL = {
    ("document", "pk"): lambda w: w.document.pk,
    ("document_file", "pk"): lambda w: w.document.pk,
    ("open-provinces-detail", "pk"): lambda w: w.place.province.pk,
    ("open-agencies-detail", "pk"): lambda w: w.place.agency.pk,
    ("open-units-detail", "unit_id"): lambda w: w.place.units[5].pk,
    ("open-versions-detail", "pk"): lambda w: w.version.pk,
    ("open-events-detail", "pk"): lambda w: w.place.events["in_effect"].pk,
    ("open-successions-detail", "pk"): lambda w: succession_of(w).pk,
    ("open-documents-detail", "pk"): lambda w: w.document.pk,
    ("open-targets-detail", "pk"): lambda w: w.target.pk,
    ("admin:units_worklist_problem", "code"): lambda w: "units_closed_without_reason",
    ("admin:units_unit_correct", "version_id"): lambda w: w.version.pk,
    ("admin:reform_case_paper", "version_id"): lambda w: w.paper.pk,
    ("admin:reform_case_reply", "part_id"): lambda w: w.opinion.pk,
    ("admin:reform_case_hand_over", "part_id"): lambda w: w.task.pk,
    ("admin:reform_case_done", "part_id"): lambda w: w.task.pk,
    ("admin:reform_paper_draw", "kind"): lambda w: "submission",
    ("admin:reform_paper_draw", "pk"): lambda w: w.case.pk,
    ("admin:reform_paper_workbook", "pk"): lambda w: w.place.province.pk,
    ("admin:reform_paper_file", "version_id"): lambda w: paper_of(w).pk,
    ("admin:reform_papertemplate_house", "kind"): lambda w: "plan",
    ("admin:reform_procedure_step", "step"): lambda w: "publish",
    ("admin:view_on_site", "object_id"): lambda w: w.place.units[5].pk,
}


#: What a page must be asked besides.
ASKED = {
    "admin:units_unit_pick": "?app_label=units&model_name=participant&field_name=unit",
    "admin:autocomplete": "?app_label=units&model_name=participant&field_name=agency",
}


#: The world's list is one of units; lists of events are confirmed by who decides.
NARROWER = {
    "admin:units_importbatch_confirm": Door(act=PREPARING),
    "admin:units_importbatch_undo": Door(act=PREPARING),
    # The world's paper is one of a dossier.
    "admin:reform_paper_draw": Door(EVERY_ROLE, HANDLING),
}


def first(label: str):
    from django.apps import apps

    return apps.get_model(label).objects.first()


def opening_of(world: World):
    from units.models import DeskOpening

    place = {"province": world.place.province, "opened_on": dt.date(2100, 1, 1)}
    return DeskOpening.objects.get_or_create(**place)[0]


def recorded(world: World):
    """A document of the province on which nothing rests yet."""
    from resolutions.models import LegalDocument

    province = world.place.province
    known = {"title": f"Kế hoạch của {province.name}", "province": province, "issuer": "UBND"}
    return LegalDocument.objects.get_or_create(**known, kind="plan")[0]


def plan_of(world: World):
    from reform.models import Plan, PlanPeriod

    period = PlanPeriod.objects.first()
    return Plan.objects.get_or_create(province=world.place.province, period=period)[0]


def token_of(world: World):
    from reform.models import ApiToken
    from reform.open_data.tokens import make_token

    owner = world.place.membership.user
    found = ApiToken.objects.filter(owner=owner).first()
    about = {"purpose": world.place.province.name, "expires_on": dt.date(2100, 1, 1)}
    return found or make_token(owner=owner, at=timezone.now(), **about)[0]


def paper_of(world: World):
    from reform.models import PaperVersion
    from reform.papers.keeping import draw_and_keep
    from reform.papers.kinds import KINDS
    from reform.papers.subjects import subject

    found = PaperVersion.objects.filter(paper__case=world.case).first()
    today = timezone.localdate()
    about = subject(KINDS["submission"], world.case, day=today, today=today)
    by = world.place.membership.user
    return found or draw_and_keep(about, by=by, at=timezone.now())


def template_of_papers():
    from reform.models import PaperTemplate
    from reform.papers.kinds import KINDS
    from reform.papers.own_templates import house_file, take_template

    found = PaperTemplate.objects.first()
    if found is None:
        found, file = PaperTemplate(kind="plan"), house_file(KINDS["plan"])
        take_template(found, file)
        found.save()
    return found


def succession_of(world: World):
    from units.models import Succession

    return Succession.objects.known().filter(event__province=world.place.province).first()


def content_type(row) -> int:
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(row).pk


@cache
def all_patterns() -> dict[str, URLPattern]:
    return dict(patterns())


def patterns(resolver=None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(name, pattern) of every address that has a name; the others only lead on or say 404."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            if one.name:
                yield f"{namespace}{one.name}", one
        else:
            yield from patterns(one, namespace + (f"{one.namespace}:" if one.namespace else ""))


def parts(name: str) -> list[str]:
    """What an address asks to be told."""
    pattern = all_patterns()[name].pattern
    return list(pattern.converters or pattern.regex.groupindex)


def names() -> list[str]:
    return sorted(all_patterns())


def row_of(name: str, world: World):
    """The row that a page of the admin is about: the longest name that fits counts."""
    page = name.removeprefix("admin:")
    fitting = [key for key in ROWS if page == key or page.startswith(f"{key}_")]
    return ROWS[max(fitting, key=len)](world) if fitting else None


def is_shared(name: str) -> bool:
    return any(name.removeprefix("admin:").startswith(f"{one}_") for one in SHARED)


def is_about_a_row(name: str) -> bool:
    """Of a province: its address tells which."""
    general = {"layout", "app_label", "provider_id", "room", "table", "filter_id", "topic", "mark"}
    told = set(parts(name)) - general
    return (
        (bool(told) or name.endswith("_simple_history"))
        and not is_shared(name)
        and name != "admin:units_worklist_problem"
    )


def address(name: str, world: World, action: str = "submit") -> str:
    """Raises NoReverseMatch or KeyError for a part of an address that nobody has told of."""
    if name.endswith("_simple_history"):
        row = row_of(name, world)
        row.save()
        return reverse(name, args=[row.pk, row.history.latest().pk])
    given = {}
    for part in parts(name):
        if (name, part) in SPECIAL:
            given[part] = SPECIAL[name, part](world)
        elif part == "action":
            given[part] = action
        elif part in ("object_id", "id"):
            given[part] = row_of(name, world).pk
        else:
            given[part] = PARTS[part](world)
    return reverse(name, kwargs=given) + ASKED.get(name, "")


def visits(world: World, *, about_rows: bool | None = None) -> list[tuple[str, str, Door]]:
    """(name, address, door) of every page; of a dossier's steps each by itself."""
    found = []
    for name in names():
        if about_rows is not None and about_rows is not is_about_a_row(name):
            continue
        if name == "admin:reform_case_step":
            found += [
                (f"{name} {action}", address(name, world, action), door_of_step(action))
                for actions in STEPS.values()
                for action in actions
            ]
        else:
            found.append((name, address(name, world), NARROWER.get(name, DOORS[name])))
    return found


def door_of_step(action: str) -> Door:
    who = frozenset(role for role, actions in STEPS.items() if action in actions)
    assert who <= HANDLING
    return Door(who, who)
