"""librosa's functions for the descriptors that SideTrack measures, as its user would write them: one STFT, shared where a function
takes one."""


def prepare():
    import librosa
    import numpy as np

    def measure(path):
        y, rate = librosa.load(path, sr=22050)
        magnitude = np.abs(librosa.stft(y))
        mel = librosa.feature.melspectrogram(S=magnitude**2, sr=rate)
        decibels = librosa.power_to_db(mel)
        tuning = librosa.estimate_tuning(S=magnitude, sr=rate)
        chroma = librosa.feature.chroma_cqt(y=y, sr=rate)
        harmonic, percussive = librosa.decompose.hpss(magnitude)
        onset = librosa.onset.onset_strength(S=decibels, sr=rate)
        mfcc = librosa.feature.mfcc(S=decibels, n_mfcc=20)
        energy = float((percussive**2).sum())
        tempo, beats = librosa.beat.beat_track(onset_envelope=onset, sr=rate)
        return {
            "spectralCentroidHz": librosa.feature.spectral_centroid(S=magnitude, sr=rate).mean(),
            "spectralBandwidthHz": librosa.feature.spectral_bandwidth(S=magnitude, sr=rate).mean(),
            "spectralRolloffHz": librosa.feature.spectral_rolloff(S=magnitude, sr=rate).mean(),
            "spectralFlatness": librosa.feature.spectral_flatness(S=magnitude).mean(),
            "contrastMean": librosa.feature.spectral_contrast(S=magnitude, sr=rate).mean(axis=1),
            "zeroCrossingRate": librosa.feature.zero_crossing_rate(y).mean(),
            "rms": librosa.feature.rms(y=y).mean(),
            "mfccMean": mfcc.mean(axis=1),
            "mfccStd": mfcc.std(axis=1),
            "chromaMean": chroma.mean(axis=1),
            "tonnetzMean": librosa.feature.tonnetz(chroma=chroma).mean(axis=1),
            "tuning": tuning,
            "percussiveRatio": energy / (energy + float((harmonic**2).sum())),
            "onsets": librosa.onset.onset_detect(onset_envelope=onset, sr=rate),
            "tempo": tempo,
            "beats": librosa.frames_to_time(beats, sr=rate),
        }

    return measure


if __name__ == "__main__":
    from peer import serve

    serve(prepare)
