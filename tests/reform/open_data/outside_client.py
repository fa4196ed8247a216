"""A stranger's program: nothing but the standard library, an address and a key.

    python outside_client.py http://host/api/v1/ KEY DAY [DAY ...]

It reads all versions and provinces, rebuilds the register from them, and prints as JSON how many
units were in force on each day, in all and by sector, and what became of each unit that ended.
"""

import collections
import json
import sys
import urllib.request


def pages(address, key):
    while address:
        request = urllib.request.Request(address, headers={"Authorization": f"Bearer {key}"})  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            page = json.load(answer)
        yield from page["results"]
        address = page["next"]


def in_force(version, day):
    return version["valid_from"] <= day and (
        version["valid_to"] is None or day < version["valid_to"]
    )


def became(unit, edges, living, since=("", 0)):
    """Living units that continue ``unit``, walking on in the order of time."""
    found = set()
    for place, heir in edges.get(unit, ()):
        if place >= since:
            found |= {heir} & living | became(heir, edges, living, place)
    return found


def main(root, key, *days):
    versions = list(pages(f"{root}versions/?size=100", key))
    sequences = {event["id"]: event["sequence"] for event in pages(f"{root}events/", key)}
    edges = collections.defaultdict(list)
    for one in pages(f"{root}successions/?size=100", key):
        place = (one["operative_on"], sequences[one["event"]])
        edges[one["predecessor"]].append((place, one["successor"]))
    told = {}
    for day in days:
        standing = [version for version in versions if in_force(version, day)]
        told[day] = {
            "total": len(standing),
            "by": dict(collections.Counter(one["sector"] or "unknown" for one in standing)),
        }
    living = {version["unit"] for version in versions if in_force(version, days[-1])}
    ended = sorted({version["unit"] for version in versions} - living)
    told["became"] = {str(unit): sorted(became(unit, edges, living)) for unit in ended}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
