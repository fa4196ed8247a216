"""The list of topics that proposals are sorted by; loading twice changes nothing."""

from __future__ import annotations

from units.law import load_list


def load(registry, using: str = "default") -> None:
    """Write all topics; ``registry`` is an app registry (a migration passes its own)."""
    load_list(registry.get_model("resolutions", "Topic"), "topics.csv", using)
