"""umap-learn on a file of float32 rows, each time when a line asks for it, and the trustworthiness of any layout.

A line of stdin is a JSON object. {input, dims, neighbours, minDist, epochs, seed, output}: lays out, answers {wallSeconds, cpuSeconds}; a seed of
null leaves umap-learn its own default, which uses all threads and gives another map each time. {input, dims, layout, k, rows}: answers
{trustworthiness} by the definition of Venna and Kaski (2001) as scikit-learn has it, over `rows` rows evenly apart, each with its exact ranks among all.
"""

import json
import os
import sys
import time


def main():
    import numpy as np
    import umap

    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)

    def rows_of(path, dims):
        return np.fromfile(path, "<f4").reshape(-1, dims)

    def lay_out(rows, asked):
        return umap.UMAP(
            n_neighbors=min(asked["neighbours"], len(rows) - 1),
            min_dist=asked["minDist"],
            n_epochs=asked["epochs"],
            random_state=asked["seed"],
        ).fit_transform(rows)

    def trustworthiness(rows, layout, k, sample):
        count = len(rows)
        chosen = np.linspace(0, count - 1, min(sample, count)).astype(int)
        rows, layout = rows.astype(np.float64), layout.astype(np.float64)
        squares, squares_of_layout = (rows**2).sum(1), (layout**2).sum(1)
        penalty = 0
        for begin in range(0, len(chosen), 250):
            some = chosen[begin : begin + 250]
            own = np.arange(len(some))
            far = squares - 2 * rows[some] @ rows.T
            far[own, some] = -np.inf
            near = squares_of_layout - 2 * layout[some] @ layout.T
            near[own, some] = np.inf
            nearest = np.argpartition(near, k, axis=1)[:, :k]
            limits = np.take_along_axis(far, nearest, axis=1)
            for column in range(k):
                ranks = (far < limits[:, column : column + 1]).sum(axis=1)
                penalty += int(np.maximum(ranks - k, 0).sum())
        return 1 - 2 * penalty / (len(chosen) * k * (2 * count - 3 * k - 1))

    print(json.dumps({"version": umap.__version__}), file=answers)
    for line in sys.stdin:
        asked = json.loads(line)
        rows = rows_of(asked["input"], asked["dims"])
        if "layout" in asked:
            found = trustworthiness(rows, rows_of(asked["layout"], 2), asked["k"], asked["rows"])
            print(json.dumps({"trustworthiness": found}), file=answers)
            continue
        wall, cpu = time.perf_counter(), time.process_time()
        layout = lay_out(rows, asked)
        figures = {"wallSeconds": time.perf_counter() - wall, "cpuSeconds": time.process_time() - cpu}
        layout.astype("<f4").tofile(asked["output"])
        print(json.dumps(figures), file=answers)


if __name__ == "__main__":
    main()
