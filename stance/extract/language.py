"""Whether a text is in English: the extraction reads no other language, and says so instead of guessing."""

from __future__ import annotations

import re

from stance.model import Article, Problem

__all__ = ["language_problem", "likely_language"]

# The commonest small words of each language that it does not share with English.
_SMALL = {
    "en": "the of and to that is for on with was he it as at by be are has have from this not will said but which they we his an "
    "would been were their she its who you after about than into there what when more also should must can our us",
    "de": "der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es werden aus hat dass sie nach wird bei "
    "einer um am sind noch wie einem über wir ich",
    "fr": "le la les des et du un une est dans que qui pour au pas sur ne se ce il sont avec par plus cette aux mais ont été nous "
    "leur elle comme deux",
    "es": "el la los de que en las un por con una para es del al lo como más se su sus pero este ha ya entre cuando muy sin sobre "
    "también fue hasta hay",
    "it": "il di che la e un per non in una sono del della con alla le dei si gli nel ha da più anche come ma al delle questo",
    "pt": "o de que a e do da em um para com não uma os no se na por mais as dos como mas ao ele das tem seu sua ou",
    "pl": "i w na z się nie do to że jest o jak po od za przez ale dla oraz tym przy tak być który która które",
    "nl": "de het een van en dat is op te zijn voor met niet aan er om ook als bij maar uit nog naar worden door",
    "ro": "și de la în care cu pe nu este din un o pentru că mai sau au fost dar prin această acest ale lui",
    "cs": "a se v na je že s z do o k i to jako za by ale pro jsou po který která od jsem při",
    "sk": "a sa v na je že s z do o k i to ako za by ale pre sú po ktorý ktorá od som pri",
    "sv": "och i att det som en på är av för med den till inte om ett har de var från vi kan ska",
    "fi": "ja on ei että se oli hän mutta kun myös ovat mukaan jos niin kuin",
    "hu": "a az és hogy nem is egy ez meg van de csak volt már mint el lesz azt vagy",
    "tr": "ve bir bu da için ile de olarak çok daha olan gibi kadar sonra ancak",
    "lt": "ir kad yra į su tai iš bet kaip apie už dėl jau nuo buvo",
    "lv": "un ka ir ar no par uz kas tas bet arī kā pēc lai",
    "et": "ja on et ei ta see mis kui ka oli aga oma siis",
    "uk": "і в на що не з у та до за це від про як для але його є які",
    "ru": "и в не на что с по это как к из у за но от его для а также",
}  # fmt: skip
_NAMES = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "pl": "Polish", "nl": "Dutch",
    "ro": "Romanian", "cs": "Czech", "sk": "Slovak", "sv": "Swedish", "fi": "Finnish", "hu": "Hungarian", "tr": "Turkish",
    "lt": "Lithuanian", "lv": "Latvian", "et": "Estonian", "uk": "Ukrainian", "ru": "Russian",
}  # fmt: skip
_LANGUAGES: dict[str, list[str]] = {}  # small word -> the languages that have it
for _code, _words in _SMALL.items():
    for _word in set(_words.split()):
        _LANGUAGES.setdefault(_word, []).append(_code)
_ENGLISH_WORDS = frozenset(_SMALL["en"].split())
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 25  #: words below which a text is too short to tell
_PIECE = 1500  #: characters read at the beginning, and in the middle of a long text
_PLAINLY = 0.25  #: share of English small words from which a text is English; running prose has 0.35 to 0.5


def likely_language(text: str) -> tuple[str, float] | None:
    """ISO 639-1 code of the language whose small words are commonest, "" if none is, and the share of English ones.

    None: too short to tell.
    """
    words = _sample(text)
    return _likeliest(words) if len(words) >= _LEAST else None


def _sample(text: str) -> list[str]:
    """Words of the beginning of a text, and of the middle of a long one, in small letters."""
    piece = text[:_PIECE]
    if len(text) > 3 * _PIECE:
        middle = len(text) // 2
        piece += " " + text[middle : middle + _PIECE]
    return list(map(str.lower, _WORD.findall(piece)))


def _likeliest(words: list[str]) -> tuple[str, float]:
    counts = dict.fromkeys(_SMALL, 0)
    for word in words:
        for code in _LANGUAGES.get(word, ()):
            counts[code] += 1
    best = max(counts, key=lambda code: counts[code])
    return (best if counts[best] / len(words) >= 0.08 else ""), counts["en"] / len(words)


def language_problem(article: Article) -> Problem | None:
    """Why an article cannot be read, if it is not in English; a warning, as the article itself is in order."""
    words = _sample(article.text)
    if len(words) < _LEAST or sum(map(_ENGLISH_WORDS.__contains__, words)) >= _PLAINLY * len(words):
        return None
    code, english = _likeliest(words)
    if english >= _PLAINLY or code == "en":  # lists, tables, code have few words that tell, but none against English
        return None
    name = _NAMES.get(code)
    what = f"the text looks {name}" if name else "the text does not look like English"
    place = article.place or article.id or article.title or "article"
    return Problem(place, f"{what}; only English is read, so nothing is proposed", serious=False)
