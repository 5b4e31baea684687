"""The musicnn package as it is published, on today's TensorFlow: its graph is written for tf.compat.v1.layers, which only the legacy
Keras still has."""

import os

os.environ["TF_USE_LEGACY_KERAS"] = "1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""


def prepare(model="MSD_musicnn"):
    import tensorflow

    tensorflow.config.threading.set_intra_op_parallelism_threads(1)
    tensorflow.config.threading.set_inter_op_parallelism_threads(1)
    from musicnn.extractor import extractor

    def measure(path):
        taggram, names, layers = extractor(path, model=model)
        return dict(zip(names, taggram.mean(axis=0).tolist())), layers["penultimate"]

    return measure


if __name__ == "__main__":
    from peer import serve

    serve(prepare)
