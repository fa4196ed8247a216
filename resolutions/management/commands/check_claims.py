from __future__ import annotations

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from resolutions.reconciliation import RULES, tell
from resolutions.reconciliation.check import Outcome, check
from units.models import Province


class Command(BaseCommand):
    help = "Hold what papers claim against itself, each other and the register; keep what is found."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--province", metavar="CODE", help="default: all, and the country")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, province: str | None, json: bool, **options):
        today = timezone.localdate()
        provinces = territory(province) if province else None
        outcome = check(on=today, at=timezone.now(), provinces=provinces)
        self.stdout.write(as_json(outcome) if json else as_text(outcome))


def territory(code: str) -> set[int]:
    """All that lies where bearers of the code lie, or lay. Raises CommandError."""
    bearers = list(Province.objects.filter(code=code))
    if not bearers:
        raise CommandError(
            _("No province bears the code “%(code)s”.") % {"code": code}, returncode=2
        )
    return set().union(*(bearer.territory_ids() for bearer in bearers))


def as_json(outcome: Outcome) -> str:
    return json.dumps(
        {
            "findings": len(outcome.findings),
            "open": outcome.in_dispute,
            "by_rule": outcome.by_rule,
            "written": dict(outcome.written),
            "sums_that_hold": outcome.sums_that_hold,
            "examples": examples(outcome),
        },
        ensure_ascii=False,
    )


def examples(outcome: Outcome) -> dict[str, str]:
    """Rule -> the sentence of one finding."""
    return {finding.rule: tell(finding).sentence for finding in reversed(outcome.findings)}


def as_text(outcome: Outcome) -> str:
    told = examples(outcome)
    lines = [
        f"{number:>8}  {code}: {RULES[code].label}\n{'':10}{told[code]}"
        for code, number in outcome.by_rule.items()
    ]
    total = _("%(number)s findings, %(open)s in dispute; %(holding)s sums hold.")
    counted = {
        "number": len(outcome.findings),
        "open": outcome.in_dispute,
        "holding": len(outcome.sums_that_hold),
    }
    return "\n".join([*lines, total % counted])
