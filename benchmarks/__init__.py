"""Figures printed by commands: `make yardstick` (how right) and `make bench` (how costly)."""
