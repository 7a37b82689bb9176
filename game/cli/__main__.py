"""`python -m game.cli` is `callister`."""

import sys

from game.cli import main

sys.exit(main())
