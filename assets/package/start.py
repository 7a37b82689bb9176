"""Where a packaged Callister begins; `python -m game.cli` is the same in a checkout."""

import multiprocessing
import sys

from game.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # what a worker process of a package has to go through
    if sys.argv[1:2] == ["-c"]:  # `callister bench` measures in fresh processes, begun as Python itself is
        exec(sys.argv[2])
    else:
        sys.exit(main())
