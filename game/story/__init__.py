"""Level files, their checks, and the director that stages them."""
