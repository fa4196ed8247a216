"""A generated history of reorganizations and an independent replay of it in plain Python.

The replay knows nothing of the register: it keeps a dictionary of who is alive from when to when.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field


@dataclass
class Told:
    """One event as the generator tells it: names stand for units."""

    kind: str
    day: dt.date
    roles: list[tuple[str, str, dict]] = field(default_factory=list)  # role, unit name, changes


@dataclass
class Life:
    begins: dt.date
    ends: dt.date | None = None
    names: list[tuple[dt.date, str]] = field(default_factory=list)


class Replay:
    """Plain state: lives by the name a unit was born with."""

    def __init__(self) -> None:
        self.lives: dict[str, Life] = {}
        self.events: list[Told] = []

    def begin(self, name: str, day: dt.date) -> None:
        self.lives[name] = Life(day, names=[(day, name)])

    def happen(self, told: Told) -> None:
        for role, name, changes in told.roles:
            if role == "new":
                self.begin(name, told.day)
            elif role in ("closing", "exiting"):
                self.lives[name].ends = told.day
            if new_name := changes.get("name"):
                self.lives[name].names.append((told.day, new_name))
        self.events.append(told)

    def state(self, day: dt.date) -> dict[str, str]:
        """Birth name -> name on the day, of everything alive on it."""
        return {
            name: [borne for since, borne in life.names if since <= day][-1]
            for name, life in self.lives.items()
            if life.begins <= day and (life.ends is None or day < life.ends)
        }


#: kind: how many of each role an event takes; a tuple is a range.
SHAPES = {
    "establish": {"new": (1, 1)},
    "merge": {"closing": (1, 3), "surviving": (1, 1)},
    "consolidate": {"closing": (2, 3), "new": (1, 1)},
    "divide": {"closing": (1, 1), "new": (2, 3)},
    "separate": {"source": (1, 1), "new": (1, 2)},
    "dissolve": {"closing": (1, 1)},
    "equitize": {"exiting": (1, 1)},
    "convert": {"closing": (1, 1), "new": (1, 1)},
    "rename": {"surviving": (1, 1)},
    "create_from_parts": {"source": (2, 3), "new": (1, 1)},
    "compound": {"closing": (2, 3), "new": (2, 2)},
}
WEIGHTS = {"establish": 3, "divide": 3, "separate": 3, "dissolve": 1, "equitize": 1}


def generate(number: int, *, seed: int, units: int, first: dt.date, last: dt.date) -> Replay:
    """``number`` events in the order of time between two days, over ``units`` units at the start.

    Within a day a unit takes part in one event only, so that any order of that day is right.
    """
    chance = random.Random(seed)
    replay = Replay()
    alive = [f"u{n}" for n in range(units)]
    for name in alive:
        replay.begin(name, first)
    days = sorted(
        first + dt.timedelta(days=chance.randint(1, (last - first).days)) for _ in range(number)
    )
    kinds = list(SHAPES)
    weights = [WEIGHTS.get(kind, 2) for kind in kinds]
    busy: set[str] = set()
    today = first
    for count, day in enumerate(days):
        if day != today:
            today, busy = day, set()
        told = Told(chance.choices(kinds, weights)[0], day)
        chosen: set[str] = set()
        for role, (least, most) in SHAPES[told.kind].items():
            for place in range(chance.randint(least, most)):
                born = f"e{count}n{place}"
                name = born if role == "new" else pick(chance, alive, busy | chosen)
                chosen.add(name)
                changes = {"name": f"{name} {count}"} if told.kind == "rename" else {}
                told.roles.append((role, name, changes))
        busy |= chosen
        replay.happen(told)
        for role, name, _changes in told.roles:
            if role == "new":
                alive.append(name)
            elif role in ("closing", "exiting"):
                alive.remove(name)
    return replay


def pick(chance: random.Random, alive: list[str], taken: set[str]) -> str:
    while (name := chance.choice(alive)) in taken:
        pass
    return name
