"""The exchange formats: valid for the programs that read them, escaped, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest

from stance.analysis.networks import affiliations, congruence
from stance.errors import BadUsage, StanceError
from stance.export.bibliography import write_bibtex, write_csl
from stance.export.cite import cite, in_words
from stance.export.datapackage import build_package, write_package
from stance.export.dna import FIELDS as EVENT_FIELDS
from stance.export.dna import write_events
from stance.export.graphml import NETWORKS, write_network
from stance.export.vega import write_timeline
from stance.model import PartialDate, Source, SourceRef, Statement

Exported = Any


@pytest.fixture(params=["sample", "hostile"])
def exported(request: pytest.FixtureRequest) -> Exported:
    return request.getfixturevalue(request.param)


# -- data package -----------------------------------------------------------------------------------------------------


def test_the_package_is_valid(exported: Exported, tmp_path: Path) -> None:
    from frictionless import Package

    write_package(tmp_path / "p", build_package(exported.statements, exported.catalog, exported.origin))
    package = Package(str(tmp_path / "p" / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.to_summary()
    assert {resource.name for resource in package.resources} >= {
        "statements",
        "evidence",
        "sources",
        "actors",
        "positions",
    }
    rows = {row["id"]: row for row in package.get_resource("statements").read_rows()}
    for one in exported.statements:
        assert rows[one.id]["quote"] == (one.quote or None)
        assert rows[one.id]["stated_on_first"] == (one.stated_on.first if one.stated_on else None)


def test_the_package_tells_when_a_key_or_a_word_is_broken(sample: Exported, tmp_path: Path) -> None:
    from frictionless import Package

    files = build_package(sample.statements, sample.catalog, sample.origin)
    files["statements.csv"] = files["statements.csv"].replace("joe-biden", "nobody", 1).replace(",direct,", ",loud,", 1)
    write_package(tmp_path / "p", files)
    kinds = {
        error.type
        for task in Package(str(tmp_path / "p" / "datapackage.json")).validate().tasks
        for error in task.errors
    }
    assert kinds == {"foreign-key", "constraint-error"}


def test_the_description_follows_version_two_and_says_where_it_comes_from(sample: Exported) -> None:
    description = json.loads(build_package(sample.statements, sample.catalog, sample.origin)["datapackage.json"])
    assert description["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert description["stance"] == {
        "command": "export", "as_of": "2026-04-01", "filters": {"country": ["UA", "US"]}, "version": "0.0.test",
    }  # fmt: skip
    statements = next(one for one in description["resources"] if one["name"] == "statements")
    kind = next(one for one in statements["schema"]["fields"] if one["name"] == "kind")
    assert kind["constraints"]["enum"] == ["direct", "indirect", "reported"]
    assert len(statements["schema"]["foreignKeys"]) == 3


def test_a_zip_file_has_the_same_bytes_each_time(sample: Exported, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        write_package(tmp_path / name, build_package(list(reversed(sample.statements)), sample.catalog, sample.origin))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert "datapackage.json" in archive.namelist()
        assert archive.testzip() is None


def test_a_folder_of_other_files_is_left_alone(sample: Exported, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("keep")
    with pytest.raises(StanceError, match="holds other files"):
        write_package(tmp_path, {"datapackage.json": "{}"})
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]
    write_package(tmp_path / "new", {"datapackage.json": "{}"})
    write_package(tmp_path / "new", {"datapackage.json": "{ }"})
    assert (tmp_path / "new" / "datapackage.json").read_text() == "{ }"


# -- event list -------------------------------------------------------------------------------------------------------


def events_of(exported: Exported, **more: Any) -> tuple[str, list[dict[str, str]], int]:
    stream = io.StringIO(newline="")
    left_out = write_events(stream, exported.statements, exported.catalog, **more)
    text = stream.getvalue()
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    return text, rows, left_out


def test_the_event_list_has_the_form_of_the_program(sample: Exported) -> None:
    text, rows, left_out = events_of(sample)
    assert text.split("\n")[0] == (
        '"statement_id";"time";"person";"organization";"concept";"agreement";"start_position";"stop_position";"text";'
        '"coder";"document_id";"document_title";"document_author";"document_source";"document_section";"document_type"'
    )
    assert not text.endswith("\n")
    assert left_out == 0
    assert len(rows) == len(sample.statements)
    line = (
        r'\d+;\d{4}-\d\d-\d\d 00:00:00;"[^"]*";"[^"]*";"[^"]*";1;\d+;\d+;"[^"]*";\d+;\d+;"[^"]*";"[^"]*";"[^"]*";"";""'
    )
    for one in text.split("\n")[1:]:
        assert re.fullmatch(line, one), one
    by_person = {(row["person"], row["time"][:10], row["concept"]): row for row in rows}
    biden = by_person["Joe Biden", "2023-07-07", "after-war"]
    assert biden["organization"] == "White House"
    assert ("", "2023-07-11", "after-war") in by_person  # NATO's communiqué: an organisation without a person
    assert [int(row["statement_id"]) for row in rows] == list(range(1, len(rows) + 1))


def test_the_event_list_escapes_as_the_program_does(hostile: Exported) -> None:
    text, rows, left_out = events_of(hostile)
    assert left_out == 1  # neither said nor published on any day
    assert all(row.keys() == {field.name for field in EVENT_FIELDS} for row in rows)
    nasty = next(row for row in rows if row["concept"] == "now" and row["document_title"])
    assert nasty["document_author"].startswith("=1+1,'x',\r\n\ttwo")
    assert ";" not in nasty["text"] and '"' not in nasty["text"]
    assert "\x00" not in text
    assert [row["coder"] for row in rows if row["text"] == "+1"] == ["3"]  # "", the nasty one, anna


def test_offsets_count_utf16_units() -> None:
    from stance.analysis.catalog import Catalog

    text = "😀 He said: yes. 😀"
    source = Source("a", sha256="h", published=PartialDate(2023, 7, 6))
    one = Statement("s", "x", "now", quote="yes", sources=(SourceRef("a", 11, 14),))
    stream = io.StringIO()
    write_events(stream, [one], Catalog(sources=[source]), lambda sha256: text if sha256 == "h" else None)
    assert ';12;15;"yes";' in stream.getvalue()


# -- networks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("network", NETWORKS)
def test_networks_open(exported: Exported, network: str) -> None:
    stream = io.StringIO()
    write_network(stream, network, exported.statements, exported.catalog, exported.origin)
    graph = networkx.parse_graphml(stream.getvalue())
    ties = affiliations(exported.statements)
    edges = ties if network == "actor-position" else congruence(ties)
    assert graph.number_of_edges() == len(edges)
    assert not graph.is_directed()
    assert sum(data["weight"] for _, _, data in graph.edges(data=True)) == sum(edge.weight for edge in edges)
    assert {data["type"] for _, data in graph.nodes(data=True)} == (
        {"actor", "position"} if network == "actor-position" else {"actor"}
    )


def test_networks_say_what_they_are_of(sample: Exported) -> None:
    stream = io.StringIO()
    write_network(stream, "actor-position", sample.statements, sample.catalog, sample.origin)
    graph = networkx.parse_graphml(stream.getvalue())
    assert graph.graph["as_of"] == "2026-04-01"
    assert "country: UA, US" in graph.graph["filters"]
    node = graph.nodes["actor:joe-biden"]
    assert (node["label"], node["country"], node["statements"]) == ("Joe Biden", "US", 4)
    assert graph.nodes["position:now"]["support"] == 4
    assert graph.edges["actor:joe-biden", "position:after-war"]["first"] == "2023-06-17"


def test_what_xml_cannot_write_is_dropped(hostile: Exported) -> None:
    stream = io.StringIO()
    write_network(stream, "actor-actor", hostile.statements, hostile.catalog, hostile.origin)
    root = ElementTree.fromstring(stream.getvalue())
    label = root.find(".//{*}node[@id='actor:evil']/{*}data[@key='node_label']")
    assert label is not None and label.text is not None
    assert label.text.startswith('=1+1;"x",\r\n\ttwo[31m')
    assert "\ufffe" not in label.text


def test_an_unknown_network_is_refused(sample: Exported) -> None:
    with pytest.raises(BadUsage, match="actor-position, actor-actor"):
        write_network(io.StringIO(), "friends", [], sample.catalog, sample.origin)


# -- bibliographies ---------------------------------------------------------------------------------------------------


def test_csl_json(exported: Exported) -> None:
    stream = io.StringIO()
    write_csl(stream, exported.catalog.sources.values())
    items = json.loads(stream.getvalue())
    assert len(items) == len(exported.catalog.sources)
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert item["type"] in ("article-newspaper", "webpage")
        assert set(item) <= {
            "id",
            "type",
            "title",
            "container-title",
            "author",
            "issued",
            "accessed",
            "URL",
            "language",
        }
        for part in item.get("issued", {"date-parts": [[2023]]})["date-parts"][0]:
            assert isinstance(part, int)


def test_csl_json_of_a_source() -> None:
    stream = io.StringIO()
    source = Source(
        "a1",
        "T",
        "https://x.org",
        "Reuters",
        PartialDate(2023, 7),
        "en",
        accessed=PartialDate(2024, 1, 2),
        author="A B",
    )
    write_csl(stream, [source])
    assert json.loads(stream.getvalue()) == [{
        "id": "a1", "type": "article-newspaper", "title": "T", "container-title": "Reuters", "author": [{"literal": "A B"}],
        "issued": {"date-parts": [[2023, 7]]}, "accessed": {"date-parts": [[2024, 1, 2]]}, "URL": "https://x.org", "language": "en",
    }]  # fmt: skip


def test_bibtex_of_a_source(sample: Exported) -> None:
    stream = io.StringIO()
    source = Source(
        "ab12",
        "50% & {more}: #1_x",
        "https://x.org/{a}?b=%20_c",
        "Le Monde",
        PartialDate(2023, 7, 6),
        "fr",
        accessed=PartialDate(2024, 1, 2),
    )
    write_bibtex(stream, [source], sample.origin)
    assert stream.getvalue() == (
        "@comment{As of 2026-04-01; country: UA, US; stance 0.0.test.}\n"
        "\n"
        "@misc{lemonde2023-ab12,\n"
        "  title = {{50\\% \\& \\{more\\}: \\#1\\_x}},\n"
        "  howpublished = {Le Monde},\n"
        "  year = {2023},\n"
        "  month = jul,\n"
        "  date = {2023-07-06},\n"
        "  url = {https://x.org/%7Ba%7D?b=%20_c},\n"
        "  urldate = {2024-01-02},\n"
        "  language = {fr}\n"
        "}\n"
    )


def test_bibtex_stays_in_its_braces(exported: Exported) -> None:
    stream = io.StringIO()
    write_bibtex(stream, exported.catalog.sources.values(), exported.origin)
    text = stream.getvalue()
    depth = 0
    for char in re.sub(r"\\[{}]", "", text):
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    assert text.count("\n@misc{") == len(exported.catalog.sources)
    keys = re.findall(r"@misc\{([^,]+),", text)
    assert len(set(keys)) == len(keys) and all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


# -- chart ------------------------------------------------------------------------------------------------------------


def test_the_chart_carries_its_data(exported: Exported) -> None:
    stream = io.StringIO()
    write_timeline(stream, exported.statements, exported.catalog, exported.origin)
    chart = json.loads(stream.getvalue())
    dated = [one for one in exported.statements if one.stated_on]
    assert len(chart["datasets"]["said"]) == len(dated)
    assert chart["usermeta"]["as_of"] == "2026-04-01"
    assert all(layer["data"]["name"] in chart["datasets"] for layer in chart["layer"])
    scale = chart["layer"][1]["encoding"]["color"]["scale"]
    assert len(scale["domain"]) == len(scale["range"]) == len({row["position"] for row in chart["datasets"]["said"]})
    for row in chart["datasets"]["held"]:
        assert row["from"] < row["to"] <= "2026-04-01"


def test_the_chart_carries_in_what_was_held_before(sample: Exported) -> None:
    stream = io.StringIO()
    write_timeline(stream, sample.statements, sample.catalog, sample.origin, since=date(2023, 5, 1))
    held = json.loads(stream.getvalue())["datasets"]["held"]
    cleverly = [row for row in held if row["actor"] == "James Cleverly"]
    assert cleverly[0]["from"] == "2023-05-01" and cleverly[0]["to"] == "2023-06-21"
    assert [row["silent"] for row in cleverly if row["to"] == "2026-04-01"] == [True]


# -- footnotes --------------------------------------------------------------------------------------------------------


def test_a_footnote(sample: Exported) -> None:
    one = next(one for one in sample.statements if one.actor == "mircea-geoana" and one.position == "guarantees-first")
    assert cite(one, sample.catalog, PartialDate(2026, 4, 1)) == (
        "Mircea Geoană, Deputy Secretary General of NATO: "
        "“consistency and predictability until it becomes a member of NATO” (6 July 2023), "
        "“NATO tells of progress of negotiations on security guarantees before Ukraine's accession”, "
        "Ukrainska Pravda, 6 July 2023, https://www.pravda.com.ua/eng/news/2023/07/6/7410072/, accessed 1 April 2026; "
        "“NATO tells about progress of talks on security guarantees for Ukraine”, Insight News Media, 6 July 2023, "
        "https://insightnews.media/nato-tells-about-progress-of-talks-on-security-guarantees-for-ukraine/, "
        "accessed 1 April 2026."
    )


def test_a_footnote_of_hostile_records_is_one_printable_line(hostile: Exported) -> None:
    for one in hostile.statements:
        line = cite(one, hostile.catalog)
        assert line.endswith(".") and not re.search(r"[\x00-\x1f\x7f-\x9f\u202e]", line)
    assert "no source recorded" in cite(hostile.statements[3], hostile.catalog)
    assert "(undated)" in cite(hostile.statements[2], hostile.catalog)


def test_a_footnote_claims_no_day_that_is_only_a_bound(hostile: Exported) -> None:
    one = Statement("s9", "plain", "now", stated_on=PartialDate(2023, 7, 6, by=True), quote="Yes")
    assert "“Yes” (said by 6 July 2023)" in cite(one, hostile.catalog)


def test_days_in_words() -> None:
    assert [in_words(PartialDate.parse(day)) for day in ("2023", "2023-07", "2023-07-06")] == [
        "2023",
        "July 2023",
        "6 July 2023",
    ]


# -- the same bytes ---------------------------------------------------------------------------------------------------


def test_the_order_of_statements_changes_no_byte(exported: Exported) -> None:
    def everything(statements: Any) -> list[str]:
        out = []
        for write in (
            lambda s: write_events(s, statements, exported.catalog),
            lambda s: write_network(s, "actor-actor", statements, exported.catalog, exported.origin),
            lambda s: write_network(s, "actor-position", statements, exported.catalog, exported.origin),
            lambda s: write_timeline(s, statements, exported.catalog, exported.origin),
        ):
            stream = io.StringIO()
            write(stream)
            out.append(stream.getvalue())
        return [*out, *build_package(statements, exported.catalog, exported.origin).values()]

    assert everything(exported.statements) == everything(list(reversed(exported.statements)))
