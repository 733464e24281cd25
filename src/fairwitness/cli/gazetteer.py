"""`fairwitness gazetteer`: the user's own layers of places, added from GeoNames' dumps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fairwitness.world.added import Added
    from fairwitness.world.geonames import Done

ADD_HELP = """Add places from GeoNames' dumps, as they come from GeoNames.

FILE is a country (SY.zip, SY.txt, SY.txt.gz), allCountries.zip, or alternate names
(alternateNamesV2.zip). Each becomes a layer of its name beside the package's own gazetteer, and
`read`, `where` and everything else use it from then on. A broken-off addition goes on where it was
when the same command is given again; a file that is there already changes nothing.

\b
Villages of Syria and Iraq, after getting both files from
download.geonames.org/export/dump:
  fairwitness gazetteer add SY.zip IQ.zip
  fairwitness where Baghuz --near Syria
\b
All 13 million places of the world (about an hour, 3 GB, and twice that while
it sorts):
  fairwitness gazetteer add allCountries.zip

Lines that cannot be read are counted with the reason, and the first few shown. Exit status: 0 all
files were added, 1 some could not be, 2 wrong use, 130 broken off with Ctrl-C.
"""


def _data[F: Callable[..., object]](command: F) -> F:
    """The option that says where layers lie."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Data folder to use; by default $FAIRWITNESS_DATA, or the user's own.",
    )(command)


@click.group(short_help="Add places from GeoNames' dumps; list and remove them.")
def gazetteer() -> None:
    """Add places from GeoNames' dumps to those of the package; list and remove them.

    \b
    Examples:
      fairwitness gazetteer add SY.zip
      fairwitness gazetteer list
      fairwitness gazetteer remove SY
    """


@gazetteer.command(help=ADD_HELP, short_help="Add places from GeoNames' dumps.")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)  # fmt: skip
@_data
def add(files: tuple[Path, ...], data: Path | None) -> int:
    """Adds the files one after the other; one that fails does not keep the next from it."""
    from fairwitness.cli.adding import add_files

    return add_files(files, data)


@gazetteer.command(name="list")
@_data
def list_(data: Path | None) -> int:
    """List the layers that were added: places, names, size, and the file each came from.

    \b
    Example:
      fairwitness gazetteer list
    """
    from fairwitness.problems import Unreadable
    from fairwitness.world import added
    from fairwitness.world.geonames import unfinished

    folder, failed = added.layers_folder(data), 0
    paths = added.layer_paths(folder)
    if paths:
        click.echo(f"{'layer':<20}{'places':>10}{'names':>11}{'MB':>8}{'added':>6}  file, SHA-256")
    for path in paths:
        try:
            layer = added.about(path)
        except Unreadable as error:
            click.echo(f"fairwitness: {error}", err=True)
            failed = 1
            continue
        size = f"{path.stat().st_size / 1e6:,.1f}"
        head = f"{layer.name:<20}{layer.places:>10,}{layer.names:>11,}{size:>8}"
        click.echo(f"{head}{f'#{layer.sequence}':>6}  {layer.file}\n{'':57}{layer.sha256[:20]}")
    for name in unfinished(folder):
        click.echo(f"{name}: begun and not finished; add its file again to go on")
    if not paths:
        click.echo(f"no layers in {folder}; add one with `fairwitness gazetteer add SY.zip`")
    return failed


@gazetteer.command()
@click.argument("name", metavar="NAME")
@_data
def remove(name: str, data: Path | None) -> int:
    """Remove the layer NAME, as `fairwitness gazetteer list` has it.

    \b
    Example:
      fairwitness gazetteer remove SY
    """
    from fairwitness.problems import Problem, WrongUse
    from fairwitness.world import added
    from fairwitness.world.geonames import remove as take_away

    folder = added.layers_folder(data)
    if not take_away(name, folder):
        there = ", ".join(path.stem for path in added.layer_paths(folder)) or "none"
        message = f"no layer of that name in {folder}; there are: {there}"
        raise WrongUse(Problem(code="no_such_layer", message=message, where=name))
    click.echo(f"{name} is removed")
    return 0


def told(done: Done) -> list[str]:
    """What became of a dump, in lines."""
    layer = done.layer
    if done.unchanged:
        return [f"{layer.name}: there already from the same file; nothing changed"]
    made = f"{layer.places:,} places with {layer.names:,} names"
    lines = [f"{layer.name}: {made} from {layer.lines:,} lines of {layer.file}"]
    if done.resumed_at:
        lines.append(f"  went on after line {done.resumed_at:,}")
    if done.replaced:
        lines.append("  in place of the former layer of that name")
    lines += [f"  left out {count:,}: {reason}" for reason, count in layer.left_out.items()]
    lines += [f"  refused {count:,}: {reason}" for reason, count in layer.refused.items()]
    return [*lines, *_first_refused(layer)]


def _first_refused(layer: Added) -> list[str]:
    more = sum(layer.refused.values()) - len(layer.first_refused)
    lines = [f"    {line}" for line in layer.first_refused]
    return [*lines, f"    and {more:,} more"] if more > 0 else lines
