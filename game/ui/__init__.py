"""Widgets, focus, text, theme."""
