"""Networks as GraphML, which Gephi, visone, igraph and networkx open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO
from xml.sax.saxutils import escape, quoteattr

from stance.analysis.catalog import Catalog
from stance.analysis.networks import Affiliation, Congruence, affiliations, congruence
from stance.errors import BadUsage
from stance.export.origin import Origin
from stance.model import Statement

NETWORKS = ("actor-position", "actor-actor")

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""

# What XML 1.0 has no way to write, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_RETURN = {"\r": "&#13;"}  # a parser would turn it into a line feed

_KEYS = {
    "graph": {"as_of": "string", "filters": "string", "version": "string", "question": "string"},
    "node": {
        "label": "string", "type": "string", "kind": "string", "country": "string", "statements": "int",
        "support": "int", "color": "string",
    },
    "edge": {"weight": "double", "share": "double", "first": "string", "last": "string"},
}  # fmt: skip


def write_network(
    stream: TextIO, network: str, statements: Sequence[Statement], catalog: Catalog, origin: Origin
) -> None:
    """Write one of NETWORKS from the statements of a window of time; undirected, nodes and edges in stable order."""
    ties = affiliations(statements)
    if network == "actor-position":
        edges: Iterator[Row] = (_affiliation(tie) for tie in ties)
    elif network == "actor-actor":
        edges = (_congruence(tie) for tie in congruence(ties))
    else:
        raise BadUsage(f"No network {network!r}.", f"Choose from {', '.join(NETWORKS)}.")
    stream.write(_HEAD)
    for scope, keys in _KEYS.items():
        for name, type in keys.items():
            stream.write(f'  <key id="{scope}_{name}" for="{scope}" attr.name="{name}" attr.type="{type}"/>\n')
    stream.write(f'  <graph id={_attribute(network)} edgedefault="undirected">\n')
    stream.writelines(_data("graph", {
        "as_of": origin.as_of.isoformat(), "filters": origin.sentence, "version": origin.version, "question": origin.question,
    }, "    "))  # fmt: skip
    for id, values in _nodes(ties, catalog, with_positions=network == "actor-position"):
        stream.write(f"    <node id={_attribute(id)}>\n")
        stream.writelines(_data("node", values, "      "))
        stream.write("    </node>\n")
    for number, (one, other, values) in enumerate(edges):
        stream.write(f'    <edge id="e{number}" source={_attribute(one)} target={_attribute(other)}>\n')
        stream.writelines(_data("edge", values, "      "))
        stream.write("    </edge>\n")
    stream.write("  </graph>\n</graphml>\n")


Row = tuple[str, str, Mapping[str, Any]]


def _affiliation(tie: Affiliation) -> Row:
    days = {"first": str(tie.first or ""), "last": str(tie.last or "")}
    return f"actor:{tie.actor}", f"position:{tie.position}", {"weight": float(tie.weight), **days}


def _congruence(tie: Congruence) -> Row:
    return f"actor:{tie.first}", f"actor:{tie.second}", {"weight": float(tie.weight), "share": tie.share}


def _nodes(
    ties: Iterable[Affiliation], catalog: Catalog, with_positions: bool
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    counts: dict[str, int] = {}
    positions: dict[str, int] = {}
    for tie in ties:
        counts[tie.actor] = counts.get(tie.actor, 0) + tie.weight
        positions[tie.position] = positions.get(tie.position, 0) + tie.weight
    for id, count in sorted(counts.items()):
        actor = catalog.actors.get(id)
        yield (
            f"actor:{id}",
            {
                "label": catalog.name(id),
                "type": "actor",
                "kind": actor.kind.value if actor else "",
                "country": actor.country if actor else "",
                "statements": count,
            },
        )
    for id, count in sorted(positions.items()) if with_positions else ():
        position = catalog.positions.get(id)
        yield (
            f"position:{id}",
            {
                "label": catalog.label(id),
                "type": "position",
                "statements": count,
                "support": position.support if position else None,
                "color": position.color if position else "",
            },
        )


def _data(scope: str, values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, value in values.items():
        if value not in ("", None):
            yield f'{indent}<data key="{scope}_{name}">{escape(_clean(str(value)), _RETURN)}</data>\n'


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)
