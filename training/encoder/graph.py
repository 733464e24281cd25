"""A small builder of ONNX graphs: operators by call, weights as named constants."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = npt.NDArray[Any]
OPSET, IR = 18, 9
FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64


class Graph:
    """Collects nodes and weights; a value is named by a string."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []

    def input(self, name: str, kind: int, shape: list[str | int]) -> str:
        """Declares an input."""
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, value: str, name: str, shape: list[str | int]) -> None:
        """Declares `value` an output, as floats."""
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        self.outputs.append(helper.make_tensor_value_info(name, FLOAT, shape))

    def constant(self, array: Array) -> str:
        """A weight or a number."""
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def half(self, array: Array) -> str:
        """A weight kept in 16 bits."""
        return self.op("Cast", self.constant(array.astype(np.float16)), to=FLOAT)

    def number(self, value: float) -> str:
        """A float."""
        return self.constant(np.array(value, dtype=np.float32))

    def integers(self, *values: int) -> str:
        """A list of integers, as axes and shapes are given."""
        return self.constant(np.array(values, dtype=np.int64))

    def op(self, kind: str, *values: str, **options: Any) -> str:
        """The (first) result of an operator."""
        out = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(values), [out], **options))
        return out

    def linear(self, x: str, weight: Array, bias: Array, *, half: bool = False) -> str:
        """`x` times a torch weight [out, in], plus bias."""
        keep = self.half if half else self.constant
        return self.op("Add", self.op("MatMul", x, keep(weight.T)), self.constant(bias))

    def norm(self, x: str, weight: Array, bias: Array, epsilon: float) -> str:
        """Layer normalisation over the last axis."""
        scale, shift = self.constant(weight), self.constant(bias)
        return self.op("LayerNormalization", x, scale, shift, epsilon=epsilon, axis=-1)

    def gelu(self, x: str) -> str:
        """The exact GELU."""
        erf = self.op("Erf", self.op("Mul", x, self.number(0.5**0.5)))
        return self.op(
            "Mul", self.op("Mul", x, self.number(0.5)), self.op("Add", erf, self.number(1.0))
        )

    def write(self, path: Path) -> None:
        """Checks the graph and writes it."""
        graph = helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = IR
        model.producer_name = "fairwitness"
        onnx.checker.check_model(model)
        onnx.save(model, path)
