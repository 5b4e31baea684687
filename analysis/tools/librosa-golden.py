"""Writes analysis/src/signal/golden/librosa.json: librosa's figures for the synthetic signals of the tests.

    pip install librosa==0.11.0 pyloudnorm==0.2.0 && python analysis/tools/librosa-golden.py
"""

import json
import pathlib

import librosa
import numpy as np
import pyloudnorm

from test_signals import SIGNALS

RATE = 22050


def figures(y):
    magnitude = np.abs(librosa.stft(y))
    tuning = librosa.estimate_tuning(y=y, sr=RATE)
    chroma = librosa.feature.chroma_stft(S=magnitude**2, sr=RATE, tuning=tuning)
    mfcc = librosa.feature.mfcc(y=y, sr=RATE, n_mfcc=20)
    onset = librosa.onset.onset_strength(y=y, sr=RATE)
    harmonic, percussive = librosa.decompose.hpss(magnitude)
    tempo, beats = librosa.beat.beat_track(onset_envelope=onset, sr=RATE)
    return {
        "spectralCentroidHz": librosa.feature.spectral_centroid(S=magnitude, sr=RATE).mean(),
        "spectralBandwidthHz": librosa.feature.spectral_bandwidth(S=magnitude, sr=RATE).mean(),
        "spectralRolloffHz": librosa.feature.spectral_rolloff(S=magnitude, sr=RATE).mean(),
        "spectralFlatness": librosa.feature.spectral_flatness(S=magnitude).mean(),
        "zeroCrossingRate": librosa.feature.zero_crossing_rate(y).mean(),
        "rms": librosa.feature.rms(y=y).mean(),
        "tuningCents": tuning * 100,
        "chromaMean": chroma.mean(axis=1),
        "tonnetzMean": librosa.feature.tonnetz(chroma=chroma).mean(axis=1),
        "contrastMean": librosa.feature.spectral_contrast(S=magnitude, sr=RATE).mean(axis=1),
        "mfccMean": mfcc.mean(axis=1),
        "mfccStd": mfcc.std(axis=1),
        "onsetStrength": onset[:200],
        "onsetFrames": librosa.onset.onset_detect(onset_envelope=onset, sr=RATE),
        "tempoBpm": float(np.atleast_1d(tempo)[0]),
        "beatFrames": beats,
        "percussiveRatio": (percussive**2).sum() / ((percussive**2).sum() + (harmonic**2).sum()),
        "loudnessLufs": pyloudnorm.Meter(RATE, filter_class="DeMan").integrated_loudness(y.astype("f8")),
    }


def plain(value):
    if isinstance(value, np.ndarray):
        return [plain(v) for v in value]
    return int(value) if isinstance(value, np.integer) else float(f"{float(value):.9g}")


if __name__ == "__main__":
    golden = {name: {k: plain(v) for k, v in figures(make(RATE)).items()} for name, make in SIGNALS.items()}
    target = pathlib.Path(__file__).parents[1] / "src/signal/golden/librosa.json"
    target.write_text(json.dumps(golden, indent=1) + "\n")
