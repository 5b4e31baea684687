"""essentia's MusicExtractor with its own settings (44.1 kHz; low level, rhythm and tonal)."""


def prepare():
    import essentia
    from essentia.standard import MusicExtractor

    essentia.log.infoActive = False
    return lambda path: MusicExtractor()(path)


if __name__ == "__main__":
    from peer import serve

    serve(prepare)
