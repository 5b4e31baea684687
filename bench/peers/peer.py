"""How a peer is asked: the path of a file on each line of stdin, `done` (or `failed` and why) on stdout when it is measured."""

import os
import sys

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def serve(prepare):
    """prepare() imports what the peer needs (not timed) and gives the function that measures a file and returns its numbers."""
    os.environ.update({name: "1" for name in THREADS})
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    # What the libraries print does not mix with the answers.
    os.dup2(2, 1)
    measure = prepare()
    print("ready", file=answers)
    for line in sys.stdin:
        try:
            measure(line.rstrip("\n"))
            print("done", file=answers)
        except Exception as error:  # noqa: BLE001: told to the benchmark, which stops
            print("failed", repr(error).replace("\n", " "), file=answers)
