"""Opens ONNX graphs so that they give the same numbers in every process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class Session:
    """An ONNX graph, ready to run on one thread."""

    def __init__(self, path: Path) -> None:
        """Loads the graph at `path`; the first to do so imports onnxruntime."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # One thread: sums are then made in one order, whatever the machine and `--jobs`.
        options.intra_op_num_threads = 1
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
