"""The commands and their options, with help that teaches by example. The work is done elsewhere."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairwitness import __version__
from fairwitness.cli import signals
from fairwitness.cli.gazetteer import gazetteer
from fairwitness.cli.where import where

if TYPE_CHECKING:
    from fairwitness.cli.exports import FormName
    from fairwitness.limits import Limits
    from fairwitness.reading.rows import ReaderName

WIDE: Any = {"max_content_width": 80, "help_option_names": ["-h", "--help"]}

READ_HELP = """Read reports into briefs: who claims what, where and when, and which claims do not
hold.

INPUT is a text, HTML or PDF file, a URL, a corpus (.jsonl or .jsonl.gz, one report an object with
`id`, `text` and where known `title`, `published`, `url`, `publisher`), a folder of such files, or
`-` for standard input.

\b
Look at one report:
  fairwitness read report.txt --published 2023-03-14
\b
Make a page of it to look at in a browser, and the same as data:
  fairwitness read report.html --html brief.html --json brief.json
\b
A folder or a corpus, two at a time, one brief a line:
  fairwitness read reports/ --jobs 2 --json briefs.jsonl --html pages/
  fairwitness read corpus.jsonl.gz --json - | head -1
\b
From another program:
  curl -s https://example.org/report | fairwitness read -

\b
Incidents for a spreadsheet, for event-data tools and for a map:
  fairwitness read reports/ --acled incidents.csv --plover events.jsonl
  fairwitness read report.html --geojson -

Without --json, --html or an export a summary is printed: what failed first, with the working.
`read = ok + partial + failed` ends every run. Exit status: 0 all were read, 1 some failed, 2 wrong
use, 130 broken off with Ctrl-C (what was finished is kept).
"""


def _day(_: click.Context, __: click.Parameter, value: str | None) -> dt.date | None:
    """An ISO date."""
    try:
        return None if value is None else dt.date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not a day such as 2023-03-14.") from error


def _limits(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> Limits:
    """The usual limits with those given as `name=value`."""
    from fairwitness.cli.limits import limits_with

    try:
        return limits_with(values)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.group(context_settings=WIDE)
@click.version_option(__version__, prog_name="fairwitness", message="%(prog)s %(version)s")
def cli() -> None:
    """Take reports on conflict and politics apart: claims, sources, places, times, numbers, and
    what geography, calendar and arithmetic say of them.

    \b
    Begin with:
      fairwitness read report.txt
      fairwitness read --help
    """


@cli.command(help=READ_HELP, short_help="Read reports into briefs.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=click.Path())
@click.option(
    "--published",
    metavar="DATE",
    callback=_day,
    help="Day the reports were published, e.g. 2023-03-14; wins over what they state.",
)
@click.option(
    "--json", "json_to", metavar="FILE|-", help="Write briefs to FILE, one a line, in input order."
)
@click.option(
    "--html",
    "html_to",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Write one page to FILE (ends in .html), or a page a report and an index to DIR.",
)
@click.option(
    "--acled", metavar="FILE|-", help="Write incidents as CSV with ACLED's columns and our own."
)
@click.option(
    "--plover", metavar="FILE|-", help="Write incidents as PLOVER-style JSON, one a line."
)
@click.option("--geojson", metavar="FILE|-", help="Write incidents and places as GeoJSON.")
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Reports read at a time."
)
@click.option("--model", metavar="NAME", help="spaCy model to read with, instead of the bundled.")
@click.option(
    "--reader",
    type=click.Choice(["learned", "rules"]),
    default="learned",
    show_default=True,
    help="Who reads statements and incidents: rules and a trained model, or rules alone (faster).",
)
@click.option(
    "--limit",
    "limits",
    metavar="NAME=VALUE",
    multiple=True,
    callback=_limits,
    help="Change a limit, e.g. seconds=300. `fairwitness doctor` lists them.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but what failed.")
def read(
    inputs: tuple[str, ...],
    published: dt.date | None,
    json_to: str | None,
    html_to: Path | None,
    acled: str | None,
    plover: str | None,
    geojson: str | None,
    jobs: int,
    model: str | None,
    reader: ReaderName,
    limits: Limits,
    quiet: bool,
) -> int:
    """Options of `read`, handed on as one value."""
    from fairwitness.cli.read import Options, run_read

    exports: dict[FormName, str | None] = {"acled": acled, "plover": plover, "geojson": geojson}
    return run_read(
        Options(
            inputs=inputs,
            published=published,
            json_to=json_to,
            html_to=html_to,
            exports={name: to for name, to in exports.items() if to is not None},
            jobs=jobs,
            model=model,
            statements=reader,
            limits=limits,
            quiet=quiet,
        )
    )


@cli.command()
def schema() -> int:
    """Print the JSON Schema of a brief.

    \b
    Example:
      fairwitness schema > brief.schema.json
    """
    from fairwitness.brief.schema import schema_text

    click.echo(schema_text(), nl=False)
    return 0


@cli.command(short_help="List the checks, each with an example.")
def checks() -> int:
    """List the checks: what each looks at, how far off still holds, and an example."""
    from fairwitness.cli.checks import show_checks

    return show_checks()


@cli.command(short_help="Show versions, model, world data and limits.")
@click.option("--model", metavar="NAME", help="spaCy model to look at, instead of the bundled.")
def doctor(model: str | None) -> int:
    """Show what this installation reads with: versions, model, world data, limits.

    Exit status 1 when something it needs is missing.
    """
    from fairwitness.cli.doctor import examine

    return examine(model)


cli.add_command(gazetteer)
cli.add_command(where)


def run(arguments: list[str]) -> int:
    """Runs the command line on `arguments` and returns the exit status."""
    with signals.handled():
        try:
            status = _invoke(arguments)
            sys.stdout.flush()
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except KeyboardInterrupt:
            return signals.INTERRUPTED
        except signals.Terminated:
            return signals.TERMINATED
        except BrokenPipeError:
            return signals.reader_left()
    return status


def _invoke(arguments: list[str]) -> int:
    """As click's own `main`, which would answer a closed pipe and Ctrl-C in its own way."""
    from fairwitness.problems import FairwitnessError, WrongUse

    try:
        with cli.make_context("fairwitness", list(arguments)) as context:
            status = cli.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except FairwitnessError as error:
        click.echo(f"fairwitness: {error}", err=True)
        return 2 if isinstance(error, WrongUse) else 1
    return status if isinstance(status, int) else 0
