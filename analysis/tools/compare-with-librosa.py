"""Compares what `sidetrack analyze --json` says of real files with librosa and ffmpeg, and prints the differences.

    npx sidetrack analyze --json FILE… > measured.jsonl
    ~/.cache/sidetrack/bench-peers/bin/python analysis/tools/compare-with-librosa.py measured.jsonl
"""

import collections
import json
import sys
import warnings

import numpy as np

from reference import measure

warnings.filterwarnings("ignore")
ABSOLUTE = ("tuningCents", "tonnetzMean", "contrastMean", "mfccMean", "mfccStd", "loudnessLufs", "loudnessRangeLu")
OTHER_DEFINITION = ("tempoBpm", "beatTimesSeconds", "onsetStrength", "durationSeconds")


def difference(name, ours, theirs):
    worst = np.abs(np.asarray(ours) - theirs).max()
    return worst if name in ABSOLUTE else worst / np.abs(theirs).max()


if __name__ == "__main__":
    differences = collections.defaultdict(list)
    for line in open(sys.argv[1]):
        track = json.loads(line)
        for name, value in measure(track["file"]).items():
            if name not in OTHER_DEFINITION:
                differences[name].append(difference(name, track["features"][name], value))
    for name, values in differences.items():
        kind = "absolute" if name in ABSOLUTE else "relative"
        print(f"{name:20} {kind:9} median {np.median(values):.1e}  largest {np.max(values):.1e}  of {len(values)}")
