"""Bring a folder of articles into a store and print who stands where, with the words it rests on.

python examples/script.py STORE FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import stance


def main(store: str, folder: str) -> None:
    tracker = stance.open_store(store) if Path(store).exists() else stance.create_store(store)
    done = tracker.bring_in(folder, accept="medium")
    print(f"{done.tally.new} new articles, {done.tally.accepted} statements accepted, {done.tally.waiting} to review")
    for problem in done.tally.problems:
        print(f"  {problem}")
    for standing in tracker.table():
        said = standing.statement
        actor = tracker.actor(standing.actor)
        print(f"{actor.name}: {standing.position} since {standing.since.date} “{said.quote or said.summary}”")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:3])
    except stance.StanceError as error:
        sys.exit(str(error))
