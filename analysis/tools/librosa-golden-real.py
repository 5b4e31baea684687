"""Writes activities/src/extract/golden/librosa-real.json: the figures of librosa, and of ffmpeg's ebur128 for loudness, for excerpts
of real music in sample/audio.

    ~/.cache/sidetrack/bench-peers/bin/python analysis/tools/librosa-golden-real.py && npx prettier --write activities/src/extract/golden
"""

import json
import pathlib

import numpy as np

from reference import measure

ROOT = pathlib.Path(__file__).parents[2]
TRACKS = ("battle", "elvish-theme", "nunc-dimittis", "the-dangerous-symphony")


def plain(value):
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, np.ndarray):
        return [plain(part) for part in value]
    return float(f"{float(value):.9g}")


if __name__ == "__main__":
    golden = {name: plain(measure(ROOT / "sample/audio" / f"{name}.ogg")) for name in TRACKS}
    target = ROOT / "activities/src/extract/golden/librosa-real.json"
    target.write_text(json.dumps(golden, indent=1) + "\n")
