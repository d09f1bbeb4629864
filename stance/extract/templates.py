"""What a part of a scorer's view stands for: the features that one key spreads into, each with what it says of the cue.

A feature joins an outer part, which the cue alone decides (b nothing, g its class, l its lemma, f its form, k class and form,
m lemma and form), and an inner part. The keys that features.py makes hold several inner parts at once, so that a scorer
can remember the sum of their weights: a key is looked up once, however many features it stands for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stance.extract.words import Cue

__all__ = ["PARTS", "Key", "Part", "outer_parts", "spread"]

Key = str | tuple[str, ...]
Part = tuple[str, Callable[[Any], tuple[Key, ...]]]


def outer_parts(cue: Cue, tag: str) -> dict[str, str]:
    """What each letter says of a cue that is tagged so."""
    form = cue.form + tag
    return {"b": "", "g": cue.group, "l": cue.lemma, "f": form, "k": f"{cue.group} {form}", "m": f"{cue.lemma} {form}"}


def spread(model: str, cue: Cue, tag: str, keys: list[Key]) -> list[tuple[str, Key]]:
    """Outer and inner part of every feature of a model that the keys stand for, in the order of the data file."""
    outer = outer_parts(cue, tag)
    return [
        (outer[letter], inner)
        for (letters, inners), key in zip(PARTS[model], keys, strict=True)
        for letter, inner in zip(letters, inners(key), strict=True)
    ]


def _same(key: str) -> tuple[Key, ...]:
    return (key,)


def _twice(key: str) -> tuple[Key, ...]:
    return (key, key)


def _alone(key: tuple[str, ...]) -> tuple[Key, ...]:
    return (key,)


# -- cue --


def _form(_: str) -> tuple[Key, ...]:
    return ("", "", "", "", "", "")


def _before(key: tuple[str, str]) -> tuple[Key, ...]:
    word, tag = key
    return (word, word, word, tag)


def _after(key: tuple[str, str, str]) -> tuple[Key, ...]:
    word, tag, second = key
    return (word, word, word, tag, (tag, second), (word, second))


def _verb(key: tuple[str, str, str]) -> tuple[Key, ...]:
    chain, subject, quoted = key
    return (chain, chain, chain, chain, subject, subject, subject, (quoted, chain), (chain, subject))


def _place(key: tuple[str, str, str]) -> tuple[Key, ...]:
    that, ending, place = key
    return (that, that, ending, place)


def _near(key: str) -> tuple[Key, ...]:
    return (key, key, key, key[:1])


def _framed(key: str) -> tuple[Key, ...]:
    return (key, key, key, key)


def _both(key: tuple[str, str]) -> tuple[Key, ...]:
    return (key, key)


# -- layout --


def _kind(key: tuple[str, str, str, str]) -> tuple[Key, ...]:
    name, chain, ending, that = key
    return (name, name, name, (name, chain), (name, ending), (name, that))


def _opening(key: tuple[str, str, str]) -> tuple[Key, ...]:
    name, first, near = key
    return ((name, near), (name, first), (name, first))


def _beside(key: tuple[str, str, str]) -> tuple[Key, ...]:
    name, prior, after = key
    kind = name[0]
    return ((kind, after), (kind, after), (kind, prior), (name, prior, after))


def _verbs(key: tuple[str, str, str, str]) -> tuple[Key, ...]:
    name, finite, left, adjacent = key
    return ((name, finite, adjacent), (name, left, adjacent))


# -- edge --


def _boundary(key: tuple[str, str, str, str]) -> tuple[Key, ...]:
    kind, name, verbs, later = key
    side = name[0]
    last = _last(kind)
    return (
        kind, (kind, name[:5], verbs), (kind, name), (kind, side), (verbs, last), (kind, later, verbs, side),
        (name, last, verbs), (verbs, last),
    )  # fmt: skip


def _last(kind: str) -> str:
    return "last" if kind == "end" or kind == "start" else ""


def _length(key: tuple[str, str, str]) -> tuple[Key, ...]:
    kind, long, ordinal = key
    return ((kind, long), (kind, ordinal), (long, _last(kind)))


def _outside(key: tuple[str, str, str]) -> tuple[Key, ...]:
    outside, _, verbs = key
    return (key, outside, (outside, verbs))


def _ahead(key: tuple[str, str, str, str]) -> tuple[Key, ...]:
    ahead, kind, verbs, quoted = key
    return ((ahead, kind), (ahead, verbs, kind[:1]), (ahead, kind), (ahead, kind, quoted), (quoted, kind))


# -- source --


def _who(key: tuple[str, str, str, str]) -> tuple[Key, ...]:
    near, kind, chain, shape = key
    return ((near, kind), (near, chain), near, (near, shape), near)


def _between(key: tuple[str, str, str, str]) -> tuple[Key, ...]:
    _, near, _, between = key
    return ((near, between), (near[0], between), key)


def _around(key: tuple[str, str, str, str, str, str]) -> tuple[Key, ...]:
    inside, near, lies, comma, kind, relative = key
    return ((inside, near, lies), (comma, near, lies), (kind, comma, near[0], relative))


def _prior(key: tuple[str, str, str]) -> tuple[Key, ...]:
    before, near, chain = key
    side = near[0]
    return ((before, side), (before, near), (before, side), (before, chain, side))


def _subject(key: tuple[str, str, str, str, str, str]) -> tuple[Key, ...]:
    subject, kind, side, opening, verbs, relative = key
    return ((subject, kind, side), (subject, opening, verbs, relative))


def _agreeing(key: tuple[str, str, str, str, str, str]) -> tuple[Key, ...]:
    agrees, kind, prior, opening, verbs, relative = key
    return ((agrees, prior), (agrees, kind, relative), (agrees, verbs, relative), (agrees, opening, prior))


# -- nobody, accept, speech --


def _nobody(key: tuple[str, str, str]) -> tuple[Key, ...]:
    shape, chain, opening = key
    return ("", "", "", chain, shape, opening, shape[0], shape[0])


def _content(key: tuple[str, str, str, str]) -> tuple[Key, ...]:
    name, quoted, verbs, edge = key
    lies = name[0]
    return (name, name, lies, (quoted, lies), quoted, (verbs, name), verbs, (edge, name), (verbs, ""), lies)


def _speaker(key: tuple[str, str, str]) -> tuple[Key, ...]:
    who, near, lies = key
    return ((who, lies), who, who, (near, who), who)


def _size(key: tuple[str, str, str]) -> tuple[Key, ...]:
    _, lies, long = key
    return ((long, lies), long, long, key)


def _margins(key: tuple[str, str, str, str]) -> tuple[Key, ...]:
    sure, placed, ended, lies = key
    return (placed, ended, sure, sure, (placed, ended, lies))


def _frame(key: tuple[str, str, str]) -> tuple[Key, ...]:
    chain, headline, lies = key
    return ((chain, lies), (headline, lies))


def _said(key: tuple[str, str]) -> tuple[Key, ...]:
    chain, near = key
    return ("", "", "", chain, near)


# -- rival --


def _beside_rival(key: tuple[str, str, str, str]) -> tuple[Key, ...]:
    nested, share, ahead, own = key
    return (
        "",
        own,
        (nested, share),
        (nested, share),
        (nested, share),
        (nested, share, ahead),
        (nested, ahead),
        (nested, share, own),
    )


#: for each model, what its keys in turn spread into, with the outer part of each feature
PARTS: dict[str, tuple[Part, ...]] = {
    "cue": (
        ("bglfkm", _form),
        ("bglk", _before),
        ("bglkgb", _after),
        ("f", _alone),
        ("fgklfklbk", _verb),
        ("k", _alone),
        ("glbl", _near),
        ("glgf", _place),
        ("bglk", _framed),
    ),
    "layout": (
        ("bglkfg", _kind),
        ("bbg", _opening),
        ("gllb", _beside),
        ("g", _alone),
        ("bf", _verbs),
        ("b", _alone),
        ("bg", _both),
    ),
    "edge": (
        ("bbblgbbl", _boundary),
        ("bbg", _length),
        ("bll", _outside),
        ("b", _alone),
        ("b", _alone),
        ("b", _alone),
        ("b", _alone),
        ("bbgbb", _ahead),
    ),
    "source": (
        ("bkgbl", _who),
        ("bfb", _between),
        ("bbb", _around),
        ("fblk", _prior),
        ("ff", _subject),
        ("b", _alone),
        ("b", _alone),
        ("bbbb", _agreeing),
    ),
    "nobody": (("bglkbflk", _nobody), ("b", _same)),
    "accept": (
        ("bglbgbgblm", _content),
        ("bglbk", _speaker),
        ("bglf", _size),
        ("bbbgb", _margins),
        ("kb", _frame),
        ("bg", _both),
        ("bg", _both),
    ),
    "rival": (("bbbgfbgb", _beside_rival), ("bf", _twice), ("b", _same), ("bg", _twice)),
    "speech": (("glmkk", _said), ("gl", _twice), ("l", _same)),
}
