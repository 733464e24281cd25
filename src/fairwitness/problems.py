"""What went wrong or was lost, as data: every failure, truncation and doubt is a `Problem`."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was not read, not read whole, or is in doubt, with the reason."""

    code: Annotated[
        str, Meta(description="Stable machine-readable reason, e.g. `too_large`, `encrypted`.")
    ]
    message: Annotated[
        str, Meta(description="A sentence for people: what happened and the way out.")
    ]
    where: Annotated[
        str | None, Meta(description="The input, line, page or limit the problem belongs to.")
    ] = None


class FairwitnessError(Exception):
    """Base of every error that fairwitness raises on purpose; carries its `Problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(
            f"{problem.where}: {problem.message}" if problem.where else problem.message
        )
        self.problem = problem


class Unreadable(FairwitnessError):
    """An input that cannot be read into a report at all."""


class WrongUse(FairwitnessError):
    """A call or command that asks for something contradictory or unknown."""
