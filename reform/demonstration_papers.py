"""Official papers of the fictional province: one of each kind, and its workbook."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from resolutions.models import MonitoringVisit
from units.models import Province

from .choices import PaperAbout
from .models import Case, Paper, Plan, User
from .papers.books import ask_for_book
from .papers.keeping import draw_and_keep
from .papers.kinds import KINDS
from .papers.subjects import subject


def draw_papers(province: Province, *, today: dt.date) -> int:
    """Draw them once; gives their number, 0 when they are there already."""
    if Paper.objects.filter(province=province).exists():
        return 0
    by, now = User.objects.get(username="demo_soan_thao"), timezone.now()
    rows = {
        PaperAbout.CASE: Case.objects.filter(province=province).order_by("pk").first(),
        PaperAbout.PLAN: Plan.objects.get(province=province, period__code="2026-2027"),
        PaperAbout.PERIOD: province,
        PaperAbout.VISIT: MonitoringVisit.objects.filter(province=province).first(),
    }
    for kind in KINDS.values():
        about = subject(kind, rows[kind.about], day=today, today=today)
        draw_and_keep(about, by=by, at=now)
    ask_for_book(province, today, by=by, at=now)
    return Paper.objects.filter(province=province).count()
