"""The deterministic world: tick, entity tables, physics, minds. No pygame, no files, no clock, no global random."""
