"""Closed lists of the field. Lists that the law changes (sectors, levels) are tables instead."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProvinceKind(models.TextChoices):
    PROVINCE = "province", _("province")
    CITY = "city", _("centrally run city")


class Bloc(models.TextChoices):
    """Blocs that are counted separately (Decree 60/2021 lets the last two choose its rules)."""

    GOVERNMENT = "government", _("government bloc")
    PARTY = "party", _("Party bloc")
    FRONT = "front", _("Fatherland Front and socio-political organisations")


class AutonomyGroup(models.TextChoices):
    """Financial autonomy, Decree 60/2021/NĐ-CP, Article 9."""

    GROUP_1 = "1", _("Group 1: self-insures recurrent and investment expenditure")
    GROUP_2 = "2", _("Group 2: self-insures recurrent expenditure")
    GROUP_3 = "3", _("Group 3: self-insures part of recurrent expenditure")
    GROUP_4 = "4", _("Group 4: recurrent expenditure insured by the State")


class ServiceClass(models.TextChoices):
    """What the unit is for: the three groups that the 2022 review asked to tell apart."""

    BASIC = "basic", _("basic and essential services")
    STATE_MANAGEMENT = "state_management", _("serves state management")
    MARKET = "market", _("meets market demand")


class EntryKind(models.TextChoices):
    EVENT = "event", _("reorganization event")
    IMPORT = "import", _("imported list")
    CORRECTION = "correction", _("correction")
    REVERSAL = "reversal", _("reversal")


class EventStatus(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    IN_EFFECT = "in_effect", _("in effect")
    ANNULLED = "annulled", _("annulled")


class Precision(models.TextChoices):
    """How exactly a date is known; the stored day is then the first of the month or year."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class ParticipantRole(models.TextChoices):
    CLOSING = "closing", _("closes")
    SURVIVING = "surviving", _("continues as receiver")
    SOURCE = "source", _("continues, parts leave it")
    NEW = "new", _("new unit")
    EXITING = "exiting", _("leaves the register")
    FORMER = "former", _("ended before, is re-established")


class Extent(models.TextChoices):
    FULL = "full", _("in full")
    PARTIAL = "partial", _("in part")


class BatchStatus(models.TextChoices):
    UPLOADED = "uploaded", _("file received")
    COMPARING = "comparing", _("being compared with the register")
    PREVIEWED = "previewed", _("previewed, nothing written yet")
    QUEUED = "queued", _("waiting to be written")
    WRITING = "writing", _("being written")
    APPLIED = "applied", _("written to the register")
    CANCELLED = "cancelled", _("cancelled")
    UNDONE = "undone", _("undone")


class RowOutcome(models.TextChoices):
    CREATED = "created", _("new unit")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    REJECTED = "rejected", _("rejected")
    IGNORED = "ignored", _("not a unit of this list")
    MISSING = "missing", _("missing from the list")


class MemberRole(models.TextChoices):
    ADMINISTRATOR = "administrator", _("ministry administrator")
    MINISTRY_READER = "ministry_reader", _("ministry reader")
    PREPARER = "preparer", _("provincial preparer")
    APPRAISER = "appraiser", _("provincial appraiser")
    APPROVER = "approver", _("approver")
    READER = "reader", _("provincial reader")
    INSPECTOR = "inspector", _("inspector")
