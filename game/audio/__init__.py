"""Sounds and layered music, from events."""
