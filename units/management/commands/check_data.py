import json
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from units.quality import PROBLEMS, Finding, Review, number_of

from .count_units import day_of


class Command(BaseCommand):
    help = "Say what is wrong with the data of the register: problems, how many, an example each."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="default: today")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, on: str | None, json: bool, **options):
        review = Review(day_of(on) if on else timezone.localdate())
        found = {code: (number, example) for code, number, example in problems_of(review)}
        self.stdout.write(as_json(found) if json else as_text(found))


def problems_of(review: Review):
    """(code, number of cases, one of them) of each problem that has any."""
    for code, problem in PROBLEMS.items():
        rows = problem.find(review)
        if number := number_of(rows):
            yield code, number, problem.tell(rows[0])


def as_json(found: dict[str, tuple[int, Finding]]) -> str:
    return json.dumps(
        {
            "problems": {code: number for code, (number, _example) in found.items()},
            "examples": {code: asdict(example) for code, (_number, example) in found.items()},
        },
        ensure_ascii=False,
    )


def as_text(found: dict[str, tuple[int, Finding]]) -> str:
    if not found:
        return _("No problem was found.")
    return "\n".join(
        f"{number:>8}  {code}: {PROBLEMS[code].label}\n"
        f"{'':10}{example.subject}{' – ' if example.note else ''}{example.note}"
        for code, (number, example) in found.items()
    )
