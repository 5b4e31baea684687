"""Tempo of audio files by librosa and essentia, as JSON {peer: {file name without its ending: beats a minute}}:

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install librosa==0.11.0 essentia==2.1b6.dev1389
    /tmp/peers/bin/python analysis/tools/tempo-peers.py FOLDER > peers.json

librosa: librosa.beat.beat_track with its defaults. essentia: RhythmExtractor2013 (multifeature) at 44.1 kHz.
"""

import json
import sys
from pathlib import Path

import essentia.standard as essentia
import librosa
import numpy as np


def main(folder: str) -> None:
    found: dict[str, dict[str, float]] = {"librosa": {}, "essentia": {}, "essentia confidence": {}}
    for path in sorted(p for p in Path(folder).iterdir() if p.suffix in (".wav", ".ogg")):
        samples, rate = librosa.load(path, sr=22050, mono=True)
        tempo, _ = librosa.beat.beat_track(y=samples, sr=rate)
        found["librosa"][path.stem] = float(np.atleast_1d(tempo)[0])
        audio = essentia.MonoLoader(filename=str(path), sampleRate=44100)()
        bpm, _, confidence, _, _ = essentia.RhythmExtractor2013(method="multifeature")(audio)
        found["essentia"][path.stem] = float(bpm)
        found["essentia confidence"][path.stem] = float(confidence)
    json.dump(found, sys.stdout, indent=1)


if __name__ == "__main__":
    main(sys.argv[1])
