"""How each thing of the register is written for programs: codes and keys, never labels."""

from __future__ import annotations

from rest_framework import serializers

from resolutions.models import DocumentRelation, LegalDocument
from units.models import (
    Agency,
    Participant,
    Province,
    ReorganizationEvent,
    Succession,
    UnitVersion,
)


def decimal(source: str) -> serializers.DecimalField:
    """An exact number as a string, or null where it is not known."""
    return serializers.DecimalField(18, 2, source=source, allow_null=True)


class ProvinceRow(serializers.ModelSerializer):
    succeeded_by = serializers.PrimaryKeyRelatedField(read_only=True)

    class Meta:
        model = Province
        fields = (
            "id", "code", "name", "kind", "valid_from", "valid_to", "succeeded_by",
            "is_fictional", "legal_basis",
        )  # fmt: skip


class AgencyRow(serializers.ModelSerializer):
    level = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = Agency
        fields = (
            "id", "code", "name", "level", "bloc", "province", "parent", "valid_from", "valid_to",
            "succeeded_by",
        )  # fmt: skip


class VersionRow(serializers.ModelSerializer):
    """A period of a unit, as the register holds it, or held it until ``superseded_at``."""

    unit = serializers.IntegerField(source="unit_id")
    handle = serializers.CharField(source="unit.handle")
    sector = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = UnitVersion
        fields = (
            "id", "unit", "handle", "code", "name", "agency", "province", "sector",
            "service_class", "autonomy_group", "valid_from", "valid_to", "recorded_at",
            "superseded_at",
        )  # fmt: skip


class UnitRow(VersionRow):
    """A unit as it is on the day asked for."""

    id = serializers.IntegerField(source="unit_id")
    version = serializers.IntegerField(source="pk")
    established_on = serializers.DateField(source="unit.established_on")
    ceased_on = serializers.DateField(source="unit.ceased_on")

    class Meta(VersionRow.Meta):
        fields = (
            "id", "handle", "code", "name", "agency", "province", "sector", "service_class",
            "autonomy_group", "established_on", "ceased_on", "version", "valid_from", "valid_to",
        )  # fmt: skip


class ParticipantRow(serializers.ModelSerializer):
    class Meta:
        model = Participant
        fields = ("role", "unit", "extent", "name", "company_name", "company_tax_code")


class EventRow(serializers.ModelSerializer):
    """``status`` as it was at the moment of knowledge."""

    status = serializers.CharField(source="status_then")
    participants = ParticipantRow(many=True)

    class Meta:
        model = ReorganizationEvent
        fields = (
            "id", "kind", "status", "province", "decision_number", "issuer", "clause",
            "decided_on", "legal_effect_on", "operative_on", "precision", "sequence", "reason",
            "participants",
        )  # fmt: skip


class SuccessionRow(serializers.ModelSerializer):
    operative_on = serializers.DateField(source="event.operative_on")

    class Meta:
        model = Succession
        fields = (
            "id", "event", "operative_on", "predecessor", "successor", "extent", "recorded_at",
            "superseded_at",
        )  # fmt: skip


class RelationRow(serializers.ModelSerializer):
    document = serializers.PrimaryKeyRelatedField(source="to_document", read_only=True)

    class Meta:
        model = DocumentRelation
        fields = ("kind", "document")


class DocumentRow(serializers.ModelSerializer):
    relations = RelationRow(many=True)

    class Meta:
        model = LegalDocument
        fields = (
            "id", "number", "issuer", "issued_on", "kind", "title", "effective_on", "expires_on",
            "status", "province", "source", "relations",
        )  # fmt: skip


class TargetRow(serializers.Serializer):
    """A target and how far it has come on the day. Figures are decimal strings; what can't be told
    is null, and ``why_unknown`` says why."""

    id = serializers.IntegerField(source="target.pk")
    document = serializers.IntegerField(source="target.document_id")
    province = serializers.IntegerField(source="target.province_id", allow_null=True)
    bloc = serializers.CharField(source="target.bloc")
    indicator = serializers.CharField(source="target.indicator")
    operator = serializers.CharField(source="target.operator")
    value = decimal("target.value")
    measure = serializers.CharField(source="target.measure")
    baseline_kind = serializers.CharField(source="target.baseline_kind")
    baseline_on = serializers.DateField(source="target.baseline_on")
    deadline = serializers.DateField(source="target.deadline")
    judged_on = serializers.DateField()
    status = serializers.CharField()
    baseline = decimal("measured.baseline")
    now = decimal("measured.now")
    required = decimal("measured.required")
    missing = decimal("measured.missing")
    why_unknown = serializers.CharField(source="measured.why_unknown")
