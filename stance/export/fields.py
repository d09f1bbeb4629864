"""The fields of every reading command's records; stance/docs/fields.md is made from here."""

from __future__ import annotations

from collections.abc import Sequence

from stance.export.formats import SCHEMA_VERSION, Field

_ACTOR = (
    Field("actor", "text", "The actor's name."),
    Field("actor_id", "text", "The actor's id in the roster."),
)
_SOURCE = (
    Field("source_id", "text", "The best source of the statement: with an address, then the one published first."),
    Field("source_outlet", "text", "Who published it."),
    Field("source_title", "text", "Its title."),
    Field("source_url", "text", "Its address."),
    Field("source_published", "date", "When it was published."),
)

TABLE = (
    *_ACTOR,
    Field("actor_kind", "text", "person, body or state."),
    Field("country", "text", "Spoken for in the deciding statement: ISO 3166 alpha-2 or an organisation's acronym."),
    Field("role", "text", "The office held when it was said."),
    Field("position", "text", "The position held on the day asked for: its id in the codebook."),
    Field("position_label", "text", "The position in words."),
    Field(
        "support", "integer", "Degree of support of the position, higher is nearer to yes; empty: outside the scale."
    ),
    Field("also", "list", "Other positions taken on the day of the deciding statement."),
    Field("since", "date", "From when this position has been held: the date of the first statement of it in a row."),
    Field(
        "since_precision", "text", "How precisely `since` is known: day, month, year, or by (no later than that day)."
    ),
    Field("last_said", "date", "The date of the deciding statement, the latest up to the day asked for."),
    Field(
        "last_said_precision",
        "text",
        "How precisely `last_said` is known: day, month, year, or by (no later than that day).",
    ),
    Field("statements", "integer", "Dated statements of the actor up to that day (with --since: from then on)."),
    Field("previous_position", "text", "The position held before; empty: this is the first known."),
    Field(
        "changed_on",
        "date",
        "When it changed from the previous position, as precisely as `since` is known; empty: it has not.",
    ),
    Field("change", "text", "up (nearer to yes), down, other (outside the scale), or empty: no change known."),
    Field("silent", "boolean", "Whether nothing was said for longer than the days allowed (180, --silent)."),
    Field("silent_days", "integer", "Days from the last word to the day asked for."),
    Field("kind", "text", "Kind of the deciding statement: direct, indirect or reported."),
    Field("quote", "text", "The actor's own words in it."),
    Field("summary", "text", "What it says, in the coder's words or the article's."),
    *_SOURCE,
    Field("statement", "text", "The id of the deciding statement."),
)

ROLLUP = (
    Field("key", "text", "The country, the kind of actor, or the group."),
    Field("label", "text", "Its name."),
    Field("rule", "text", "By which rule several actors make one position."),
    Field("position", "text", "The position by that rule: its id in the codebook."),
    Field("position_label", "text", "The position in words."),
    Field("support", "integer", "Degree of support of the position; empty: outside the scale."),
    Field("actor", "text", "Whose statement it is."),
    Field("actor_id", "text", "That actor's id."),
    Field("role", "text", "The office that actor held when it was said."),
    Field("since", "date", "From when the position has been held (for a country: by whoever spoke for it)."),
    Field("since_precision", "text", "How precisely `since` is known."),
    Field("last_said", "date", "The date of the deciding statement."),
    Field("last_said_precision", "text", "How precisely it is known."),
    Field("also", "list", "Other positions taken on that day."),
    Field("previous_position", "text", "The position held before; empty: this is the first known."),
    Field("silent", "boolean", "Whether nothing was said for longer than the days allowed."),
    Field("holding", "integer", "How many of its actors (of a group: countries) hold that very position."),
    Field("on_record", "integer", "How many of them have a position on that day."),
    Field("members", "integer", "How many there are, those without a record too; 0: not known."),
    *_SOURCE,
    Field("statement", "text", "The id of the deciding statement."),
)

TIMELINE = (
    *_ACTOR,
    Field("country", "text", "Whom the actor spoke for."),
    Field("date", "date", "The day of the statements."),
    Field("precision", "text", "How precisely the day is known: day, month, year, or by (no later)."),
    Field("what", "text", "carried (held before the range began), first, change, or again."),
    Field("position", "text", "The position held from that day: its id."),
    Field("position_label", "text", "The position in words."),
    Field("support", "integer", "Degree of support of the position; empty: outside the scale."),
    Field("previous_position", "text", "Of a change: the position held before."),
    Field("also", "list", "Other positions taken on that day."),
    Field("statements", "integer", "Statements of that day."),
    Field("until", "date", "The last day before the actor's next word, or the end of the range."),
    Field("silent_from", "date", "The day from which the position counts as silent, if it does before `until`."),
    Field("kind", "text", "Kind of the deciding statement."),
    Field("quote", "text", "The actor's own words in it."),
    Field("summary", "text", "What it says, in the coder's words or the article's."),
    Field("event", "text", "The event at which it was made: its id."),
    *_SOURCE,
    Field("statement", "text", "The id of the deciding statement."),
)

