"""The codebook file: what it takes, every fault with its line, what a palette must do, and a codebook of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from stance.codebook import Codebook, load_codebook, read_codebook
from stance.errors import BadData, NotFound
from stance.model import Article, PartialDate, Position

ROOT = Path(__file__).resolve().parent.parent
SMALL = """
id = "peace"
[lists]
truce = ["ceasefire", "truce"]
[[position]]
id = "yes"
label = "yes"
[[position]]
id = "no"
label = "no"
glyph = "x"
[topic]
[[topic.slot]]
name = "truce"
words = ["@truce"]
[[cue]]
id = "wanted"
position = "yes"
phrases = ["want* {0-3} @truce"]
"""


def read(text: str) -> Codebook:
    return read_codebook(text, Path("book.toml"))


def test_ours_has_the_positions_in_their_order() -> None:
    codebook = load_codebook()
    assert codebook.ids == ("now", "guarantees-first", "after-war", "in-principle", "noncommittal", "opposed")
    assert [one.glyph for one in codebook.positions] == list("●◕◑◔○×")
    assert [one.id for one in codebook.positions if one.core] == ["now", "guarantees-first", "after-war"]
    assert codebook.rank("now") < codebook.rank("opposed") < codebook.rank("unheard-of")
    assert codebook.weights is not None and codebook.weights.is_file()


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("position", load_codebook().positions, ids=lambda one: one.id)
def test_colours_can_be_read_on_black_and_on_white(position: Position) -> None:
    light = luminance(position.color)
    assert 1.05 / (light + 0.05) > 3.5, "on white"
    assert (light + 0.05) / 0.05 > 4.5, "on black"


def test_a_position_that_is_not_there_is_named_with_near_ones() -> None:
    codebook = load_codebook()
    with pytest.raises(NotFound) as caught:
        codebook.position("after the war")
    assert caught.value.exit_code == 3
    assert "after-war" in caught.value.suggestions
    with pytest.raises(NotFound, match="Did you mean"):
        codebook.position("oposed")


FAULTS = [
    ("label = \"yes\"", "", 5, "position yes has no `label`"),
    ('id = "yes"', 'id = "Yes!"', 6, "is no id"),
    ('position = "yes"', 'position = "maybe"', 18, "`position` of cue wanted is `maybe`, which is no position"),
    ("want* {0-3} @truce", "want* {0-3} @trouce", 19, "there is no list @trouce"),
    ("want* {0-3} @truce", "want* {0-30} @truce", 19, "longer than 12 words"),
    ("want* {0-3} @truce", "(want* @truce", 19, "a bracket is not closed"),
    ("want* {0-3} @truce", "", 19, "it is empty"),
    ('glyph = "x"', 'glyph = "xx"', 11, "must be one character"),
    ('glyph = "x"', 'color = "rgb(1)"', 11, "must be like #0072b2"),
    ('glyph = "x"', "support = true", 11, "must be a whole number"),
    ('glyph = "x"', 'labell = "x"', 11, "unknown key `labell` (did you mean `label`?)"),
    ('id = "no"', 'id = "yes"', 9, "the same id 'yes' as position 1"),
    ('words = ["@truce"]', 'words = ["@truce"]\nreach = "world"', 16, "`reach` of slot truce must be one of"),
    ('words = ["@truce"]', "words = []", 13, "has no `words`"),
    ('phrases = [', 'needs = ["war"]\nphrases = [', 19, "names `war`, which is no slot"),
    ('phrases = [', 'weight = 12\nphrases = [', 19, "must be 1 to 9"),
    ('truce = ["ceasefire", "truce"]', 'truce = ["ceasefire", "@truce"]', 4, "contains itself"),
    ('id = "peace"', 'id = "peace"\ncodebook = 9', 3, "format 9"),
    ('id = "peace"', 'id = "peace"\nweights = "../x.json"', 3, "beside the codebook"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "reason"), FAULTS, ids=[fault[3][:30] for fault in FAULTS])
def test_each_fault_has_its_line_and_reason(old: str, new: str, line: int, reason: str) -> None:
    assert old in SMALL
    with pytest.raises(BadData) as caught:
        read(SMALL.replace(old, new, 1))
    assert f"book.toml:{line}: " in str(caught.value), str(caught.value)
    assert reason in str(caught.value)


def test_all_faults_are_named_at_once() -> None:
    text = SMALL.replace('label = "no"', "").replace("want* {0-3} @truce", "(").replace('id = "peace"', "")
    with pytest.raises(BadData) as caught:
        read(text)
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize("text", ["", "id = ", "[[position", 'id = "a"\nid = "b"', "x = [" * 2000])
def test_what_is_no_codebook_is_refused_in_a_line(text: str) -> None:
    with pytest.raises(BadData):
        read(text)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="There is no codebook"):
        load_codebook(tmp_path / "none.toml")
    with pytest.raises(BadData, match="is a folder"):
        load_codebook(tmp_path)
    path = tmp_path / "latin.toml"
    path.write_bytes(b'id = "peace"\ntitle = "caf\xe9"\n')
    with pytest.raises(BadData, match=r"latin.toml:2: not UTF-8"):
        load_codebook(path)


def test_control_characters_do_not_come_in_by_a_label() -> None:
    with pytest.raises(BadData, match="control characters"):
        read(SMALL.replace('label = "no"', 'label = "no\\u001b[31m"'))


def test_a_codebook_of_ones_own_tracks_another_question() -> None:
    from stance.actors import Gazetteer, load_roster
    from stance.extract import propose
    from stance.resources import data_file

    folder = ROOT / "examples" / "codebooks"
    text = (folder / "ceasefire.txt").read_text(encoding="utf-8")
    article = Article(text, published=PartialDate.parse("2025-03-14"))
    actors, _ = load_roster(data_file("actors.toml"))
    found = propose(article, load_codebook(folder / "ceasefire.toml"), Gazetteer(actors))
    assert {(one.actor.split()[-1], one.position) for one in found} == {
        ("Cassis", "at-once"), ("Szijjártó", "at-once"), ("Sikorski", "on-terms"), ("Peskov", "refused"),
    }  # fmt: skip
    assert all(one.quote == one.quote_span.of(text) for one in found if one.quote_span)
