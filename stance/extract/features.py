"""What the scorer looks at: features of cues, layouts, boundaries, speakers and whole attributions.

A feature is a short string of tags, classes of words, closed-class words and cue lemmas; no other word of a text enters one.
The same functions serve training (benchmarks/train_attribution.py) and extraction, so that the weights always fit.
"""

from __future__ import annotations

from stance.extract.clauses import Layout
from stance.extract.outline import Sentence
from stance.extract.words import Cue

__all__ = ["accept_features", "cue_candidates", "cue_features", "edge_features", "layout_features", "source_candidates"]

_CLOSED = frozenset("IMTDPOWSHRCK,.:;-(sLQ")
_POSSESSIVE = frozenset(str.split("his her their its my our your whose"))
_HAVE = frozenset(str.split("has have had having 's ’s 've ’ve 'd ’d"))
_BE = frozenset(str.split("is are was were be been being am 're ’re 'm ’m isn't wasn't aren't weren't"))
_NOT = frozenset(str.split("not never n't"))


def cue_candidates(sentence: Sentence, cues: dict[str, tuple[Cue, ...]]) -> list[tuple[int, Cue]]:
    """The tokens that may report, with the reading of their form that fits their tag."""
    found: list[tuple[int, Cue]] = []
    tags = sentence.tags
    for place, low in enumerate(sentence.lows):
        readings = cues.get(low)
        if readings is not None:
            tag = tags[place]
            if tag in "XL":
                continue
            if len(readings) == 1:
                found.append((place, readings[0]))
            else:
                wanted = "n" if tag in "nA" else tag
                found.append((place, next((cue for cue in readings if cue.form == wanted), readings[0])))
        elif tags[place] in ":-" and _is_heading(sentence, place):
            found.append((place, _COLON if tags[place] == ":" else _DASH))
    return found


_COLON = Cue(":", "mark", ":", True)
_DASH = Cue("-", "mark", "-", True)


def _is_heading(sentence: Sentence, place: int) -> bool:
    """A colon after a name that opens the sentence, or a dash or colon before a name that closes it."""
    chunks = sentence.chunk()
    if not chunks:
        return False
    count = len(sentence.tags)
    while count and sentence.tags[count - 1] == ".":
        count -= 1
    if chunks[0][0] == 0 and chunks[0][1] == place and place <= 8 and place + 1 < count:
        return True
    return chunks[-1][0] == place + 1 and chunks[-1][1] == count and place > 2 and chunks[-1][2] == "x"


def _word(sentence: Sentence, place: int) -> str:
    if place < 0:
        return "<"
    if place >= len(sentence.tags):
        return ">"
    tag = sentence.tags[place]
    return sentence.lows[place] if tag in _CLOSED and tag != "L" else tag


def _auxiliaries(sentence: Sentence, cue: int) -> tuple[str, int]:
    """The chain of auxiliaries before a verb, as a word, and the token before it."""
    tags, lows = sentence.tags, sentence.lows
    place = cue - 1
    have = be = modal = negated = to = False
    while place >= 0 and tags[place] in "MRT":
        low = lows[place]
        if low in _NOT or low.endswith(("n't", "n’t")):
            negated = True
        if tags[place] == "T":
            to = True
        elif low in _BE:
            be = True
        elif low in _HAVE:
            have = True
        elif tags[place] == "M":
            modal = True
        place -= 1
    chain = (
        ("t" if to else "")
        + ("m" if modal else "")
        + ("h" if have else "")
        + ("b" if be else "")
        + ("!" if negated else "")
    )
    return chain, place


def _near_quote(sentence: Sentence, place: int) -> str:
    """How far the nearest quotation right and left of a token is: 1 to 6, or 0 for none near."""
    if not sentence.quotes:
        return "-"
    right = left = 0
    for quote in sentence.quotes:
        if place < quote <= place + 6 and not right:
            right = quote - place
        elif place > quote >= place - 6:
            left = place - quote
    return f"{right} {min(left, 3)}"


