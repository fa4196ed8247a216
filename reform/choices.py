"""Closed lists of the case desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseStatus(models.TextChoices):
    """Where a dossier stands (Decree 120/2020/NĐ-CP, Articles 11 to 14). Only a move changes it."""

    DRAFT = "draft", _("being drafted")
    SUBMITTED = "submitted", _("submitted")
    ACCEPTED = "accepted", _("accepted as complete")
    APPRAISING = "appraising", _("under appraisal")
    SUPPLEMENT = "supplement", _("supplement requested")
    APPRAISED = "appraised", _("appraised")
    APPROVED = "approved", _("approved")
    EXECUTED = "executed", _("executed")
    REJECTED = "rejected", pgettext_lazy("dossier", "rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("dossier", "withdrawn")


#: Dossiers that somebody still has to do something with.
OPEN_CASES = (
    CaseStatus.DRAFT,
    CaseStatus.SUBMITTED,
    CaseStatus.ACCEPTED,
    CaseStatus.APPRAISING,
    CaseStatus.SUPPLEMENT,
    CaseStatus.APPRAISED,
    CaseStatus.APPROVED,
)


class ProcedureState(models.TextChoices):
    """A procedure is written, then used, then kept for the dossiers that began under it."""

    CONCEPT = "concept", _("concept")
    PUBLISHED = "published", _("published")
    FROZEN = "frozen", _("frozen")


class DecidingLevel(models.TextChoices):
    """Who decides, by level (Decree 120/2020/NĐ-CP as amended by Decree 283/2025/NĐ-CP)."""

    GOVERNMENT = "government", _("Government or Prime Minister")
    MINISTRY = "ministry", _("Minister")
    PROVINCE = "province", _("provincial People's Committee")
    COMMUNE = "commune", _("commune People's Committee")


class RuleCode(models.TextChoices):
    """The rules that a dossier is held against; what each asks is written in reform/cases/rules.py
    and reform/cases/deputies.py."""

    REGISTER = "register", _("the register allows it")
    PAPERS = "papers", _("all papers are there")
    EMPLOYEES = "employees", _("enough employees")
    AUTONOMY = "autonomy", _("autonomy is not lowered")
    HEADCOUNT = "headcount", _("headcount is not raised")
    DEPUTIES = "deputies", _("deputies within the quota")
    SURPLUS_DEPUTIES = "surplus_deputies", _("surplus deputies go in time")
    AGENCIES = "agencies", _("governing agencies exist")
    PLANNED_DAY = "planned_day", _("operative after the decision")


#: No row of law and no procedure says whether these are asked: they always are.
ALWAYS_ASKED = (RuleCode.REGISTER, RuleCode.PAPERS)
#: Rules that are asked when a row of law is in force and the procedure names them.
RULES_BY_LAW = tuple((rule.value, rule.label) for rule in RuleCode if rule not in ALWAYS_ASKED)


class Severity(models.TextChoices):
    ERROR = "error", _("must be met")
    WARNING = "warning", _("to be weighed")


class Verdict(models.TextChoices):
    KEPT = "kept", _("met")
    BROKEN = "broken", _("not met")
    UNKNOWN = "unknown", _("can't be told")


class OpinionVerdict(models.TextChoices):
    """What an agency says of a dossier that it was asked about."""

    AGREE = "agree", _("agrees")
    REMARKS = "remarks", _("agrees with remarks")
    DISAGREE = "disagree", _("disagrees")


class MailState(models.TextChoices):
    """A mail whose sending broke off midway stays “being sent”: nobody knows whether it arrived,
    and none is sent twice."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")
    DROPPED = "dropped", _("nobody to send it to")


class ReasonFor(models.TextChoices):
    """The acts whose reason is chosen from a list, so that it can be counted."""

    RETURN = "return", _("handing back")
    SUPPLEMENT = "supplement", _("asking for a supplement")
    REJECTION = "rejection", _("rejecting")


class PaperAbout(models.TextChoices):
    """What an official paper is drawn from."""

    CASE = "case", _("dossier")
    PLAN = "plan", _("plan")
    PERIOD = "period", _("province and period")
    VISIT = "visit", _("monitoring visit")


class PaperType(models.TextChoices):
    """The papers that are drawn; what each is made of is told in reform/papers/kinds.py."""

    PLAN = "plan", _("plan (KH)")
    SCHEME = "scheme", _("scheme (ĐA)")
    SUBMISSION = "submission", _("submission (TTr)")
    APPRAISAL = "appraisal", _("appraisal letter (CV)")
    DECISION = "decision", _("draft decision (QĐ)")
    REPORT_HALF_MONTH = "report_half_month", _("report of half a month (BC)")
    REPORT_QUARTER = "report_quarter", _("quarterly report (BC)")
    REPORT_YEAR = "report_year", _("yearly report (BC)")
    VISIT_ANSWER = "visit_answer", _("answer to a monitoring visit (BC)")
    WORKBOOK = "workbook", _("annexes and statistics (xlsx)")
