"""Writes activities/src/extract/golden/musicnn.json: what the network answers for the synthetic song of the tests, with
librosa's front end.

    pip install librosa==0.11.0 onnxruntime && PYTHONPATH=analysis/tools python models/tools/musicnn-golden.py MODEL.onnx
"""

import json
import pathlib
import sys

import librosa
import numpy as np
import onnxruntime
from test_signals import SIGNALS

RATE = 16000
FRAMES = 187


def patches(y):
    mel = librosa.feature.melspectrogram(y=y, sr=RATE, n_fft=512, hop_length=256, n_mels=96)
    frames = np.log10(1 + 10000 * mel).T.astype("f4")
    count = len(frames) // FRAMES
    return frames[: count * FRAMES].reshape(count, FRAMES, 96)


if __name__ == "__main__":
    mel = patches(SIGNALS["song"](RATE))
    session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
    tags, embedding = session.run(["tags", "penultimate"], {"mel": mel})
    golden = {
        "patches": len(mel),
        "melOfFrame100": [float(f"{v:.7g}") for v in mel.reshape(-1, 96)[100]],
        "tags": [float(f"{v:.7g}") for v in tags.mean(axis=0)],
        "embedding": [float(f"{v:.7g}") for v in embedding.mean(axis=0)],
    }
    target = pathlib.Path(__file__).parents[2] / "activities/src/extract/golden/musicnn.json"
    target.write_text(json.dumps(golden, indent=1) + "\n")
