"""The whole stack in Python: librosa's descriptors, then musicnn's tags and embedding."""

import librosa_set
import musicnn_peer


def prepare():
    tags = musicnn_peer.prepare()
    descriptors = librosa_set.prepare()
    return lambda path: (descriptors(path), tags(path))


if __name__ == "__main__":
    from peer import serve

    serve(prepare)
