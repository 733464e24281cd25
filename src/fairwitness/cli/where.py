"""`fairwitness where`: what a name may mean, with scores and why."""

from __future__ import annotations

from pathlib import Path

import click

WHERE_HELP = """Show the places that NAME may mean, most believed first: what each is, where, its
share of belief and why.

\b
  fairwitness where Tripoli
  fairwitness where "Paris, Texas"
\b
Weighed as in a report that names other places too:
  fairwitness where Tripoli --near Beirut
\b
A spelling that no gazetteer has is sought by its sound, in the countries of
what it is near to:
  fairwitness where Bokmal --near Syria
\b
As data:
  fairwitness where Tripoli --json

The package has towns of 500 inhabitants and more; for villages add GeoNames' countries (see
`fairwitness gazetteer add --help`). Exit status: 0 something was found, 1 nothing, 2 wrong use.
"""


@click.command(help=WHERE_HELP, short_help="Show the places that a name may mean, and why.")
@click.argument("name", metavar="NAME")
@click.option(
    "--near", metavar="PLACE", multiple=True, help="A place named beside it; may be repeated."
)
@click.option("--json", "as_json", is_flag=True, help="Print all candidates as one JSON object.")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Data folder with added layers; by default $FAIRWITNESS_DATA, or the user's own.",
)
def where(name: str, near: tuple[str, ...], as_json: bool, data: Path | None) -> int:
    """Hands the name on."""
    if not name.strip():
        raise click.BadParameter("the name is empty.", param_hint="NAME")
    from fairwitness.cli.candidates import show_candidates

    return show_candidates(name.strip(), near, data, as_json=as_json)
