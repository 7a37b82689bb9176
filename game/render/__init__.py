"""Pictures: the draw list, two back ends, lit art, camera, effects, HUD."""
