"""Closed lists of the promises: documents, their relations, what is promised and measured."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentKind(models.TextChoices):
    RESOLUTION = "resolution", _("resolution")
    CONCLUSION = "conclusion", _("conclusion")
    LAW = "law", _("law")
    DECREE = "decree", _("decree")
    DECISION = "decision", _("decision")
    CIRCULAR = "circular", _("circular")
    PROGRAM = "program", _("programme")
    PLAN = "plan", _("plan")
    SCHEME = "scheme", _("scheme")
    SUBMISSION = "submission", _("submission")
    REPORT = "report", _("report")
    TELEGRAM = "telegram", _("telegram")
    LETTER = "letter", _("official letter")
    OTHER = "other", _("other document")


class DocumentStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    ISSUED = "issued", _("issued")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Relation(models.TextChoices):
    """What one document says of another: "A implements B"."""

    IMPLEMENTS = "implements", _("implements")
    GUIDES = "guides", _("details or guides")
    AMENDS = "amends", _("amends")
    REPLACES = "replaces", _("replaces")
    REPEALS = "repeals", _("repeals")
    BASED_ON = "based_on", _("is based on")
    CITES = "cites", _("cites")
    ATTACHED_TO = "attached_to", _("is attached to")
    ANSWERS = "answers", _("answers")
    CONTINUES = "continues", _("continues")
    TOGETHER_WITH = "together_with", _("is implemented together with")


#: Kinds by which one document follows another: A implements B, so B was there before A, and B can't
#: follow A over others. Documents cite, and are attached to, each other both ways.
FOLLOWING = frozenset(
    {
        Relation.IMPLEMENTS.value,
        Relation.GUIDES.value,
        Relation.AMENDS.value,
        Relation.REPLACES.value,
        Relation.REPEALS.value,
        Relation.BASED_ON.value,
        Relation.ANSWERS.value,
        Relation.CONTINUES.value,
    }
)
#: Kinds that end the other document's text.
ENDING = frozenset({Relation.REPLACES.value, Relation.REPEALS.value})
#: Kinds that say the same of both documents.
MUTUAL = frozenset({Relation.TOGETHER_WITH.value})


class PartKind(models.TextChoices):
    """Parts of a document: those of Party resolutions, then those of laws and decrees."""

    VIEWPOINT_GROUP = "viewpoint_group", _("group of viewpoints")
    VIEWPOINT = "viewpoint", _("viewpoint")
    GOAL = "goal", _("goal")
    TASK_GROUP = "task_group", _("group of tasks and solutions")
    TASK = "task", _("task or solution")
    CHAPTER = "chapter", _("chapter")
    ARTICLE = "article", _("article")
    CLAUSE = "clause", _("clause")
    POINT = "point", _("point")
    OTHER = "other", _("other part")


class Measure(models.TextChoices):
    UNITS = "units", _("units")
    PERCENT = "percent", _("percent")
    PEOPLE = "people", _("people")
    ORGANISATIONS = "organisations", _("administrative organisations")
    NONE = "none", _("no figure")


class IndicatorCode(models.TextChoices):
    """What can be promised. How each is counted stands in ``resolutions/indicators``."""

    UNITS_ABSOLUTE = "units_reduction_absolute", _("fewer units, in units")
    UNITS_PERCENT = "units_reduction_percent", _("fewer units, in percent")
    AUTONOMY = "autonomy_rate", _("share of financially autonomous units")
    PAYROLL = "payroll_from_budget_reduction", _("fewer people paid from the state budget")
    SPENDING = (
        "direct_budget_spending_reduction_avg",
        _("lower direct state budget spending, on average"),
    )
    CONVERSION = (
        "eligible_units_converted",
        _("eligible units converted into joint-stock companies"),
    )
    KINDS_LEFT = (
        "kinds_of_units_left",
        _("only units for political tasks, state management, basic and essential services"),
    )


#: Each indicator has one measure, so that "10" of a promise can't be taken for something else.
MEASURE_OF: dict[str, str] = {
    IndicatorCode.UNITS_ABSOLUTE.value: Measure.UNITS.value,
    IndicatorCode.UNITS_PERCENT.value: Measure.PERCENT.value,
    IndicatorCode.AUTONOMY.value: Measure.PERCENT.value,
    IndicatorCode.PAYROLL.value: Measure.PERCENT.value,
    IndicatorCode.SPENDING.value: Measure.PERCENT.value,
    IndicatorCode.CONVERSION.value: Measure.PERCENT.value,
    IndicatorCode.KINDS_LEFT.value: Measure.NONE.value,
}


class ClaimSubject(models.TextChoices):
    """What a paper's figure is about: an indicator, or something that no target asks for."""

    UNITS = "units", _("number of units")
    UNITS_ABSOLUTE = IndicatorCode.UNITS_ABSOLUTE.value, IndicatorCode.UNITS_ABSOLUTE.label
    UNITS_PERCENT = IndicatorCode.UNITS_PERCENT.value, IndicatorCode.UNITS_PERCENT.label
    AUTONOMY = IndicatorCode.AUTONOMY.value, IndicatorCode.AUTONOMY.label
    PAYROLL = IndicatorCode.PAYROLL.value, IndicatorCode.PAYROLL.label
    SPENDING = IndicatorCode.SPENDING.value, IndicatorCode.SPENDING.label
    CONVERSION = IndicatorCode.CONVERSION.value, IndicatorCode.CONVERSION.label
    STREAMLINED = "payroll_streamlined_people", _("people who left the payroll")
    ADMINISTRATIVE = (
        "administrative_orgs_cut",
        _("administrative organisations cut (not public service units)"),
    )
    DIVISIONS = "divisions_cut", _("divisions of agencies cut (not public service units)")
    VERDICT = "verdict", _("a judgement without figure")
    MEETING = "meeting", _("a meeting: who held it, and when")
    PLANNED_DAY = "planned_day", _("a step planned for a day")
    CONTENT = "content", _("what a document consists of")
    CONTEXT = "context", _("circumstances, not part of the reform")


