"""Writes analysis/src/clusters/golden/hdbscan.json: hdbscan's labels and probabilities for synthetic and real sets of points.

    pip install hdbscan==0.8.44 scikit-learn==1.9.1 umap-learn==0.5.12 numpy==2.4.6 && python analysis/tools/hdbscan-golden.py

Points and probabilities are base64 of little-endian float32, labels of int32. Where equal edges decide, hdbscan gives other clusters for the same rows in another order. `own` is the least adjusted Rand index of its
labels for five other orders of the rows with those for the first, `ownOff` the most probabilities that differ.

The real sets are the handwritten digits that come with scikit-learn (Alpaydin & Kaynak 1998; UCI, CC BY 4.0): their 64 pixels, and a UMAP of them.
"""

import base64
import json
import pathlib

import hdbscan
import numpy as np
import umap
from sklearn.datasets import load_digits, make_blobs, make_moons
from sklearn.metrics import adjusted_rand_score

DIGITS = load_digits().data[:900]


def varied():
    random = np.random.default_rng(2)
    widths = np.geomspace(0.1, 2, 6)
    of = random.integers(0, 6, 600)
    return random.uniform(-15, 15, (6, 2))[of] + random.normal(size=(600, 2)) * widths[of][:, None]


def noisy():
    random = np.random.default_rng(3)
    centres = np.array([[-6, -6], [0, 5], [6, -2]])
    dense = centres[random.integers(0, 3, 450)] + random.normal(size=(450, 2)) * 0.4
    return np.vstack([dense, random.uniform(-10, 10, (150, 2))])


SETS = [
    ("blobs", make_blobs(600, centers=8, cluster_std=0.5, random_state=3)[0], 5, None),
    ("blobs, larger clusters", make_blobs(600, centers=8, cluster_std=0.5, random_state=3)[0], 20, None),
    ("blobs, few samples", make_blobs(600, centers=8, cluster_std=0.5, random_state=3)[0], 15, 1),
    ("moons", make_moons(600, noise=0.05, random_state=1)[0], 10, None),
    ("varied density", varied(), 10, None),
    ("noise around", noisy(), 15, None),
    ("ties and duplicates", np.round(make_blobs(500, centers=5, cluster_std=0.6, random_state=5)[0] * 4) / 4, 10, None),
    ("one dimension", make_blobs(400, n_features=1, centers=5, cluster_std=0.3, random_state=4)[0], 10, None),
    ("20 dimensions", make_blobs(300, n_features=20, centers=6, cluster_std=2, random_state=7)[0], 10, None),
    ("80 dimensions", make_blobs(200, n_features=80, centers=4, cluster_std=3, random_state=8)[0], 10, None),
    ("handwritten digits, 64 pixels", DIGITS[:400], 8, 4),
    ("handwritten digits, UMAP", umap.UMAP(n_neighbors=15, min_dist=0.1, random_state=1).fit_transform(DIGITS), 10, None),
]


def clusters(points, size, samples):
    fit = hdbscan.HDBSCAN(min_cluster_size=size, min_samples=samples).fit(points)
    return fit.labels_, fit.probabilities_


def packed(values, dtype):
    return base64.b64encode(values.astype(dtype).tobytes()).decode()


def figures(name, points, size, samples):
    points = np.round(points, 4).astype(np.float32)
    labels, probabilities = clusters(points, size, samples)
    own, off = [], []
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(len(points))
        other = clusters(points[order], size, samples)
        own.append(adjusted_rand_score(labels[order], other[0]))
        off.append(int((np.abs(probabilities[order] - other[1]) > 1e-5).sum()))
    return {
        "name": name,
        "dims": points.shape[1],
        "minClusterSize": size,
        "minSamples": samples,
        "points": packed(points, "<f4"),
        "labels": packed(labels, "<i4"),
        "probabilities": packed(probabilities, "<f4"),
        "own": round(min(own), 6),
        "ownOff": max(off),
    }


if __name__ == "__main__":
    target = pathlib.Path(__file__).parent.parent / "src/clusters/golden/hdbscan.json"
    target.write_text(json.dumps([figures(*one) for one in SETS], indent=2) + "\n")
