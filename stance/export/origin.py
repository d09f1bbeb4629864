"""What every export says of itself: the day it holds for, what was asked for, and the version that wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stance.export.formats import Field, encode_json


@dataclass(frozen=True)
class Origin:
    """Where exported rows come from; nothing of it changes between two runs on the same store."""

    as_of: date
    version: str
    command: str = "export"
    filters: Mapping[str, Any] = field(default_factory=dict)  #: as typed; empty ones left out
    question: str = ""  #: of the codebook

    @property
    def meta(self) -> dict[str, Any]:
        return {
            "command": self.command,
            "as_of": self.as_of.isoformat(),
            "filters": dict(self.filters),
            "version": self.version,
        }

    @property
    def sentence(self) -> str:
        """On one line, for comments and captions."""
        told = [f"As of {self.as_of.isoformat()}"]
        told += [f"{name}: {_joined(value)}" for name, value in self.filters.items()]
        return re.sub(r"\s+", " ", "; ".join([*told, f"stance {self.version}"])) + "."


def _joined(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def describe_csv(name: str, fields: Sequence[Field], origin: Origin, delimiter: str = ",", bom: bool = False) -> str:
    """The metadata of a CSV file, by the W3C recommendation *Metadata Vocabulary for Tabular Data*.

    A CSV file has no place for metadata that spreadsheets and pandas would not take for data, so that it lies beside
    the file, as `NAME-metadata.json`, where that recommendation looks for it.
    """
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": name,
        "dialect": {"encoding": "utf-8", "delimiter": delimiter, "header": True, "quoteChar": '"', "doubleQuote": True},
        "dc:title": origin.question or "Statements",
        "dc:creator": f"stance {origin.version}",
        "dc:coverage": origin.as_of.isoformat(),
        "notes": [{**origin.meta, "byte_order_mark": bom}],
        "tableSchema": {"columns": list(_columns(fields))},
    }
    return encode_json(document, 2) + "\n"


_DATATYPES = ("integer", "number", "boolean")  # a date may be a month or a year, which XML Schema calls another type


def _columns(fields: Iterable[Field]) -> Iterable[dict[str, Any]]:
    for one in fields:
        yield {
            "name": one.name,
            "titles": one.name,
            "dc:description": one.description,
            "datatype": one.type if one.type in _DATATYPES else "string",
        }
