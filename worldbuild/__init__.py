"""Builds the world's data files from pinned packages: `python -m worldbuild` (or `make world`).

Not part of the installed package. Everything it writes is described in `DATA.md`.
"""