def cue_features(sentence: Sentence, place: int, cue: Cue) -> tuple[list[str], str]:
    """Features of a cue candidate, and its short description, which later features use again."""
    tags = sentence.tags
    count = len(tags)
    chain, before = _auxiliaries(sentence, place)
    left = _word(sentence, place - 1)
    right = _word(sentence, place + 1)
    next_tag = tags[place + 1] if place + 1 < count else ">"
    left_tag = tags[place - 1] if place else "<"
    sentence.chunk()
    subject = "<"
    if before >= 0:
        number = sentence.chunk_of[before]
        subject = sentence.chunks[number][2] if number >= 0 else tags[before]  # type: ignore[index]
        if subject == "x" and tags[before] == "Q":
            subject = "q"
    lemma, group, form = cue.lemma, cue.group, cue.form
    tag = tags[place]
    kind = f"{group} {form}{tag}"
    quoted = "q" if sentence.quotes else ""
    that = ""
    for scan in range(place + 1, min(count, place + 8)):
        if tags[scan] == "H":
            that = "that"
            break
        if tags[scan] in ".;Q":
            break
    more = _word(sentence, place + 2)
    near = _near_quote(sentence, place)
    features = [
        "b", "l" + lemma, "g" + group, f"lf{lemma} {form}{tag}", "k" + kind,
        f"<{left}", f">{right}", f"g<{group} {left}", f"g>{group} {right}", f"l<{lemma} {left}", f"l>{lemma} {right}",
        f"kx{kind} {next_tag}", f"kp{kind} {left_tag}", f"a{chain} {form}", f"ga{group} {chain} {form}", f"la{lemma} {chain}",
        f"s{subject} {form}{tag}", f"gs{group} {subject} {form}{tag}", f"ls{lemma} {subject} {form}",
        f"q{quoted} {form}", f"gq{group} {quoted}", f"lq{lemma} {quoted}", f"t{that} {group}", f"lt{lemma} {that}",
        f">>{group} {next_tag} {more}", f">>{right} {more}", f"lr{left} {form}{tag} {right}",
        f"h{sentence.headline} {form}", f"sn{subject} {form}{tag} {next_tag}",
        f"e{group} {count - place < 3} {form}", f"p{min(place, 3)} {form}{tag}",
        f"nq{near} {form}", f"gnq{group} {near}", f"lnq{lemma} {near}",
    ]  # fmt: skip
    return features, f"{kind} {chain}"


def _size(number: int) -> str:
    return str(number) if number < 4 else "6" if number < 7 else "11" if number < 12 else "22" if number < 23 else "40"


def layout_features(sentence: Sentence, place: int, cue: Cue, description: str, layout: Layout) -> list[str]:
    """Features of one way for the content to lie."""
    tags = sentence.tags
    count = len(tags)
    kind, anchor, via = layout.kind, layout.anchor, layout.via
    name = kind + via
    lemma, group, form = cue.lemma, cue.group, cue.form
    near = _size(abs(anchor - place))
    first = _word(sentence, anchor) if kind in "RS" else _word(sentence, anchor - 1)
    after = _word(sentence, place + 1)
    ending = place >= count - 3
    prior = _word(sentence, place - 1)
    before = _auxiliaries(sentence, place)[1]
    chunk = sentence.chunk_of[before] if before >= 0 else -1
    adjacent = sentence.chunks[chunk][2] if chunk >= 0 else "-"  # type: ignore[index]
    that = any(tags[scan] == "H" for scan in range(place + 1, min(count, place + 8)))
    near_quote = _near_quote(sentence, place)
    verb_left = any(tags[scan] in "MVZ" for scan in range(max(0, before - 25), max(0, before)))
    finite = any(tags[scan] in "MVZ" for scan in range(anchor, min(count, anchor + 12))) if kind in "RS" else ending
    quoted = "q" if sentence.quotes else ""
    return [
        name, f"g{name} {group}", f"l{name} {lemma}", f"k{kind} {lemma} {form}", f"d{name} {description}", f"n{name} {near}",
        f"f{name} {first}", f"gf{name} {group} {first}", f"a{name} {after}", f"ga{kind} {group} {after}", f"la{kind} {lemma} {after}",
        f"e{name} {ending}", f"q{name} {quoted} {form}", f"gk{kind} {group} {form} {ending}", f"p{name} {place < 4}",
        f"b{kind} {_word(sentence, place - 1)} {form}", f"m{kind} {quoted} {after}",
        f"x{name} {count - anchor < 3} {anchor < 3}",
        f"pn{name} {prior} {after}",
        f"gp{kind} {group} {prior} {after}",
        f"lp{kind} {lemma} {prior}",
        f"fi{name} {finite} {adjacent}",
        f"ad{kind} {adjacent} {after} {prior}",
        f"th{name} {that} {group}",
        f"vl{name} {verb_left} {adjacent}",
        f"a2{kind} {after} {_word(sentence, place + 2)}",
        f"nq{name} {near_quote}",
        f"ga2{name} {group} {after} {_word(sentence, place + 2)}",
    ]  # fmt: skip


