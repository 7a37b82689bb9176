"""Programs that show how the lab is used; each runs by itself."""
