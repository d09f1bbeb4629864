"""The benchmarks that `python -m benchmarks` names can be run; what they measure is no matter of the tests."""

from __future__ import annotations

import importlib
import inspect
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

main = pytest.importorskip("benchmarks.__main__")


@pytest.mark.parametrize("part", main.PARTS)
def test_every_part_of_the_benchmarks_can_be_called_as_it_is_called(part: str) -> None:
    module = importlib.import_module(f"benchmarks.{part}")
    inspect.signature(module.measure).bind(**main.settings_of(part, quick=False))
    inspect.signature(module.measure).bind(**main.settings_of(part, quick=True))