def edge_features(
    sentence: Sentence, cue: Cue, layout: Layout, edge: int, kind: str, rank: int, size: int
) -> list[str]:
    """Features of one boundary of the content; `rank` counts boundaries from the content's fixed side."""
    tags = sentence.tags
    name = layout.kind + layout.via
    lemma, group = cue.lemma, cue.group
    side = layout.kind
    first, end = (layout.anchor, edge) if side in "RS" else (edge, layout.anchor)
    finite = 0
    whole = False
    for place in range(first, min(end, first + 40)):
        tag = tags[place]
        if tag in "MVZ":
            finite += 1
        elif tag == "Q":
            whole = True
    verbs = min(finite, 2)
    outside = _word(sentence, edge) if side in "RS" else _word(sentence, edge - 1)
    inside = _word(sentence, edge - 1) if side in "RS" else _word(sentence, edge)
    long = _size(size)
    ordinal = min(rank, 5)
    last = kind in ("end", "start")
    later = False
    if side in "RS":
        for place in range(edge, min(len(tags), edge + 12)):
            if tags[place] in "MVZ":
                later = True
                break
    head = tags[first] if first < len(tags) else ">"
    more = any((quote >= edge) if side in "RS" else (quote < edge) for quote in sentence.quotes)
    beyond = _word(sentence, edge + 1) if side in "RS" else _word(sentence, edge - 2)
    return [
        kind, f"v{kind} {via_class(layout)} {verbs}", f"n{kind} {name}", f"g{kind} {group} {side}", f"l{kind} {lemma} {side}",
        f"s{kind} {long}", f"r{kind} {ordinal}", f"gv{group} {verbs} {last}", f"nv{name} {verbs} {kind}", f"ns{name} {long} {last}",
        f"gs{group} {long} {last}", f"o{outside} {side} {verbs}", f"i{inside} {side}", f"lo{lemma} {outside}", f"q{whole} {kind} {side}",
        f"h{head} {kind} {verbs}", f"hs{head} {group} {kind}", f"w{kind} {later} {verbs} {side}", f"k{last} {ordinal} {verbs} {name}",
        f"go{group} {outside} {verbs}",
        f"iq{inside} {outside} {kind}",
        f"lv{lemma} {verbs} {last}",
        f"os{outside} {long} {side}",
        f"fo{beyond} {outside} {kind}",
        f"vb{via_class(layout)} {outside} {beyond} {verbs}",
        f"lq{more} {whole} {kind}",
        f"lqo{more} {whole} {outside} {inside}",
    ]  # fmt: skip


def via_class(layout: Layout) -> str:
    return layout.kind + layout.via.split(" ")[0]


def source_candidates(
    sentence: Sentence, place: int, content: list[tuple[int, int]]
) -> list[tuple[int, int, str, int, str]]:
    """Who may be the speaker: token ranges with kind, rank from the cue and side (l, r, or s: a possessive at the cue)."""
    chunks = sentence.chunk()
    tags, lows = sentence.tags, sentence.lows
    found: list[tuple[int, int, str, int, str]] = []
    for first, end, _ in chunks:
        if first <= place < end:
            for scan in range(first, place):
                if lows[scan] in _POSSESSIVE:
                    found.append((scan, scan + 1, "p", 0, "s"))
                elif tags[scan] == "s" and scan > first:
                    found.append((first, scan, "x" if tags[scan - 1] == "X" else "n", 0, "s"))
            if place > first and not found and tags[place - 1] in "Xn":
                found.append((first, place, "x" if tags[place - 1] == "X" else "n", 0, "s"))
    left = [chunk for chunk in chunks if chunk[1] <= place][-9:]
    for rank, (first, end, kind) in enumerate(reversed(left)):
        found.append((first, end, kind, rank, "l"))
    for rank, (first, end, kind) in enumerate([chunk for chunk in chunks if chunk[0] > place][:4]):
        found.append((first, end, kind, rank, "r"))
    return found


