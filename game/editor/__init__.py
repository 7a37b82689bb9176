"""The level editor: a level as text that is edited in place, its map, its script, and its playtests."""
