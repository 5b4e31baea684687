"""Writes activities/src/extract/golden/librosa-real.json: the figures of librosa, and of ffmpeg's ebur128 for loudness, for excerpts
of real music in sample/audio. `sidetrack bench extract` makes an environment with what this needs:

    ~/.cache/sidetrack/bench-peers/bin/python analysis/tools/librosa-golden-real.py
"""

import json
import pathlib
import re
import subprocess

import librosa
import numpy as np

ROOT = pathlib.Path(__file__).parents[2]
TRACKS = ("battle", "elvish-theme", "nunc-dimittis", "the-dangerous-symphony")
NATIVE_RATE = 44100
RATE = 22050


def decode(path):
    """[2][samples] by ffmpeg, at the rate that the file has."""
    command = ["ffmpeg", "-v", "error", "-i", path, "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "<f4").reshape(-1, 2).T


def loudness(path):
    """Integrated loudness in LUFS and loudness range in LU, to the thousandth."""
    filters = "ebur128=metadata=1,ametadata=mode=print:file=-"
    command = ["ffmpeg", "-v", "error", "-i", path, "-af", filters, "-f", "null", "-"]
    printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    last = {name: re.findall(rf"lavfi\.r128\.{name}=(\S+)", printed)[-1] for name in ("I", "LRA")}
    return {"loudnessLufs": float(last["I"]), "loudnessRangeLu": float(last["LRA"])}


def figures(y):
    magnitude = np.abs(librosa.stft(y))
    mfcc = librosa.feature.mfcc(y=y, sr=RATE, n_mfcc=20)
    onset = librosa.onset.onset_strength(y=y, sr=RATE)
    onsets = librosa.onset.onset_detect(onset_envelope=onset, sr=RATE)
    harmonic, percussive = librosa.decompose.hpss(magnitude)
    tempo, beats = librosa.beat.beat_track(onset_envelope=onset, sr=RATE)
    contrast = librosa.feature.spectral_contrast(S=magnitude, sr=RATE)
    return {
        "spectralCentroidHz": librosa.feature.spectral_centroid(S=magnitude, sr=RATE).mean(),
        "spectralBandwidthHz": librosa.feature.spectral_bandwidth(S=magnitude, sr=RATE).mean(),
        "spectralRolloffHz": librosa.feature.spectral_rolloff(S=magnitude, sr=RATE).mean(),
        "spectralFlatness": librosa.feature.spectral_flatness(S=magnitude).mean(),
        "zeroCrossingRate": librosa.feature.zero_crossing_rate(y).mean(),
        "rms": librosa.feature.rms(y=y).mean(),
        "tuningCents": librosa.estimate_tuning(y=y, sr=RATE) * 100,
        "chromaMean": librosa.feature.chroma_cqt(y=y, sr=RATE).mean(axis=1),
        "tonnetzMean": librosa.feature.tonnetz(y=y, sr=RATE).mean(axis=1),
        "contrastMean": contrast.mean(axis=1),
        "mfccMean": mfcc.mean(axis=1),
        "mfccStd": mfcc.std(axis=1),
        "percussiveRatio": (percussive**2).sum() / ((percussive**2).sum() + (harmonic**2).sum()),
        "onsetRateHz": len(onsets) / (len(y) / RATE),
        "onsetStrength": half_seconds(onset),
        "tempoBpm": float(np.atleast_1d(tempo)[0]),
        "beatTimesSeconds": librosa.frames_to_time(beats, sr=RATE),
    }


def half_seconds(frames):
    """The mean of the frames in each half second."""
    cell = (np.arange(len(frames)) * 512 / RATE * 2).astype(int)
    return np.bincount(cell, frames) / np.bincount(cell)


def plain(value):
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, np.ndarray):
        return [plain(part) for part in value]
    return float(f"{float(value):.9g}")


def golden(name):
    path = ROOT / "sample/audio" / f"{name}.ogg"
    mono = decode(path).mean(axis=0)
    y = librosa.resample(mono, orig_sr=NATIVE_RATE, target_sr=RATE, res_type="soxr_hq")
    return {"durationSeconds": len(mono) / NATIVE_RATE, **figures(y), **loudness(path)}


if __name__ == "__main__":
    target = ROOT / "activities/src/extract/golden/librosa-real.json"
    target.write_text(json.dumps(plain({name: golden(name) for name in TRACKS}), indent=1) + "\n")