SHIFTS = (
    *_ACTOR,
    Field("country", "text", "Whom the actor spoke for in the later statement."),
    Field("from_position", "text", "The position given up: its id; empty (only --between): nothing said before."),
    Field("to_position", "text", "The position taken: its id."),
    Field("change", "text", "up (nearer to yes), down, or other (outside the scale)."),
    Field("date", "date", "The day of the first statement of the new position."),
    Field("precision", "text", "How precisely it is known: day, month, year, or by (no later)."),
    Field("from_date", "date", "The day of the last statement of the old one."),
    Field("from_precision", "text", "How precisely that is known."),
    Field(
        "confirmed", "boolean", "Whether a further statement bears the new position out; false: a single one so far."
    ),
    Field("confirmations", "integer", "How many further statements of it there are before the next change."),
    Field("event", "text", "The event nearest to the change: its id."),
    Field("event_name", "text", "Its name."),
    Field("event_distance", "integer", "Days from the event to the change: negative before it, 0 during it."),
    Field("from_statement", "text", "The id of the last statement of the old position."),
    Field("from_quote", "text", "Its words, or its summary."),
    Field("from_kind", "text", "Its kind."),
    Field("from_outlet", "text", "Who published its best source."),
    Field("from_url", "text", "The address of its best source."),
    Field("to_statement", "text", "The id of the first statement of the new position."),
    Field("to_quote", "text", "Its words, or its summary."),
    Field("to_kind", "text", "Its kind."),
    Field("to_outlet", "text", "Who published its best source."),
    Field("to_url", "text", "The address of its best source."),
    Field("changes_between", "integer", "Only --between: changes from the one day to the other."),
)

LIST = (
    Field("statement", "text", "The statement's id."),
    Field("date", "date", "The day it was said; empty: not known."),
    Field("precision", "text", "How precisely the day is known: day, month or year."),
    *_ACTOR,
    Field("country", "text", "Whom the actor spoke for."),
    Field("role", "text", "The office held on that day."),
    Field("position", "text", "The position: its id in the codebook."),
    Field("position_label", "text", "The position in words."),
    Field("support", "integer", "Degree of support of the position; empty: outside the scale."),
    Field("kind", "text", "direct, indirect or reported."),
    Field("quote", "text", "The actor's own words."),
    Field("summary", "text", "What it says, in the coder's words or the article's."),
    Field("condition", "text", "The condition named, in words."),
    Field("event", "text", "The event at which it was made: its id."),
    Field("status", "text", "proposed, accepted, rejected or trashed."),
    Field("confidence", "text", "How sure the extraction was; empty: coded by hand."),
    Field("coder", "text", "Who recorded it."),
    Field("note", "text", "A note."),
    Field("sources", "integer", "How many sources carry it."),
    *_SOURCE,
)

SUMMARY = (
    Field("key", "text", "The country, kind or period of the row; empty: all together."),
    Field("position", "text", "The position: its id; `no-record`: actors of whom none is known."),
    Field("position_label", "text", "The position in words."),
    Field("support", "integer", "Degree of support of the position; empty: outside the scale."),
    Field("count", "integer", "How many actors, or with --count statements how many statements."),
    Field("share", "number", "Of those with a position in the row, 0 to 1; empty for no-record."),
)

REVIEW = (
    Field("by", "text", "confidence, position or outlet."),
    Field("key", "text", "Which confidence, position or outlet."),
    Field("accepted", "integer", "Proposals accepted as they were."),
    Field("edited", "integer", "Proposals accepted after a change."),
    Field("rejected", "integer", "Proposals rejected."),
    Field("waiting", "integer", "Proposals that wait for review."),
    Field("right", "number", "Share accepted as they were of those decided, 0 to 1; empty: none decided."),
)

LONG = (
    Field("id", "text", "Id of the statement."),
    Field("actor", "text", "Name of the actor."),
    Field("actor_id", "text", "Id of the actor."),
    Field("actor_kind", "text", "person, body or state."),
    Field("country", "text", "Spoken for on that day: ISO 3166 alpha-2, or an organisation's acronym."),
    Field("role", "text", "Office on that day."),
    Field("position", "text", "Id of the position."),
    Field("position_label", "text", "Label of the position."),
    Field("support", "integer", "Degree of support, higher is nearer to yes; empty outside the scale."),
    Field("kind", "text", "direct, indirect or reported."),
    Field("stated_on", "date", "When it was said: YYYY, YYYY-MM or YYYY-MM-DD."),
    Field("stated_on_precision", "text", "day, month or year; empty where no date is known."),
    Field("stated_on_first", "date", "The first day that stated_on may mean."),
    Field("stated_on_last", "date", "The last day that stated_on may mean."),
    Field("quote", "text", "The actor's own words."),
    Field("summary", "text", "In the coder's words, or the article's sentence."),
    Field("condition", "text", "Condition of the position, in words."),
    Field("event", "text", "Id of the event at which, or about which, it was said."),
    Field("status", "text", "proposed, accepted, rejected or trashed."),
    Field("confidence", "text", "high, medium or low for what the extraction proposed; empty if coded by hand."),
    Field("cues", "list", "Cues of the codebook behind it."),
    Field("coder", "text", "Who recorded it."),
    Field("note", "text", "The coder's note."),
    Field("recorded_at", "text", "When it was recorded, ISO 8601."),
    Field("source_id", "text", "Id of its best source."),
    Field("source_title", "text", "Title of that source."),
    Field("source_outlet", "text", "Outlet."),
    Field("source_url", "text", "Address."),
    Field("source_published", "date", "When it appeared."),
    Field("source_author", "text", "Author."),
    Field("source_language", "text", "Language, ISO 639-1."),
    Field("source_start", "integer", "Where the words begin in that source's text: code points, 0-based."),
    Field("source_end", "integer", "Where they end, exclusive."),
    Field("sources", "text", "All sources as JSON, if there are several."),
    Field("extra", "text", "Further fields as JSON, if there are any."),
)

