"""Headless use: runs, pilots, recordings, bench."""
