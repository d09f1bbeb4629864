"""A codebook from anyone cannot make the extraction run away, nor a phrase become a pattern of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from stance.codebook import read_codebook
from stance.errors import BadData
from stance.phrases import Phrase, PhraseError
from stance.reading import Reading

HEAD = 'codebook = 1\nid = "x"\n[[position]]\nid = "a"\nlabel = "a"\n'

#: What is catastrophic in a regular expression; here each is words, or refused.
CATASTROPHES = [
    "(a+)+$", "(a|a)*b", "(a|aa)+$", "(.*)*x", "([a-z]+)*1", "a{1000}{1000}", "(?:a?){50}a{50}", r"(\w+\s?)*$", "x*x*x*x*y",
    "^(([a-z])+.)+[A-Z]([a-z])+$", "{0-12}a" * 20, "a {0-12} " * 8 + "b", "(a {12} | b {12}) " * 6 + "c", "a? " * 60 + "b",
    "… " * 8 + "a", "(" * 50 + "a" + ")" * 50, "@me", "a" * 5000, "(?P<x>a)", "\\1", "[a-z]+", "a|b|" * 120 + "c", "",
]  # fmt: skip


@pytest.mark.parametrize("phrase", CATASTROPHES, ids=range(len(CATASTROPHES)))
def test_no_phrase_runs_away(phrase: str) -> None:
    """Run apart with a limit of processor time, so that a failure ends; texts made to make it go back."""
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        "from stance.phrases import *; from stance.reading import Reading\n"
        "try: phrase = Phrase(sys.argv[1], {'me': ['a @you', 'b'], 'you': ['c']})\n"
        "except PhraseError as error: print('refused', error); sys.exit()\n"
        "for text in ('a ' * 3000 + '!', 'a' * 30000, 'a b ' * 2000, 'x ' * 5000, 'a b c d e f g h ' * 500):\n"
        "    list(phrase.find(Reading(text)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, phrase], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-500:]


def test_phrases_are_words_not_patterns() -> None:
    for phrase in ("a.b", "a+", "[ab]", "a\\b", "$a"):
        try:
            found = Phrase(phrase)
        except PhraseError:
            continue
        assert not list(found.find(Reading("axb aa b c")))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD + '[lists]\nl = ["a @l"]\n', "contains itself"),
        (HEAD + '[lists]\nl = ["@m"]\nm = ["@l"]\n', "contains itself"),
        (HEAD + '[[cue]]\nid = "c"\nposition = "a"\nphrases = ["(a {12} b {12}) c {12} d {12} e"]\n', "combinations"),
        (HEAD.replace('label = "a"', 'label = "a\\u001b[31m"'), "control characters"),
        (HEAD + 'glyph = "\\u202e"\n', "control characters"),
        (HEAD + 'ascii = "\\u0007"\n', "control characters"),
        (HEAD + 'color = "link http://evil.example"\n', "color"),
        (HEAD + 'color = "#\\"/><a>"\n', "color"),
        (HEAD + "x = " + "[" * 5000 + "]" * 5000, ""),
        (HEAD + 'id = "../../x"\n', ""),
        ("\x00", ""),
    ],
)
def test_faults_are_told_with_their_line(text: str, reason: str) -> None:
    with pytest.raises(BadData) as caught:
        read_codebook(text, Path("codebook.toml"))
    assert "codebook.toml" in str(caught.value) and reason in str(caught.value)


@pytest.mark.parametrize("times", [4, 1])
def test_many_lists_in_lists_do_not_grow_without_bound(times: int) -> None:
    """Each list names the one before it many times, in one phrase or in several: the pattern would double with each."""
    lists = ['l0 = ["a"]'] + [
        f"l{n} = {json.dumps([' '.join([f'@l{n - 1}'] * times)] * (5 - times))}" for n in range(1, 12)
    ]
    text = HEAD + "[lists]\n" + "\n".join(lists) + '\n[[cue]]\nid = "c"\nposition = "a"\nphrases = ["@l11"]\n'
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_CPU, (20, 20)); resource.setrlimit(resource.RLIMIT_DATA, (500 << 20,) * 2)\n"
        "from pathlib import Path\nfrom stance.codebook import read_codebook\nfrom stance.errors import BadData\n"
        "try: read_codebook(sys.stdin.read(), Path('x'))\n"
        "except BadData: pass\n"
    )
    done = subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-500:]


def test_a_codebook_that_is_too_large_or_no_file(tmp_path: Path) -> None:
    from stance.codebook import load_codebook

    (tmp_path / "x.toml").write_bytes(b"#" * 2_000_000)
    for path in (tmp_path / "x.toml", tmp_path):
        with pytest.raises(BadData):
            load_codebook(path)
