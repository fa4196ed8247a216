"""Findings in the signs of the skin."""

from __future__ import annotations

from django.utils.html import format_html

from ..choices import FindingStatus, Severity
from ..models import Finding

BADGES = {FindingStatus.RESOLVED: "met", FindingStatus.LAPSED: "plain"}
SEVERITIES = {Severity.HIGH: "missed", Severity.MEDIUM: "behind"}


def badge(look: str, words: object) -> str:
    return format_html('<span class="badge badge--{}">{}</span>', look, words)


def badge_of(finding: Finding) -> str:
    return badge(BADGES.get(finding.status, "unknown"), finding.status.label)


def badge_of_severity(finding: Finding) -> str:
    return badge(SEVERITIES.get(finding.severity, "plain"), finding.get_severity_display())
