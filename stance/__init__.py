"""Record and read who stands where on Ukraine's accession to NATO.

For scripts: `open_store` and `create_store` give a `Tracker`; `read` and `propose` need no store. The rest of the
names are the records they give. All is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from stance.api import Outcome, Shift, Standing, Tracker, create_store, open_store, propose, read
    from stance.errors import StanceError
    from stance.model import (
        Actor,
        Article,
        Confidence,
        Event,
        Kind,
        PartialDate,
        Position,
        Problem,
        Proposal,
        Source,
        SourceRef,
        Span,
        Statement,
        Status,
    )

__all__ = [
    "Actor", "Article", "Confidence", "Event", "Kind", "Outcome", "PartialDate", "Position", "Problem", "Proposal",
    "Shift", "Source", "SourceRef", "Span", "StanceError", "Standing", "Statement", "Status", "Tracker", "__version__",
    "create_store", "open_store", "propose", "read",
]  # fmt: skip

_API = frozenset({"Outcome", "Shift", "Standing", "Tracker", "create_store", "open_store", "propose", "read"})


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'stance' has no attribute {name!r}")
    from importlib import import_module

    module = "stance.api" if name in _API else "stance.errors" if name == "StanceError" else "stance.model"
    return getattr(import_module(module), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
