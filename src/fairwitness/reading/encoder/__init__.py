"""The shared encoder: a vector for every word of a text, which the learned readers' heads score.

MiniLM (all-MiniLM-L6-v2), fine-tuned with the heads that use it, in eight bits, run by onnxruntime.
Nothing is loaded before the first text is encoded.
"""
