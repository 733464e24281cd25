"""A brief's incidents in the forms other tools take: ACLED-style CSV, PLOVER-style JSON, GeoJSON.

Each is made from a brief alone, fills what the brief knows, leaves out what it does not, and
invents nothing. `docs/exports.md` describes every column and field.
"""