def source_features(
    sentence: Sentence, place: int, cue: Cue, description: str, layout: Layout, content: list[tuple[int, int]],
    candidate: tuple[int, int, str, int, str] | None,
) -> list[str]:  # fmt: skip
    """Features of one candidate speaker, or of there being none."""
    shape = layout.kind + layout.via
    if candidate is None:
        subject = _word(sentence, place - 1)
        return [
            "none", f"none g{cue.group}", f"none l{cue.lemma}", f"none d{description}", f"none s{shape}", f"none <{subject}",
            f"none {place < 2} {cue.form}", f"none b{layout.kind} {cue.lemma}",
        ]  # fmt: skip
    tags = sentence.tags
    first, end, kind, rank, side = candidate
    inside = any(start <= first < stop for start, stop in content)
    before = _word(sentence, first - 1)
    after = _word(sentence, end)
    low, high = (end, place) if side == "l" else (place + 1, first) if side == "r" else (0, 0)
    commas = verbs = prepositions = relatives = joins = other = 0
    for scan in range(low, high):
        tag = tags[scan]
        if tag == ",":
            commas += 1
        elif tag in "VZ":
            verbs += 1
        elif tag in "I":
            prepositions += 1
        elif tag in "W" or sentence.lows[scan] in ("who", "that"):
            relatives += 1
        elif tag == "C":
            joins += 1
        elif tag not in "MRT":
            other += 1
    between = f"{min(commas, 2)}{min(verbs, 2)}{min(prepositions, 1)}{min(relatives, 1)}{min(joins, 1)}{min(other, 1)}"
    subject = after in ("M", "R") or (end < len(tags) and tags[end] in "VZM")
    near = f"{side}{min(rank, 4)}"
    name = f"{side}{kind}"
    opening = first == 0
    comma = f"{tags[first - 1] == ',' if first else True}{end < len(tags) and tags[end] == ','}"
    form = f"{cue.form}{tags[place]}"
    prior, following = _word(sentence, place - 1), _word(sentence, place + 1)
    return [
        name, near, f"n{near}{kind}", f"d{near} {description}", f"g{near} {cue.group}", f"w{near} {between}", f"wd{side} {between} {form}",
        f"i{inside} {side}", f"iw{inside} {near} {layout.kind}", f"b{before} {side} {form}", f"bl{before} {near}", f"a{after} {side}",
        f"s{subject} {near} {form}", f"sk{subject} {kind} {side} {form}", f"o{opening} {near} {comma}", f"c{comma} {near} {layout.kind}",
        f"sh{near} {shape}", f"l{near} {cue.lemma}", f"lb{before} {cue.lemma} {side}", f"kc{kind} {comma} {side} {relatives}",
        f"sb{subject} {between} {side}", f"by{before} {description} {side}", f"so{subject} {opening} {form} {min(verbs, 2)} {relatives}",
        f"p{before} {after} {side}", f"k{kind} {inside} {layout.kind} {side}",
    ]  # fmt: skip


def accept_features(
    sentence: Sentence, place: int, cue: Cue, description: str, layout: Layout, content: list[tuple[int, int]], edge: str,
    source: tuple[int, int, str, int, str] | None, margins: tuple[float, float, float],
) -> list[str]:  # fmt: skip
    """Features of a finished attribution: does it stand?"""
    tags = sentence.tags
    size = sum(end - first for first, end in content)
    quoted = any(tags[scan] == "Q" for first, end in content for scan in range(first, min(end, first + 60)))
    verbs = any(tags[scan] in "MVZ" for first, end in content for scan in range(first, min(end, first + 30)))
    name = layout.kind + layout.via
    who = "none" if source is None else source[4] + source[2]
    near = "" if source is None else f"{source[4]}{min(source[3], 3)}"
    sure, placed, ended = (min(4, int(margin * 5)) for margin in margins)
    group, lemma = cue.group, cue.lemma
    long = _size(size)
    return [
        name, f"g{group} {name}", f"l{lemma} {layout.kind}", f"w{who} {layout.kind}", f"gw{group} {who}", f"n{near} {who}", f"lw{lemma} {who}",
        f"s{long} {layout.kind}", f"gs{group} {long}", f"q{quoted} {layout.kind}", f"gq{group} {quoted}", f"v{verbs} {name}",
        f"gv{group} {verbs} {cue.form}", f"e{edge} {name}", f"m{placed}", f"t{ended}", f"u{sure}", f"d{description} {layout.kind}",
        f"lv{lemma} {verbs}", f"ls{lemma} {long}", f"h{sentence.headline} {layout.kind}", f"mt{placed} {ended} {layout.kind}", f"gm{group} {sure}",
    ]  # fmt: skip
