"""The desktop program: loop, scenes, input, settings."""
