"""Compares what `sidetrack analyze --json` says of real files with librosa and ffmpeg, and prints the differences.

    npx sidetrack analyze --json FILE… > measured.jsonl
    pip install librosa==0.11.0 && python analysis/tools/compare-with-librosa.py measured.jsonl
"""

import collections
import json
import re
import subprocess
import sys
import warnings

import librosa
import numpy as np

warnings.filterwarnings("ignore")
RATE = 22050
RELATIVE = ["spectralCentroidHz", "spectralBandwidthHz", "spectralRolloffHz", "spectralFlatness", "zeroCrossingRate", "rms", "onsetRateHz"]


def reference(path):
    y, _ = librosa.load(path, sr=RATE)
    magnitude = np.abs(librosa.stft(y))
    harmonic, percussive = ((part**2).sum() for part in librosa.decompose.hpss(magnitude))
    onset = librosa.onset.onset_strength(y=y, sr=RATE)
    tuning = librosa.estimate_tuning(y=y, sr=RATE)
    summary = subprocess.run(["ffmpeg", "-nostats", "-i", path, "-af", "ebur128", "-f", "null", "-"], capture_output=True, text=True).stderr
    summary = summary[summary.rindex("Summary") :]
    return {
        "spectralCentroidHz": librosa.feature.spectral_centroid(S=magnitude).mean(),
        "spectralBandwidthHz": librosa.feature.spectral_bandwidth(S=magnitude).mean(),
        "spectralRolloffHz": librosa.feature.spectral_rolloff(S=magnitude).mean(),
        "spectralFlatness": librosa.feature.spectral_flatness(S=magnitude).mean(),
        "zeroCrossingRate": librosa.feature.zero_crossing_rate(y).mean(),
        "rms": librosa.feature.rms(y=y).mean(),
        "onsetRateHz": len(librosa.onset.onset_detect(onset_envelope=onset, sr=RATE)) / (len(y) / RATE),
        "percussiveRatio": percussive / (percussive + harmonic),
        "tuningCents": 100 * tuning,
        "mfccMean": librosa.feature.mfcc(y=y, sr=RATE).mean(axis=1),
        "contrastMean": librosa.feature.spectral_contrast(S=magnitude).mean(axis=1),
        "chromaMean": librosa.feature.chroma_stft(S=magnitude**2, tuning=tuning).mean(axis=1),
        "beatTimesSeconds": librosa.frames_to_time(librosa.beat.beat_track(onset_envelope=onset, sr=RATE)[1], sr=RATE),
        "loudnessLufs": float(re.search(r"I:\s+(\S+) LUFS", summary)[1]),
        "loudnessRangeLu": float(re.search(r"LRA:\s+(\S+) LU", summary)[1]),
    }


def difference(name, ours, theirs):
    if name == "beatTimesSeconds":
        return 1 - np.mean([np.abs(theirs - beat).min() < 0.07 for beat in ours])
    worst = np.abs(np.asarray(ours) - theirs).max()
    return worst / theirs if name in RELATIVE else worst


if __name__ == "__main__":
    differences = collections.defaultdict(list)
    for line in open(sys.argv[1]):
        track = json.loads(line)
        for name, value in reference(track["file"]).items():
            differences[name].append(difference(name, track["features"][name], value))
    for name, values in differences.items():
        kind = "relative" if name in RELATIVE else "share not within 70 ms" if name == "beatTimesSeconds" else "absolute"
        print(f"{name:20} {kind:22} median {np.median(values):.5f}  largest {np.max(values):.5f}")
