"""`python -m benchmarks [PART …]`: make the data, measure, print the tables that the README shows.

Parts: startup, stores, extraction, importing, rendering. Without a name all these are measured; `typers`, which installs
several versions of typer by pip, only by its name. Run it from the top of a checkout, in an environment where stance is
installed, on a machine that does nothing else. `--quick` leaves out the largest sizes.
"""

from __future__ import annotations

import argparse
import importlib
import platform
from typing import Any

from benchmarks.timing import print_rows

PARTS = {
    "startup": "Start-up, in units of `python -c pass`",
    "stores": "Stores, in units of `json.load` on the same file",
    "extraction": "Extraction, one core",
    "importing": "Import of articles",
    "rendering": "Drawing, in seconds of the processor",
}
BY_NAME = {"typers": "Versions of typer, in units of `python -c pass`"}


def settings_of(part: str, *, quick: bool) -> dict[str, Any]:
    """What a part's `measure` is called with."""
    return {"sizes": (1_000, 10_000)} if quick and part == "stores" else {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS, *BY_NAME], help="what to measure")
    parser.add_argument("--quick", action="store_true", help="leave out the largest sizes")
    given = parser.parse_args()
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}")
    for part in given.parts or PARTS:
        module = importlib.import_module(f"benchmarks.{part}")
        print_rows({**PARTS, **BY_NAME}[part], module.measure(**settings_of(part, quick=given.quick)))


if __name__ == "__main__":
    main()
