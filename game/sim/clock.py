"""The tick: the one length of time in the simulation."""

TICK_HZ = 60
DT = 1.0 / TICK_HZ  # [s]
