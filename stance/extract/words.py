"""Words and their classes: a small tagger for English news, and the lexicon of reporting cues.

A tag is one letter: D determiner, K quantifier, P subject pronoun, O object pronoun, I preposition, C coordinator,
S subordinator, H "that", W wh-word, M auxiliary or modal, T "to", R adverb, B verb base, Z verb in -s, V verb past,
E participle, G -ing form, X name, n noun or adjective, 0 number, L title ("Sen."), Q a whole quotation, s possessive mark,
and the marks of punctuation , . : ; - ( ) themselves. Tags come from closed lists, generated verb forms and endings; the
neighbours settle the ambiguous ones.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from stance.resources import data_file

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

__all__ = ["Cue", "Lexicon", "lexicon"]

_IRREGULAR = {  # base: past, participle
    "say": ("said", "said"), "tell": ("told", "told"), "write": ("wrote", "written"), "think": ("thought", "thought"),
    "know": ("knew", "known"), "feel": ("felt", "felt"), "see": ("saw", "seen"), "make": ("made", "made"),
    "give": ("gave", "given"), "put": ("put", "put"), "lay": ("laid", "laid"), "set": ("set", "set"),
    "send": ("sent", "sent"), "throw": ("threw", "thrown"), "take": ("took", "taken"), "spell": ("spelled", "spelled"),
    "hold": ("held", "held"), "begin": ("began", "begun"), "go": ("went", "gone"), "read": ("read", "read"),
    "swear": ("swore", "sworn"), "speak": ("spoke", "spoken"), "bring": ("brought", "brought"), "lie": ("lied", "lied"),
    "find": ("found", "found"), "show": ("showed", "shown"), "mean": ("meant", "meant"), "choose": ("chose", "chosen"),
    "seek": ("sought", "sought"), "fight": ("fought", "fought"), "forget": ("forgot", "forgotten"), "beg": ("begged", "begged"),
    "understand": ("understood", "understood"), "foresee": ("foresaw", "foreseen"), "bid": ("bid", "bid"),
    "misunderstand": ("misunderstood", "misunderstood"), "hit": ("hit", "hit"), "cast": ("cast", "cast"),
    "hurl": ("hurled", "hurled"), "retell": ("retold", "retold"), "forbid": ("forbade", "forbidden"), "tear": ("tore", "torn"),
    "uphold": ("upheld", "upheld"), "strive": ("strove", "striven"), "bet": ("bet", "bet"), "broadcast": ("broadcast", "broadcast"),
    "bear": ("bore", "born"), "become": ("became", "become"), "break": ("broke", "broken"), "build": ("built", "built"),
    "buy": ("bought", "bought"), "catch": ("caught", "caught"), "come": ("came", "come"), "cut": ("cut", "cut"),
    "deal": ("dealt", "dealt"), "do": ("did", "done"), "draw": ("drew", "drawn"), "drink": ("drank", "drunk"),
    "drive": ("drove", "driven"), "eat": ("ate", "eaten"), "fall": ("fell", "fallen"), "fly": ("flew", "flown"),
    "get": ("got", "gotten"), "grow": ("grew", "grown"), "hang": ("hung", "hung"), "hear": ("heard", "heard"),
    "hide": ("hid", "hidden"), "hurt": ("hurt", "hurt"), "keep": ("kept", "kept"), "lead": ("led", "led"),
    "leave": ("left", "left"), "lend": ("lent", "lent"), "let": ("let", "let"), "lose": ("lost", "lost"),
    "meet": ("met", "met"), "pay": ("paid", "paid"), "ride": ("rode", "ridden"), "ring": ("rang", "rung"),
    "rise": ("rose", "risen"), "run": ("ran", "run"), "sell": ("sold", "sold"), "shake": ("shook", "shaken"),
    "shoot": ("shot", "shot"), "shut": ("shut", "shut"), "sing": ("sang", "sung"), "sit": ("sat", "sat"),
    "sleep": ("slept", "slept"), "spend": ("spent", "spent"), "stand": ("stood", "stood"), "steal": ("stole", "stolen"),
    "stick": ("stuck", "stuck"), "strike": ("struck", "struck"), "swing": ("swung", "swung"), "teach": ("taught", "taught"),
    "wear": ("wore", "worn"), "win": ("won", "won"), "withdraw": ("withdrew", "withdrawn"), "arise": ("arose", "arisen"),
    "feed": ("fed", "fed"), "flee": ("fled", "fled"), "freeze": ("froze", "frozen"), "shrink": ("shrank", "shrunk"),
    "sink": ("sank", "sunk"), "spread": ("spread", "spread"), "quit": ("quit", "quit"), "overcome": ("overcame", "overcome"),
    "undergo": ("underwent", "undergone"), "undertake": ("undertook", "undertaken"), "shed": ("shed", "shed"),
}  # fmt: skip
_DOUBLED = frozenset(
    str.split(
        "admit begin beg bid bet forget forbid plan quip slam chat jab rip bar ban blog commit cut dub drop get hit jog let nag nod pan permit plug pop put "
        "quit rebut refer regret rap rub run set shun sit slap slip snub spot stop submit swap tag tap tip top trap trip win "
        "wrap zap step transfer occur prefer tip grab grin rob scrap ship shop shut skip slip snap spin split strip swim "
        "concur compel propel expel repel control fret"
    )
)
_PLAIN_VERBS = """accelerate accomplish account achieve acquire act add adjust advance affect air aid allow alter amount
analyze apply approach arrange arrest arrive ask assemble assign assist attempt attend attract avoid award ban base battle
bear become begin behave belong benefit boost border borrow break breathe build burn buy calm capture carry catch cause
cease change charge chase check claim clash clean clear climb close collapse collect come compete complete concern conduct
connect consist construct contain contribute cook cooperate cope cost count cover crash create cross crush cut damage deal
decline defeat define delay deliver depart depend deploy derive deserve destroy develop die differ disappear do dominate
donate draw dream dress drink drive drop earn ease eat edge elect eliminate emerge employ enable end enforce engage enhance
ensure enter escape establish evolve examine exceed exercise exist expand experience explode explore export extend face
fail fall feed file fill finance finish fit fix flee fly follow force form fuel function fund gain gather generate get grab
graduate grant grow handle hang happen harm head hear help hide hire host hurt import improve include increase influence
inspire install intervene invade invest investigate involve join jump keep kick kill lack land last laugh launch lead leap
leave lend let lift limit link listen live load lose lower maintain manage march mark marry matter meet merge monitor move
narrow near obtain occur offset open operate organize oust outline overcome overtake owe own participate pass pause pay
perform permit persist pick place play pour practice prepare preserve prevent proceed produce profit prompt protect pull
purchase qualify quit race reach rebound receive recover reduce regain register reject relax remain remove repair replace
replicate represent rescue resign resolve resume retain retire return ride ring rise roll ruin run rush save search secure
sell separate serve settle shake shape share shed shift shoot shop shut sing sink sit sleep slide slip slow smile solve
spark spend split spread stage stand start stay steal stem step stick stir stop strengthen strike struggle study succeed
suffer surge surprise surrender surround survive suspend sweep swing switch tackle teach tend top total touch track train
transfer transform travel treat trigger trim turn undermine undergo unite use visit wait wake walk warm wash waste watch
weaken wear win wind withdraw work wound wrap yield encounter evacuate expire flow gamble harness hover inherit injure
integrate invent isolate kidnap mobilize murder nominate postpone prosecute punish rebuild recruit rely renew restore
restrict reverse review rob scrap seal seize shrink soar sponsor squeeze stabilize stretch strip submit sue supply tie tour
trade trail tumble unfold upgrade vary violate widen bring take put make give hold set have be"""
_CLOSED = {
    "D": "the a an this these those his her their its our my your every each no another any either neither whose",
    "K": "both many some most several few all one two three dozens hundreds thousands others half much none those more",
    "P": "he she they we i you it there who",
    "O": "him them us me himself herself themselves itself ourselves myself yourself",
    "I": "of in on at by for with from about against between among during under over into onto through across toward towards "
    "within without upon amid despite throughout behind beyond near around inside outside via per alongside beside besides "
    "concerning regarding including like unlike versus off up down out",
    "C": "and or but nor yet & plus",
    "S": "if when while because although though unless until since after before as whereas whether once so than even lest",
    "W": "what which how why where whom whatever whoever whichever",
    "M": "is are was were be been being am has have had having do does did will would can could may might must shall should "
    "ought 're 've 'll 'd 'm ’re ’ve ’ll ’d ’m cannot isn't wo ca ai",
    "R": "not never also then now just only still already again soon once twice very too quite rather perhaps maybe however "
    "instead meanwhile moreover later earlier first today yesterday tomorrow tonight here there ever always often "
    "sometimes almost nearly well back away together ago both even further thus hence indeed likewise "
    "monday tuesday wednesday thursday friday saturday sunday n't",
    "L": "mr. mrs. ms. dr. sen. sens. gov. govs. rep. reps. gen. prof. lt. col. capt. sgt. maj. adm. rev. hon. st. jr. sr. "
    "president senator governor congressman congresswoman secretary minister chancellor premier mayor ambassador",
}


@dataclass(frozen=True, eq=False)  # each is one object, so that it hashes by identity
class Cue:
    """A word form that may report: its lemma, the class that the lexicon gives it, and its form."""

    lemma: str
    group: str  #: class, such as "say" or "blame"; nouns and adjectives have their own ("n.say")
    form: str  #: B base, Z -s, V past, G -ing, E participle, n noun, a adjective, r adverb, i preposition
    speech: bool


def _regular(base: str) -> tuple[str, str, str]:
    """The -s, -ed and -ing forms of a regular verb."""
    if base.endswith(("s", "x", "z", "ch", "sh")) or base in ("go", "do", "veto", "echo", "forgo", "undergo"):
        third = base + "es"
    elif base.endswith("y") and base[-2] not in "aeiou":
        third = base[:-1] + "ies"
    else:
        third = base + "s"
    if base.endswith("ie"):
        return third, base + "d", base[:-2] + "ying"
    if base.endswith("e"):
        ing = base + "ing" if base.endswith(("ee", "ye", "oe")) else base[:-1] + "ing"
        return third, base + "d", ing
    if base.endswith("y") and base[-2] not in "aeiou":
        return third, base[:-1] + "ied", base + "ing"
    if base in _DOUBLED:
        return third, base + base[-1] + "ed", base + base[-1] + "ing"
    return third, base + "ed", base + "ing"


def verb_forms(base: str) -> dict[str, str]:
    """Every form of a verb and its tag (B, Z, V, E, G)."""
    third, past, ing = _regular(base)
    participle = past
    if base in _IRREGULAR:
        past, participle = _IRREGULAR[base]
    forms = {base: "B", third: "Z", ing: "G", participle: "E", past: "V"}
    if past != base:
        forms[base] = "B"
    return forms


class Lexicon:
    """What every known word may be: tags for the tagger and cues for the finder."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.tags: dict[str, str] = {}
        self.cues: dict[str, tuple[Cue, ...]] = {}
        self.lemmas: dict[str, str] = {}  # noun-verb homographs and others: form -> lemma
        verbs: dict[str, set[tuple[str, bool]]] = {}
        nouns: dict[str, tuple[str, bool]] = {}
        for base in _PLAIN_VERBS.split():
            for form, tag in verb_forms(base).items():
                self.tags.setdefault(form, tag)
        for group, entry in document["verbs"].items():
            for base in entry["words"].split():
                verbs.setdefault(base, set()).add((group, entry["speech"]))
        for group, entry in document["nouns"].items():
            for base in entry["words"].split():
                nouns.setdefault(base, ("n." + group, entry["speech"]))
        found: dict[str, list[Cue]] = {}
        for base, groups in verbs.items():
            name = "+".join(sorted(group for group, _ in groups))
            speech = any(flag for _, flag in groups)
            for form, tag in verb_forms(base).items():
                self.tags[form] = tag
                found.setdefault(form, []).append(Cue(base, name, tag, speech))
        for base, (group, speech) in nouns.items():
            plural = _regular(base)[0]
            for form in (base, plural):
                self.tags.setdefault(form, "n")
                found.setdefault(form, []).append(Cue(base, group, "n", speech))
        for kind, letter in (("adjectives", "a"), ("adverbs", "r"), ("prepositions", "i")):
            for group, entry in document[kind].items():
                for word in entry["words"].split():
                    if letter == "a":
                        self.tags.setdefault(word, "n")
                    found.setdefault(word, []).append(Cue(word, f"{letter}.{group}", letter, entry["speech"]))
        for tag in "KRLOMIWSDPC":
            for word in _CLOSED[tag].split():
                self.tags[word] = tag
        self.tags.update({"to": "T", "that": "H", "according": "R", "s": "n", "'s": "s", "’s": "s"})
        self.tags.update(dict.fromkeys(("told", "said", "held", "thought", "read"), "V"))
        for word in ("like", "off", "up", "plus"):
            found.pop(word, None)
        self.cues = {form: tuple(cues) for form, cues in found.items()}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that ships with stance, read once."""
    with data_file("attribution_cues.toml").open("rb") as stream:
        return Lexicon(tomllib.load(stream))


WORD = re.compile(
    r"[^\W\d_]+(?=[\s,;:)])|"  # most words: nothing more to look at
    r"(?:[A-Za-z]\.){2,}|(?:Mrs?|Ms|Dr|Sens?|Govs?|Reps?|Gen|Prof|Lt|Col|Capt|Sgt|Maj|Adm|Rev|Hon|St|Jr|Sr|No|vs|Inc|Co|Corp)\.|"
    r"\d+(?:[.,]\d+)*|"
    r"[^\W\d_]+n['’]t\b|"
    r"[^\W_]+(?:(?:[-&/.]|['’](?!(?:s|S|re|ve|ll|d|m)\b))[^\W_]+){0,8}|"
    r"['’](?:s|S|re|ve|ll|d|m)\b|"
    r"--+|\.\.+|[^\w\s]"
)
