"""What the fast paths of the attribution finder rest on: joint keys, remembered sums, offsets found afterwards."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from stance.extract import scoring
from stance.extract.features import Setting, adjacent_speaker, cue_candidates, cue_keys, source_candidates
from stance.extract.outline import outline
from stance.extract.reporting import read_cue, read_cues
from stance.extract.scoring import Row, rate, scorer
from stance.extract.templates import PARTS, spread
from stance.extract.words import WORD, lexicon
from stance.resources import data_file

TEXT = "Anna Berg, who leads the council, said on Monday that the ice was thin. “Stay away,” warned Strand."


def test_a_rating_is_the_sum_of_its_features() -> None:
    weights = json.loads(data_file("attribution_weights.json").read_text(encoding="utf-8"))["weights"]["cue"]
    rated = 0
    for sentence in outline(TEXT)[0].sentences:
        for place, cue in cue_candidates(sentence, lexicon().cues):
            tag = sentence.tags[place]
            keys = cue_keys(sentence, place, Setting(sentence, place))
            features = spread("cue", cue, tag, keys)
            inners = ["\t".join(inner) if isinstance(inner, tuple) else inner for _, inner in features]
            wanted = sum(
                template.get(outer, {}).get(inner, 0)
                for template, (outer, _), inner in zip(weights, features, inners, strict=True)
            )
            assert rate(scorer().rows(cue, tag)["cue"], keys) == wanted / scoring.SCALE
            rated += 1
    assert rated >= 2


def test_the_weights_fit_the_parts() -> None:
    weights = json.loads(data_file("attribution_weights.json").read_text(encoding="utf-8"))["weights"]
    assert {model: len(rows) for model, rows in weights.items()} == {
        model: sum(len(letters) for letters, _ in parts) for model, parts in PARTS.items()
    }


def test_a_row_remembers_no_more_than_so_much() -> None:
    row = Row(lambda key: (key,), [{"7": 3}])
    for number in range(3 * scoring._MOST):
        assert row[str(number)] == (3 if number == 7 else 0)
        assert len(row) <= scoring._MOST


@given(st.text(st.sampled_from("ab.,'’“”\" \n_-1é:"), max_size=60))
def test_offsets_of_tokens_are_those_of_the_words(text: str) -> None:
    for paragraph in outline(text):
        for sentence in paragraph.sentences:
            for place, word in enumerate(sentence.words):
                if place not in sentence.quotes:
                    assert text[sentence.starts[place] : sentence.ends[place]] == word
            if not sentence.quotes:
                first, last = sentence.starts[0], sentence.ends[-1]
                found = [(match.start(), match[0]) for match in WORD.finditer(text, first, last)]
                assert found == list(zip(sentence.starts, sentence.words, strict=True))


def test_the_speaker_beside_a_cue_is_the_nearest_candidate() -> None:
    found = []
    for sentence in outline(
        TEXT + " Berg, who, a minister says, still insists. In 2009, on Monday, she said so. He then added it."
    )[0].sentences:
        for place, _ in cue_candidates(sentence, lexicon().cues):
            setting = Setting(sentence, place)
            if setting.adjacent not in ("x", "p"):
                continue
            nearest = next((one for one in source_candidates(sentence, place, []) if one[3:] == (0, "l")), None)
            beside = adjacent_speaker(sentence, place, setting.before)
            assert beside == (nearest if nearest and nearest[1] == setting.before + 1 else None)
            found.append(beside and sentence.words[beside[0]])
    assert "she" in found and "He" in found


def test_an_article_before_a_quotation_is_no_speaker() -> None:
    (sentence,) = outline("Falk called Strand a “loud, tired man,” and said that his plans were old.")[0].sentences
    said = sentence.words.index("said")
    assert [sentence.words[one[0]] for one in source_candidates(sentence, said, []) if one[4] == "l"] == [
        "Strand",
        "Falk",
    ]


def test_a_reply_that_quotes_anew_is_a_sentence_of_its_own() -> None:
    text = "Falk told her, “You are the best of us!” She replied to him that it was an “honour to serve.”"
    assert [sentence.words[0] for sentence in outline(text)[0].sentences] == ["Falk", "She"]


def test_beside_a_quotation_the_second_layout_is_weighed_as_a_whole() -> None:
    text = (
        "Falk called the plan, which he had once backed, “a waste of time” and said so twice. "
        "The council said on Friday that Strand “had never been asked,” adding that it would wait. "
        "He told the paper “it is late,” a view that Berg shares, and warned the council “to wait.”"
    )
    weighed = 0
    for sentence in outline(text + "\n\n" + text.replace("“", "").replace("”", ""))[0].sentences:
        given = {reading.place: reading for reading in read_cues(sentence, scorer(), 0.0)}
        for place, cue in cue_candidates(sentence, lexicon().cues):
            reads = read_cue(sentence, place, cue, scorer())
            assert len(reads) < (3 if sentence.quotes else 2)
            if len(reads) == 2:
                weighed += 1
                one, two = (rate(read.rows["accept"], read.keys) for read in reads)
                assert reads[0].reading.layout != reads[1].reading.layout
                assert given[place].content == reads[two > one].reading.content
    assert weighed