AGREEMENT = (
    Field("unit", "integer", "Number of the disagreement: an actor in an article. It has a row a coder."),
    Field("article", "text", "The source: its id."),
    Field("article_title", "text", "Its title."),
    Field("article_url", "text", "Its address."),
    *_ACTOR,
    Field("coder", "text", "Whose coding the row gives."),
    Field("position", "text", "The position this coder recorded: its id; empty: nothing found."),
    Field("position_label", "text", "The position in words."),
    Field("quote", "text", "The words this coder took."),
    Field("summary", "text", "This coder's summary."),
    Field("statement", "text", "The id of this coder's statement."),
)

#: The records of each command, under the heading that documents them.
ALL: dict[str, tuple[Field, ...]] = {
    "table": TABLE,
    "table --by": ROLLUP,
    "timeline": TIMELINE,
    "shifts": SHIFTS,
    "list": LIST,
    "show": LIST,
    "summary": SUMMARY,
    "summary --review": REVIEW,
    "export --long": LONG,
    "agreement": AGREEMENT,
}

#: What stands in a table of Markdown, which is for reading: an article has no room for thirty columns.
BRIEF: dict[str, tuple[str, ...]] = {
    "table": ("actor", "position_label", "also", "since", "last_said", "previous_position", "statements", "source_outlet", "source_url"),
    "table --by": ("label", "position_label", "holding", "on_record", "actor", "role", "since", "last_said", "source_outlet", "source_url"),
    "timeline": ("actor", "date", "what", "position_label", "also", "until", "kind", "source_outlet", "source_url"),
    "shifts": (
        "date", "actor", "from_position", "to_position", "confirmed", "event_name", "event_distance", "from_outlet", "from_url",
        "to_outlet", "to_url",
    ),
    "list": ("date", "actor", "position_label", "kind", "quote", "summary", "source_outlet", "source_url"),
    "show": ("date", "actor", "position_label", "kind", "quote", "summary", "source_outlet", "source_url"),
    "summary": ("key", "position_label", "count", "share"),
    "export --long": ("stated_on", "actor", "role", "position_label", "kind", "quote", "summary", "source_outlet", "source_url"),
    "agreement": ("unit", "article_title", "actor", "coder", "position_label", "quote"),
}  # fmt: skip


def brief(schema: str) -> tuple[Field, ...]:
    """The fields that Markdown shows, in its order."""
    fields = {field.name: field for field in ALL[schema]}
    return tuple(fields[name] for name in BRIEF.get(schema, fields))


def document(fields: dict[str, Sequence[Field]] | dict[str, tuple[Field, ...]] = ALL) -> str:
    """The fields as a Markdown page."""
    lines = [
        "# Fields",
        "",
        "What the reading commands write with `--format csv`, `json`, `jsonl` and `md`. This page is made by",
        "`python -m stance.export.fields`; a test holds it to the code.",
        "",
        f"`schema_version` is {SCHEMA_VERSION}. A field never changes its meaning within a version; new fields may come.",
        "JSON wraps the rows: `{\"schema_version\", \"command\", \"as_of\", \"filters\", \"rows\"}`. Dates are ISO 8601 and",
        "as precise as they are known (`2023-07-11`, `2023-07`, `2023`); the precision `by` says that the text gives no day and",
        "that it was no later than this one, on which its source appeared. In CSV a list is joined by `; `, and what is not",
        "known is empty (`null` in JSON). Markdown is for reading: it shows the fields marked with a star under headings of",
        "its own, positions in words, `by 2023-07-06` for a day that is a bound, and the outlet as a link.",
    ]  # fmt: skip
    for command, those in fields.items():
        lines += ["", f"## `stance {command}`", "", "| field | type | meaning |", "| --- | --- | --- |"]
        starred = brief(command) if command in ALL else ()
        for field in those:
            star = " *" if field in starred else ""
            lines.append(f"| `{field.name}`{star} | {field.type} | {field.description} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(document(), end="")
