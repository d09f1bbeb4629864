"""Records: frozen dataclasses whose methods are written when they are called."""

from __future__ import annotations

import copy
import inspect
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import Any

import pytest

from stance.model import PartialDate, Span, Statement
from stance.record import record, record_of


@record
class Light:
    """As a record."""

    name: str
    size: int = 1
    parts: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    by: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError("too small")


@dataclass(frozen=True)
class Plain:
    """The same, made by Python alone."""

    name: str
    size: int = 1
    parts: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    by: bool = field(default=False, kw_only=True)


GIVEN: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a",), {}),
    (("a", 2), {"by": True}),
    ((), {"name": "a", "parts": ("x", "y"), "extra": {"k": 1}}),
]


@pytest.mark.parametrize(("given", "named"), GIVEN)
def test_a_record_does_as_a_frozen_dataclass(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    light, plain = Light(*given, **named), Plain(*given, **named)
    assert vars(light) == vars(plain)
    assert repr(light) == repr(plain).replace("Plain", "Light")
    assert hash(light) == hash(plain)
    assert light == Light(*given, **named)
    assert light != plain
    assert light != Light("other")
    assert replace(light, size=7) == Light(**{**vars(light), "size": 7})
    assert pickle.loads(pickle.dumps(light)) == copy.deepcopy(light) == light


def test_it_shows_itself_as_one() -> None:
    assert is_dataclass(Light)
    assert [(one.name, one.type, one.default) for one in fields(Light)] == [
        (one.name, one.type, one.default) for one in fields(Plain)
    ]
    assert inspect.signature(Light).parameters == inspect.signature(Plain).parameters
    assert Light.__match_args__ == Plain.__match_args__
    assert Light.__init__.__qualname__ == "Light.__init__"
    assert Light.__doc__ == "As a record."


def test_each_has_its_own_defaults_and_the_class_keeps_them() -> None:
    first, second = Light("a"), Light("b")
    assert first.extra == {}
    assert first.extra is not second.extra
    assert Light.size == 1


def test_it_never_changes_and_refuses_what_does_not_fit() -> None:
    light = Light("a")
    for name in ("name", "size", "unknown"):
        with pytest.raises(FrozenInstanceError, match=name):
            setattr(light, name, 1)
        with pytest.raises(FrozenInstanceError, match=name):
            delattr(light, name)
    for given, named in (((), {}), (("a", 1, (), {}, True), {}), (("a",), {"name": "b"}), (("a",), {"other": 1})):
        with pytest.raises(TypeError):
            Light(*given, **named)
    with pytest.raises(ValueError, match="too small"):
        Light("a", -1)


def test_a_record_of_values_equals_one_that_was_called_for() -> None:
    assert record_of(Span, {"start": 1, "end": 2}) == Span(1, 2)
    assert PartialDate.parse("2023-07") == PartialDate(2023, 7)
    assert hash(PartialDate.parse("2023-07")) == hash(PartialDate(2023, 7))


@pytest.mark.parametrize("first", ["hash(a)", "a == b", "repr(a)", "type(a)('x', 'y', 'z')"])
def test_whatever_is_called_first_writes_the_methods(first: str) -> None:
    code = f"""
from stance.model import Statement
from stance.record import record_of, _Unwritten
a, b = record_of(Statement, {{}}), record_of(Statement, {{}})
for name in ("__init__", "__repr__", "__eq__", "__hash__"):
    assert isinstance(Statement.__dict__[name], _Unwritten)
try:
    {first}
except AttributeError:  # of a record without values
    pass
assert not any(isinstance(one, _Unwritten) for one in vars(Statement).values())
"""
    subprocess.run([sys.executable, "-c", code], check=True)
    assert Statement("s", "a", "now") == Statement("s", "a", "now")
