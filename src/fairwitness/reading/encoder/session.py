"""Opens ONNX graphs so that they give the same numbers in every process."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from fairwitness.limits import THREADS

Floats = npt.NDArray[np.float32]


class Session:
    """An ONNX graph, ready to run."""

    def __init__(self, path: Path, threads: int | None = None) -> None:
        """Loads the graph at `path`; the first to do so imports onnxruntime."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # Threads share out rows and columns and never one sum, so their number changes no bit
        # (tested): two take .70 of the time of one here.
        options.intra_op_num_threads = threads or int(os.environ.get(THREADS, "1"))
        options.inter_op_num_threads = 1
        # Without the arena a window's memory is given back; with it 60 MB more stay taken.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            path.read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def run(self, values: Mapping[str, npt.NDArray[Any]]) -> tuple[Floats, ...]:
        """The graph's outputs, in its order, for named inputs."""
        return cast(tuple[Floats, ...], tuple(self._session.run(None, dict(values))))
