"""Writes activities/src/models/golden/front-ends.json: what the front ends of models make of the synthetic song of the tests, by librosa.

    pip install librosa==0.11.0 && PYTHONPATH=analysis/tools python models/tools/front-end-golden.py
"""

import json
import pathlib

import librosa
import numpy as np
from test_signals import song


def musicnn():
    mel = librosa.feature.melspectrogram(y=song(16000, 16), sr=16000, n_fft=512, hop_length=256, n_mels=96)
    return np.log10(1 + 10000 * mel).T[:187]


def vibenet():
    frames = librosa.util.frame(song(16000, 16), frame_length=640, hop_length=320)
    window = librosa.filters.get_window("hann", 640, fftbins=True)[:, None]
    power = np.abs(np.fft.rfft(frames * window, n=1024, axis=0)) ** 2
    return librosa.power_to_db(librosa.filters.mel(sr=16000, n_fft=1024, n_mels=128) @ power, ref=1.0, amin=1e-10, top_db=80).T


def openl3():
    """The second window: the first begins with half a second of silence."""
    y = song(48000, 16)[24000:72000]
    mel = librosa.feature.melspectrogram(y=y, sr=48000, n_fft=2048, hop_length=242, n_mels=128, power=1.0)
    decibels = librosa.power_to_db(mel, ref=1.0, amin=1e-10, top_db=80)
    return (decibels - decibels.max()).T


def ten_seconds(rate, hop):
    options = {"n_fft": 1024, "hop_length": hop, "n_mels": 64, "fmin": 50, "fmax": 14000, "pad_mode": "reflect"}
    mel = librosa.feature.melspectrogram(y=song(rate, 16)[: 10 * rate], sr=rate, **options)
    return librosa.power_to_db(mel, ref=1.0, amin=1e-10, top_db=None).T


if __name__ == "__main__":
    patches = {
        "musicnn": musicnn(),
        "vibenet": vibenet(),
        "openl3": openl3(),
        "clap": ten_seconds(48000, 480),
        "panns-cnn14": ten_seconds(32000, 320),
    }
    golden = {}
    for name, rows in patches.items():
        chosen = [0, 1, len(rows) // 2, len(rows) - 1]
        golden[name] = {
            "frames": len(rows),
            "mean": float(f"{rows.mean():.7g}"),
            "rows": {str(i): [float(f"{v:.6g}") for v in rows[i]] for i in chosen},
        }
    target = pathlib.Path(__file__).parents[2] / "activities/src/models/golden/front-ends.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(golden) + "\n")