#: Words for the parts into which papers split their figures.
PART_LABELS = {
    "government": _("government sector"),
    "party_and_sociopolitical": _("Party agencies and socio-political organisations"),
    "central": _("central"),
    "local": _("local"),
    "under_province": _("under the provincial People's Committee"),
    "under_department": _("under departments and other administrative organisations"),
    "under_sub_department": _("under sub-departments"),
    "under_unit": _("under units of the provincial People's Committee"),
    "under_commune": _("under communes"),
    "group_1": _("Group 1"),
    "group_2": _("Group 2"),
    "group_3": _("Group 3"),
    "group_4": _("Group 4"),
    "viewpoint_groups": _("groups of viewpoints"),
    "goals": _("goals"),
    "task_groups": _("groups of tasks and solutions"),
}


class Doubt(models.TextChoices):
    """What a reviewer must look up in the original, because the words at hand do not tell."""

    OPERATOR = "operator", _("at least, at most or exactly")
    MEANING = "meaning", _("what the words mean")


class MeetingKind(models.TextChoices):
    CONFERENCE = "conference", _("conference")
    WORKING_SESSION = "working_session", _("working session")


class Severity(models.TextChoices):
    """How much hangs on what does not add up."""

    HIGH = "high", pgettext_lazy("severity", "high")
    MEDIUM = "medium", pgettext_lazy("severity", "medium")
    LOW = "low", pgettext_lazy("severity", "low")


class FindingStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("finding", "open")
    ASSIGNED = "assigned", pgettext_lazy("finding", "assigned")
    RESOLVED = "resolved", pgettext_lazy("finding", "resolved")
    LAPSED = "lapsed", pgettext_lazy("finding", "no longer holds")


class Operator(models.TextChoices):
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    EXACTLY = "exactly", _("exactly")


class AnswerKind(models.TextChoices):
    """What an answer gives of what a proposal asked for."""

    IN_FULL = "in_full", _("grants it in full")
    IN_PART = "in_part", _("grants it in part")
    REFUSAL = "refusal", _("refuses it")


class PracticeOutcome(models.TextChoices):
    TAKEN_UP = "taken_up", _("replicated elsewhere")
    DECLINED = "declined", _("not replicated")


class BaselineKind(models.TextChoices):
    YEAR = "year", _("a year: its last day")
    DATE = "date", _("a day")
    PERIOD = "period", _("a period: its average")
    UNKNOWN = "unknown", _("not stated")


class Status(models.TextChoices):
    """How far a promise has come, judged on a day."""

    MET = "met", _("met")
    ON_TRACK = "on_track", _("on track")
    BEHIND = "behind", _("behind")
    MISSED = "missed", _("missed")
    UNKNOWN = "unknown", _("not known")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
