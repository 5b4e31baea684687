"""What librosa, and ffmpeg's ebur128, measure of a file: the definitions of the signal features.

`sidetrack bench extract` makes an environment with all that this needs: ~/.cache/sidetrack/bench-peers/bin/python.
"""

import re
import subprocess

import librosa
import numpy as np

RATE = 22050


def measure(path):
    native, rate = decode(path)
    mono = native.mean(axis=1)
    y = librosa.resample(mono, orig_sr=rate, target_sr=RATE, res_type="soxr_hq")
    return {"durationSeconds": len(mono) / rate, **features(y), **loudness(path)}


def decode(path):
    """[samples][channels] by ffmpeg, at the rate that the file has, and this rate."""
    stream = ["-select_streams", "a:0", "-show_entries", "stream=sample_rate,channels", "-of", "csv=p=0"]
    rate, channels = map(int, output("ffprobe", *stream, path).decode().strip().split(","))
    samples = np.frombuffer(output("ffmpeg", "-i", path, "-f", "f32le", "-"), "<f4")
    return samples.reshape(-1, channels), rate


def features(y):
    """Of a mono signal at 22.05 kHz."""
    magnitude = np.abs(librosa.stft(y))
    mfcc = librosa.feature.mfcc(y=y, sr=RATE, n_mfcc=20)
    onset = librosa.onset.onset_strength(y=y, sr=RATE)
    onsets = librosa.onset.onset_detect(onset_envelope=onset, sr=RATE)
    harmonic, percussive = ((part**2).sum() for part in librosa.decompose.hpss(magnitude))
    tempo, beats = librosa.beat.beat_track(onset_envelope=onset, sr=RATE)
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
        "contrastMean": librosa.feature.spectral_contrast(S=magnitude, sr=RATE).mean(axis=1),
        "mfccMean": mfcc.mean(axis=1),
        "mfccStd": mfcc.std(axis=1),
        "percussiveRatio": percussive / (percussive + harmonic),
        "onsetRateHz": len(onsets) / (len(y) / RATE),
        "onsetStrength": half_seconds(onset),
        "tempoBpm": float(np.atleast_1d(tempo)[0]),
        "beatTimesSeconds": librosa.frames_to_time(beats, sr=RATE),
    }


def half_seconds(frames):
    """The mean of the frames in each half second."""
    cell = (np.arange(len(frames)) * 512 / RATE * 2).astype(int)
    return np.bincount(cell, frames) / np.bincount(cell)


def loudness(path):
    """Integrated loudness in LUFS and loudness range in LU, to the thousandth."""
    filters = "ebur128=metadata=1,ametadata=mode=print:file=-"
    printed = output("ffmpeg", "-i", path, "-af", filters, "-f", "null", "-").decode()
    last = {name: re.findall(rf"lavfi\.r128\.{name}=(\S+)", printed)[-1] for name in ("I", "LRA")}
    return {"loudnessLufs": float(last["I"]), "loudnessRangeLu": float(last["LRA"])}


def output(program, *arguments):
    return subprocess.run([program, "-v", "error", *map(str, arguments)], capture_output=True, check=True).stdout
