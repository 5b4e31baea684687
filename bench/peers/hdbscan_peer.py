"""hdbscan with its own settings, on one core: labels a file of float32 rows, as often as asked, each time when a line asks for it.

A line of stdin is a JSON object {input, dims, minClusterSize, minSamples, output}; the answer is {wallSeconds, cpuSeconds}.
"""

import json
import os
import sys
import time


def main():
    import hdbscan
    import numpy as np

    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    print(json.dumps({"version": hdbscan.__version__ if hasattr(hdbscan, "__version__") else None}), file=answers)
    for line in sys.stdin:
        asked = json.loads(line)
        rows = np.fromfile(asked["input"], "<f4").reshape(-1, asked["dims"])
        wall, cpu = time.perf_counter(), time.process_time()
        labels = hdbscan.HDBSCAN(
            min_cluster_size=asked["minClusterSize"], min_samples=asked["minSamples"], core_dist_n_jobs=1
        ).fit_predict(rows)
        figures = {"wallSeconds": time.perf_counter() - wall, "cpuSeconds": time.process_time() - cpu}
        labels.astype("<i4").tofile(asked["output"])
        print(json.dumps(figures), file=answers)


if __name__ == "__main__":
    main()
