"""The root command: the panels, and which module holds which command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

import typer

from stance.cli.loading import Entry, LazyGroup, print_version

PANELS = ("Record", "Read", "Share", "Reference", "Care")

#: Every command, in the order of the help. The summary stands here so that `--help` imports no command;
#: a test holds it equal to the first line of the command's docstring.
COMMANDS: tuple[Entry, ...] = (
    Entry("init", "Record", "stance.cli.start:init", "Make a new store."),
    Entry("add", "Record", "stance.cli.recording:add", "Record one statement by hand."),
    Entry("import", "Record", "stance.cli.importing:import_", "Bring in articles and coded statements."),
    Entry(
        "reread",
        "Record",
        "stance.cli.rereading:reread",
        "Look into kept texts anew, after the codebook or the program has changed.",
    ),
    Entry("review", "Record", "stance.cli.reviewing:review", "Go through the proposals that wait."),
    Entry("extract", "Record", "stance.cli.extracting:extract", "Print what articles say, without a store."),
    Entry("edit", "Record", "stance.cli.keeping:edit", "Change statements: one, several, or all that fit a filter."),
    Entry("remove", "Record", "stance.cli.keeping:remove", "Move statements to the trash."),
    Entry("undo", "Record", "stance.cli.keeping:undo", "Take back what a command changed."),
    Entry("merge", "Record", "stance.cli.merging:merge", "Bring in another coder's store."),
    Entry("table", "Read", "stance.cli.reading:table", "Show where each actor stands, as of a day."),
    Entry("timeline", "Read", "stance.cli.drawing:timeline", "Draw positions over time, a row an actor."),
    Entry("shifts", "Read", "stance.cli.shifting:shifts", "Show who moved, from what to what, when, on what evidence."),
    Entry("show", "Read", "stance.cli.dossier:show", "Show all that is known of an actor, statement, source or event."),
    Entry("list", "Read", "stance.cli.listing:list_statements", "List statements; search them and filter them."),
    Entry("summary", "Read", "stance.cli.summing:summary", "Count who holds which position, with shares and bars."),
    Entry(
        "export",
        "Share",
        "stance.cli.sharing:export",
        "Write positions, statements and sources in the formats of other programs.",
    ),
    Entry("report", "Share", "stance.cli.reporting:report", "Write one page for people without a terminal."),
    Entry("agreement", "Share", "stance.cli.agreeing:agreement", "Measure how far coders agree on the same articles."),
    Entry("actors", "Reference", "stance.cli.rosters:actors", "List, show and correct the actors."),
    Entry("events", "Reference", "stance.cli.events:events", "List, show and correct the events."),
    Entry(
        "codebook",
        "Reference",
        "stance.cli.codebooks:codebook",
        "Show and check the codebook: the positions and their cues.",
    ),
    Entry("sources", "Reference", "stance.cli.sources:sources", "List, show and correct the sources."),
    Entry(
        "update", "Reference", "stance.cli.updating:update", "Take in what is new in the data that ship with stance."
    ),
    Entry("check", "Care", "stance.cli.checking:check", "Look for faults in the store."),
    Entry("log", "Care", "stance.cli.history:log", "Show what was done, the newest first."),
    Entry("backup", "Care", "stance.cli.backups:backup", "Copy the store, list its copies, bring one back."),
)


class StanceGroup(LazyGroup):
    entries: ClassVar[Mapping[str, Entry]] = {entry.name: entry for entry in COMMANDS}
    panels = PANELS


app = typer.Typer(
    name="stance",
    cls=StanceGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback()
def stance(
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> Any:
    """Record and read who stands where on Ukraine's accession to NATO: who said what, when, and on what evidence.

    Start with `stance init --sample`, then `stance table` and `stance timeline`; `stance import ARTICLE` brings in
    what you read. Each command explains itself with --help.
    """
