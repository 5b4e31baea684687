"""Writes activities/src/models/golden/musicnn.json: the tags that the Python package musicnn itself gives for music of sample/audio.

    pip install tensorflow-cpu tf_keras librosa==0.11.0 soundfile
    pip download --no-deps --no-binary :all: musicnn==0.1.0 && tar xf musicnn-0.1.0.tar.gz
    PYTHONPATH=musicnn-0.1.0 TF_USE_LEGACY_KERAS=1 python models/tools/musicnn-golden.py

The package keeps its spectrum in half precision and multiplies it by 10,000 in that precision: every mel power above 6.55 becomes
infinite, which most music at its own level has, and the tags of such a patch mean nothing. So the package is asked twice: as it is, for
the music turned down by 18 dB, and with single instead of half precision, for the music at its own level.
"""

import json
import pathlib
import tempfile
import types

import librosa
import numpy as np
import soundfile
from musicnn import extractor

ROOT = pathlib.Path(__file__).parents[2]
TRACKS = ["knolls.ogg", "battle.ogg"]
QUIET = 0.125


def tags(path, model):
    taggram, labels = extractor.extractor(path, model=model, extract_features=False)[:2]
    return {label: float(f"{value:.7g}") for label, value in zip(labels, taggram.mean(axis=0))}


if __name__ == "__main__":
    golden = []
    single = types.SimpleNamespace(**{**vars(np), "float16": np.float32})
    for track in TRACKS:
        for model in ["MSD_musicnn", "MTT_musicnn"]:
            name = model.split("_")[0].lower()
            y, rate = librosa.load(ROOT / "sample/audio" / track, sr=16000)
            with tempfile.NamedTemporaryFile(suffix=".wav") as file:
                soundfile.write(file.name, y * QUIET, rate, subtype="FLOAT")
                golden.append({"track": track, "model": f"musicnn-{name}", "gain": QUIET, "tags": tags(file.name, model)})
            extractor.np = single
            golden.append({"track": track, "model": f"musicnn-{name}", "gain": 1, "tags": tags(ROOT / "sample/audio" / track, model)})
            extractor.np = np
    (ROOT / "activities/src/models/golden/musicnn.json").write_text(json.dumps(golden, indent=1) + "\n")
