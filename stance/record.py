"""What makes a class a record: a frozen dataclass whose methods are written when the first of them is called.

`dataclass(frozen=True)` compiles six methods for each class at each start. For the records of model.py alone that took
two times as long as `python -c pass`, and most commands call few of them: what a store holds is made without `__init__`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, make_dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Callable[[Any], Any]:
        return lambda decorator: decorator


Class = TypeVar("Class", bound=type[Any])
Record = TypeVar("Record")
_METHODS = ("__init__", "__repr__", "__eq__", "__hash__")
_new = object.__new__
_set = object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(kind: Class) -> Class:
    """Make the class a frozen dataclass; `fields`, `replace`, `match` and `help` do as with any other."""
    dataclass(init=False, repr=False, eq=False)(kind)
    for name in _METHODS:
        setattr(kind, name, _Unwritten(name))
    setattr(kind, "__setattr__", _refuse_to_set)  # noqa: B010  mypy wants a method here
    setattr(kind, "__delattr__", _refuse_to_delete)  # noqa: B010
    return kind


def record_of(kind: type[Record], values: dict[str, Any]) -> Record:
    """A record of these values, which must be all that it has: quicker than its `__init__`, and checks nothing."""
    made = _new(kind)
    _set(made, "__dict__", values)
    return made


class _Unwritten:
    """Stands in a class for a method of its dataclass until somebody asks for one of them."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, one: object, kind: type[Any]) -> Any:
        _write_methods(next(base for base in kind.__mro__ if base.__dict__.get(self.name) is self))
        return getattr(kind if one is None else one, self.name)


def _write_methods(kind: type[Any]) -> None:
    described = [(one.name, one.type, one) for one in fields(kind)]
    check = {"__post_init__": kind.__post_init__} if hasattr(kind, "__post_init__") else {}
    twin = make_dataclass(kind.__name__, described, frozen=True, namespace=check)
    for name in _METHODS:
        method = twin.__dict__[name]
        method.__module__, method.__qualname__ = kind.__module__, f"{kind.__qualname__}.{name}"
        setattr(kind, name, method)


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
