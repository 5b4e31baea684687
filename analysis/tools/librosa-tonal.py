"""librosa's chroma_cqt, tonnetz and tuning as JSON on standard output: what analysis/src/tonal is held against. Of the synthetic signals of
the tests, or of audio files when some are named (by ffmpeg, with the key that Krumhansl's profiles tell of the mean chroma).

    pip install librosa==0.11.0
    python analysis/tools/librosa-tonal.py > analysis/src/tonal/golden/librosa-tonal.json
    python analysis/tools/librosa-tonal.py sample/audio/*.ogg
"""

import json
import subprocess
import sys
from pathlib import Path

import librosa
import numpy as np

from test_signals import SIGNALS

RATE = 22050
# Krumhansl and Kessler (1982)
MAJOR = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88]
MINOR = [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17]


def decode(path):
    command = ["ffmpeg", "-v", "error", "-i", path, "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.float32)


def krumhansl(chroma):
    fits = [
        (np.corrcoef(np.roll(profile, tonic), chroma)[0, 1], tonic, mode)
        for mode, profile in (("major", MAJOR), ("minor", MINOR))
        for tonic in range(12)
    ]
    _, tonic, mode = max(fits)
    return f"{librosa.midi_to_note(60 + tonic, octave=False, unicode=False)} {mode}"


def measure(y):
    chroma = librosa.feature.chroma_cqt(y=y, sr=RATE)
    return {
        "tuningCents": round(float(librosa.estimate_tuning(y=y, sr=RATE)) * 100, 3),
        "thirdTuningCents": round(float(librosa.estimate_tuning(y=y, sr=RATE, bins_per_octave=36)) * 100 / 3, 3),
        "chromaMean": chroma.mean(axis=1).round(7).tolist(),
        "tonnetzMean": librosa.feature.tonnetz(chroma=chroma).mean(axis=1).round(7).tolist(),
        "krumhansl": krumhansl(chroma.mean(axis=1)),
    }


files = {Path(path).stem: decode(path) for path in sys.argv[1:]}
signals = files or {name: SIGNALS[name](RATE) for name in ("tone", "song")}
json.dump({name: measure(y) for name, y in signals.items()}, sys.stdout, indent=1)
print()
