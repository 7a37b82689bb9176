"""What `check.py` measures: files, the mix, likeness, notes."""
