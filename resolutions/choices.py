"""Closed lists of the promises: documents, their relations, what is promised and measured."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class Operator(models.TextChoices):
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    EXACTLY = "exactly", _("exactly")


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
