"""The synthetic signals of analysis/src/signal/test-signals.ts, sample for sample."""

import numpy as np


def noise(count, seed):
    """Linear congruential generator (Numerical Recipes), uniform in -1 to 1."""
    values = np.empty(count)
    state = seed
    for i in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        values[i] = state / 2**31 - 1
    return values


def tone(rate, seconds):
    """A4 raised by 30 cents with two overtones."""
    t = np.arange(round(rate * seconds)) / rate
    base = 440 * 2 ** (30 / 1200)
    return (0.4 * np.sin(2 * np.pi * base * t) + 0.2 * np.sin(2 * np.pi * 2 * base * t) + 0.1 * np.sin(2 * np.pi * 3 * base * t)).astype("f4")


def white_noise(rate, seconds):
    return (0.3 * noise(round(rate * seconds), 7)).astype("f4")


def clicks(rate, seconds, bpm):
    """Noise bursts on every beat over a faint hiss."""
    t = np.arange(round(rate * seconds)) / rate
    hiss = noise(len(t), 11)
    beat = 60 / bpm
    return ((0.6 * np.exp(-80 * (t % beat)) + 0.001) * hiss).astype("f4")


def song(rate, seconds):
    """C F G C, one chord a second, struck twice a second, with a noise burst on every beat (120 bpm)."""
    t = np.arange(round(rate * seconds)) / rate
    chords = [[48, 60, 64, 67], [53, 60, 65, 69], [55, 59, 62, 67], [48, 60, 64, 67]]
    struck = np.exp(-3 * (t % 0.5))
    y = np.zeros(len(t))
    for index, chord in enumerate(chords):
        on = (np.floor(t) % 4) == index
        for note in chord:
            hz = 440 * 2 ** ((note - 69) / 12)
            for overtone in (1, 2, 3):
                y += on * struck * 0.08 / overtone * np.sin(2 * np.pi * overtone * hz * t)
    return (y + (0.3 * np.exp(-60 * (t % 0.5)) + 0.002) * noise(len(t), 3)).astype("f4")


SIGNALS = {
    "tone": lambda rate: tone(rate, 6),
    "noise": lambda rate: white_noise(rate, 6),
    "clicks": lambda rate: clicks(rate, 20, 96),
    "song": lambda rate: song(rate, 16),
}
