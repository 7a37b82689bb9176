"""Headless use: runs, pilots, recordings, bench."""

from game.lab.run import Result, run

__all__ = ["Result", "run"]
