"""Makes models/musicnn-msd.onnx and models/musicnn-mtt.onnx of the weights that the Python package musicnn ships.

    pip install tensorflow-cpu onnx onnxruntime librosa
    python models/tools/make-musicnn.py MSD models/musicnn-msd.onnx --music sample/audio/knolls.ogg
    python models/tools/make-musicnn.py MTT models/musicnn-mtt.onnx --music sample/audio/knolls.ogg

The package (PyPI, musicnn 0.1.0) is fetched with pip, or taken from --package musicnn-0.1.0.tar.gz. What the graph changes, and why the
answers stay the same:

- Many of the 561 filters of the front end are numerically zero (L1 norm below 1e-6): 496 of those trained on the Million Song Dataset,
  182 of those trained on MagnaTagATune. Such a filter answers the same constant everywhere: its share of every later layer is
  folded into biases. Near the ends of a patch the next convolution sees padding instead of that constant, so there the bias is one
  a frame.
- A batch normalisation behind a rectifier is moved behind the maximum over frequency: for a negative scale the maximum
  of the negated filter is taken, since max(-x) = -min(x).
- All other batch normalisations are folded into the dense layers.
- Temporal filters of several heights run as one convolution, stretched with zeros, where that is less work.
- The convolutions of the front end are fast FIR filters: three of half the taps at half the places, along bands or time, in place of
  one; along the bands of the largest twice.

At the end it compares the result with the network as musicnn defines it, filter by filter, in TensorFlow and double precision, on random
input and on music, and fails where tags differ by more than 1e-6 or the layer before them by more than 1e-5.
"""

import argparse
import hashlib
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import onnx
import onnxruntime
import tensorflow as tf
from onnx import TensorProto, helper, numpy_helper

FRAMES, BANDS = 187, 96
FRONT = ["conv2d", "conv2d_1", "conv2d_2", "conv2d_3", "conv2d_4"]
EPSILON = 1e-3
DEAD_L1 = 1e-6
# Of an even sample, the odd one behind it and the next even one: what the three filters of fast_phases read.
SPLIT = [[0, 1, 0], [1, -1, 0], [0, -1, 1]]


class Weights:
    def __init__(self, folder):
        # The checkpoint's files have no base name: its prefix ends with the folder's slash.
        self._reader = tf.compat.v1.train.NewCheckpointReader(folder.rstrip("/") + "/")

    def __call__(self, name):
        return self._reader.get_tensor(name).astype("f8")

    def normalisation(self, index):
        """Batch normalisation as x * scale + shift."""
        name = "batch_normalization" + (f"_{index}" if index else "")
        scale = self(f"{name}/gamma") / np.sqrt(self(f"{name}/moving_variance") + EPSILON)
        return scale, self(f"{name}/beta") - self(f"{name}/moving_mean") * scale


class Graph:
    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, values, dtype="f4"):
        self.constants.append(numpy_helper.from_array(np.asarray(values, dtype), name))
        return name

    def add(self, op, inputs, output, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, **attributes))
        return output

    def affine(self, x, name, scale, shift):
        x = self.add("Mul", [x, self.constant(f"{name}_scale", scale)], f"{name}_scaled")
        return self.add("Add", [x, self.constant(f"{name}_shift", shift)], name)

    def channelwise(self, x, name, scale, shift=None):
        """x * scale + shift a channel, as a convolution of one tap: runtimes keep that in their blocked layout."""
        inputs = [x, self.constant(f"{name}_scale", np.reshape(scale, (-1, 1, 1, 1)))]
        if shift is not None:
            inputs.append(self.constant(f"{name}_shift", shift))
        return self.add("Conv", inputs, name, kernel_shape=[1, 1], group=len(scale))

    def model(self):
        inputs = [helper.make_tensor_value_info("mel", TensorProto.FLOAT, ["batch", FRAMES, BANDS])]
        outputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["batch", d]) for n, d in (("tags", 50), ("penultimate", 200))]
        graph = helper.make_graph(self.nodes, "musicnn", inputs, outputs, self.constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="sidetrack")


class Block:
    """Filters of one shape with what follows them. index: which of the front end's 561 channels each one is, -1 for filling."""

    def __init__(self, kernel, bias, scale, shift, index):
        self.kernel, self.bias, self.scale, self.shift, self.index = kernel, bias, scale, shift, index

    def take(self, which):
        return Block(self.kernel[..., which], self.bias[which], self.scale[which], self.shift[which], self.index[which])

    def stretched(self, height):
        """The same filters with zeros before and behind, so that filters of several heights run as one convolution."""
        own = self.kernel.shape[0]
        before = (height - 1) // 2 - (own - 1) // 2
        kernel = np.pad(self.kernel, ((before, height - own - before), (0, 0), (0, 0)))
        return Block(kernel, self.bias, self.scale, self.shift, self.index)

    def filled(self):
        """With filters of zeros up to a multiple of 16, which is what runtimes compute at a time."""
        more = (0, -len(self.bias) % 16)
        kernel = np.pad(self.kernel, ((0, 0), (0, 0), more))
        index = np.pad(self.index, more, constant_values=-1)
        return Block(kernel, np.pad(self.bias, more), np.pad(self.scale, more, constant_values=1), np.pad(self.shift, more), index)

    @staticmethod
    def joined(blocks):
        parts = [np.concatenate(part, axis=-1) for part in zip(*((b.kernel, b.bias, b.scale, b.shift, b.index) for b in blocks))]
        return Block(*parts)


def front_end(graph, weights, x):
    """The live filters; gives their output, which of the 561 channels they are, and the constants of the others."""
    live, constants, offset = [], [], 0
    for position, name in enumerate(FRONT):
        kernel, bias = weights(f"{name}/kernel")[:, :, 0], weights(f"{name}/bias")
        block = Block(kernel, bias, *weights.normalisation(position + 1), offset + np.arange(len(bias)))
        constants.append(block.scale * np.maximum(bias, 0) + block.shift)
        live.append(block.take(np.flatnonzero(np.abs(kernel).sum(axis=(0, 1)) > DEAD_L1)))
        offset += len(bias)
    blocks = [block.filled() for block in live[:2] + temporal_blocks(live[2:])]
    # A second level costs one more addition an output: it pays in the first block, which has the most outputs.
    images = [fast_images(graph, "quarters", x, 3, 2), fast_images(graph, "bands", x, 3), fast_images(graph, "time", x, 2)]
    outputs = [front_block(graph, f"front{position}", images[min(position, 2)], block) for position, block in enumerate(blocks)]
    index, constants = np.concatenate([block.index for block in blocks]), np.concatenate(constants)
    constants[index[index >= 0]] = 0
    return graph.add("Concat", outputs, "front", axis=1), index, constants


def temporal_blocks(live):
    """Each height by itself, or full sets of 16 by themselves and what is left of all heights stretched to the longest, together."""
    longest = max(block.kernel.shape[0] for block in live)
    whole = lambda block: len(block.bias) // 16 * 16
    full = [block.take(slice(0, whole(block))) for block in live if whole(block)]
    rest = Block.joined([block.take(slice(whole(block), None)).stretched(longest) for block in reversed(live)])
    work = lambda blocks: sum(block.kernel.shape[0] * (len(block.bias) + -len(block.bias) % 16) for block in blocks)
    return min([full + [rest], live], key=work)


def fast_images(graph, name, x, axis, levels=1):
    """What the filters of fast_phases read: three images of half the samples a level, made by one convolution with 0, 1 and -1.

    Along time they begin one even sample early, since the "same" padding of a filter of even height begins at an odd one.
    """
    kernels = [np.ones(1)]
    for step in 2 ** np.arange(levels):
        taps = [[(share * kernel, tap * step) for tap, share in enumerate(shares)] for kernel in kernels for shares in SPLIT]
        kernels = [sum(np.pad(values, (at, 2 * step - at)) for values, at in each) for each in taps]
    size, step = len(kernels[0]), 2**levels
    shape, strides, pads = ([size, 1], [step, 1], [step, 0, step, 0]) if axis == 2 else ([1, size], [1, step], [0, 0, 0, size - step])
    weights = graph.constant(f"{name}_split", np.reshape(kernels, [len(kernels), 1, *shape]))
    x = graph.add("Conv", [x, weights], name, kernel_shape=shape, strides=strides, pads=pads)
    images = [f"{name}{index}" for index in range(len(kernels))]
    graph.nodes.append(helper.make_node("Split", [x], images, name=f"{name}_images", axis=1))
    return images


def fast_phases(graph, name, images, kernel, bias, axis, pads):
    """A correlation by the fast FIR algorithm (Mou and Duhamel, IEEE Trans. Signal Processing 39, 1991): its outputs 0, n, 2n, … and
    1, n+1, 2n+1, … and so on, apart. With samples a, b, c = x[2m], x[2m+1], x[2m+2] and the even and odd taps e and o, the outputs 2m and
    2m+1 are (e+o)b + e(a-b) and (e+o)b + o(c-b): three filters of half the taps at half the places, not four.
    """
    if len(images) == 1:
        inputs = [images[0], graph.constant(f"{name}_w", kernel)] + ([] if bias is None else [graph.constant(f"{name}_b", bias)])
        return [graph.add("Conv", inputs, name, kernel_shape=list(kernel.shape[2:]), pads=pads)]
    kernel = np.pad(kernel, [(0, size % 2 if each == axis else 0) for each, size in enumerate(kernel.shape)])
    even, odd = (np.take(kernel, range(first, kernel.shape[axis], 2), axis) for first in (0, 1))
    count = len(images) // 3
    parts = enumerate([(even + odd, bias), (even, None), (odd, None)])
    shared, *own = [fast_phases(graph, f"{name}_{i}", images[i * count : (i + 1) * count], *filters, axis, pads) for i, filters in parts]
    # A runtime adds within the convolution that comes first here.
    phases = [[graph.add("Add", pair, f"{pair[0]}_sum") for pair in zip(each, shared)] for each in own]
    return [phase for pair in zip(*phases) for phase in pair]


def front_block(graph, name, images, block):
    sign = np.where(block.scale < 0, -1.0, 1.0)
    kernel, bias = (block.kernel * sign).transpose(2, 0, 1)[:, None], block.bias * sign
    maxima = time_maxima if block.kernel.shape[1] == 1 else band_maxima
    x = maxima(graph, name, images, kernel, bias)
    x = graph.channelwise(x, f"{name}_sign", sign)
    x = graph.add("Relu", [x], f"{name}_relu")
    return graph.channelwise(x, f"{name}_normal", block.scale, block.shift)


def band_maxima(graph, name, images, kernel, bias):
    """The largest output over the bands, a frame."""
    height, width = kernel.shape[2:]
    phases = fast_phases(graph, f"{name}_conv", images, kernel, bias, 3, [(height - 1) // 2, 0, height // 2, 0])
    maxima = []
    for phase, x in enumerate(phases):
        # The last outputs of some phases lie beyond the last band: the stride leaves them out.
        places = len(range(phase, BANDS - width + 1, len(phases)))
        maxima.append(graph.add("MaxPool", [x], f"{name}_max{phase}", kernel_shape=[1, places], strides=[1, BANDS]))
    return graph.add("Max", maxima, f"{name}_max")


def time_maxima(graph, name, images, kernel, bias):
    """The same of filters over frames: those 0, 2, 4, … and 1, 3, 5, … are put in order, and the one before the patch is cut off."""
    pad = kernel.shape[2] // 4 - 1
    phases = fast_phases(graph, f"{name}_conv", images, kernel, bias, 2, [pad, 0, pad, 0])
    over = [1, BANDS]
    maxima = [graph.add("MaxPool", [x], f"{name}_max{phase}", kernel_shape=over, strides=over) for phase, x in enumerate(phases)]
    x = graph.add("Concat", maxima, f"{name}_phases", axis=3)
    x = graph.add("Reshape", [x, graph.constant(f"{name}_interleaved", [0, 0, -1, 1], "i8")], f"{name}_frames")
    cut = {"from": 1, "to": FRAMES + 1, "axis": 2}
    return graph.add("Slice", [x, *(graph.constant(f"{name}_{part}", [at], "i8") for part, at in cut.items())], f"{name}_max")


def picked(values, index, axis=0):
    """Rows (or columns) by index, zeros for -1."""
    rows = np.take(values, index, axis=axis)
    shape = [1] * values.ndim
    shape[axis] = -1
    return rows * (index >= 0).reshape(shape)


def mid_layer(graph, weights, index, x, front=None):
    """Convolution over 7 frames, rectifier, normalisation. front: which channels the input has, and the constants of the others."""
    kernel, bias = weights(f"conv2d_{5 + index}/kernel")[:, :, 0].transpose(2, 1, 0), weights(f"conv2d_{5 + index}/bias")
    name = f"mid{index}"
    used = kernel if front is None else picked(kernel, front[0], axis=1)
    inputs = [x, graph.constant(f"{name}_w", used[..., None]), graph.constant(f"{name}_b", bias)]
    x = graph.add("Conv", inputs, f"{name}_conv", kernel_shape=[7, 1], pads=[3, 0, 3, 0])
    if front is not None:
        share = np.einsum("och,c->oh", kernel, front[1])
        inside = np.array([[0 <= frame + tap - 3 < FRAMES for tap in range(7)] for frame in range(FRAMES)])
        edges = graph.constant(f"{name}_constant", (share @ inside.T)[None, :, :, None])
        x = graph.add("Add", [x, edges], f"{name}_whole")
    x = graph.add("Relu", [x], f"{name}_relu")
    scale, shift = weights.normalisation(6 + index)
    return graph.channelwise(x, f"{name}_normal", scale, shift)


def back_end(graph, weights, x, index, constants):
    x = graph.add("Squeeze", [x, graph.constant("last_axis", [3], "i8")], "features")
    pooled = [graph.add("ReduceMax", [x], "max_pool", axes=[2], keepdims=0), graph.add("ReduceMean", [x], "mean_pool", axes=[2], keepdims=0)]
    x = graph.add("Concat", pooled, "pooled", axis=1)
    scale, shift = weights.normalisation(9)
    kernel = scale[:, None] * weights("dense/kernel")
    bias = shift @ weights("dense/kernel") + weights("dense/bias")
    # The flattened pools alternate: max of channel 0, mean of channel 0, max of channel 1, …
    for pool in (kernel[0::2], kernel[1::2]):
        bias = bias + constants @ pool[: len(constants)]
    kept = np.concatenate([index, np.arange(len(constants), len(constants) + 192)])
    dense = np.concatenate([picked(kernel[0::2], kept), picked(kernel[1::2], kept)])
    x = graph.add("Gemm", [x, graph.constant("dense_w", dense), graph.constant("dense_b", bias)], "dense")
    x = graph.add("Relu", [x], "dense_relu")
    scale, shift = weights.normalisation(10)
    x = graph.affine(x, "penultimate", scale, shift)
    output = [graph.constant("tags_w", weights("dense_1/kernel")), graph.constant("tags_b", weights("dense_1/bias"))]
    graph.add("Sigmoid", [graph.add("Gemm", [x, *output], "logits")], "tags")


def build(weights):
    graph = Graph()
    scale, shift = weights.normalisation(0)
    x = graph.affine("mel", "input", scale.reshape(1, 1, 1), shift.reshape(1, 1, 1))
    x = graph.add("Unsqueeze", [x, graph.constant("channel_axis", [1], "i8")], "image")
    front, index, constants = front_end(graph, weights, x)
    first = mid_layer(graph, weights, 0, front, (index, constants))
    second = graph.add("Add", [mid_layer(graph, weights, 1, first), first], "residual1")
    third = graph.add("Add", [mid_layer(graph, weights, 2, second), second], "residual2")
    back_end(graph, weights, graph.add("Concat", [front, first, second, third], "all", axis=1), index, constants)
    return graph.model(), (index >= 0).sum()


def whole_network(weights, mel):
    """musicnn as its authors define it (musicnn/models.py), every filter kept."""

    def normal(x, index):
        scale, shift = weights.normalisation(index)
        return x * scale + shift

    def convolution(x, name):
        kernel = weights(f"{name}/kernel")
        height = kernel.shape[0]
        x = tf.pad(x, [[0, 0], [(height - 1) // 2, height // 2], [0, 0], [0, 0]])
        return tf.nn.relu(tf.nn.conv2d(x, kernel, 1, "VALID") + weights(f"{name}/bias"))

    x = normal(tf.constant(mel, tf.float64)[..., None], 0)
    front = tf.concat([tf.reduce_max(normal(convolution(x, n), i + 1), axis=2) for i, n in enumerate(FRONT)], 2)[..., None]
    across = lambda y: tf.transpose(y, [0, 1, 3, 2])
    first = across(normal(convolution(front, "conv2d_5"), 6))
    second = across(normal(convolution(first, "conv2d_6"), 7)) + first
    third = across(normal(convolution(second, "conv2d_7"), 8)) + second
    everything = tf.concat([front, first, second, third], 2)[..., 0]
    pooled = tf.stack([tf.reduce_max(everything, 1), tf.reduce_mean(everything, 1)], 2)
    x = normal(tf.reshape(pooled, [len(mel), -1]), 9)
    x = normal(tf.nn.relu(x @ weights("dense/kernel") + weights("dense/bias")), 10)
    return tf.sigmoid(x @ weights("dense_1/kernel") + weights("dense_1/bias")).numpy(), x.numpy()


def package_weights(package, model, folder):
    """The folder with the weights, out of the package's archive."""
    if package is None:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest", folder, "musicnn==0.1.0"]
        subprocess.run(command, check=True)
        package = os.path.join(folder, "musicnn-0.1.0.tar.gz")
    with tarfile.open(package) as archive:
        archive.extractall(folder, filter="data")
    return os.path.join(folder, "musicnn-0.1.0", "musicnn", f"{model}_musicnn")


def music_patches(path):
    import librosa

    y, _ = librosa.load(path, sr=16000)
    mel = librosa.feature.melspectrogram(y=y, sr=16000, n_fft=512, hop_length=256, n_mels=BANDS)
    frames = np.log10(1 + 10000 * mel).T.astype("f4")
    count = len(frames) // FRAMES
    return frames[: count * FRAMES].reshape(count, FRAMES, BANDS)


def differences(target, weights, inputs):
    """Largest differences of tags and of the layer before them."""
    session = onnxruntime.InferenceSession(target, providers=["CPUExecutionProvider"])
    answers = session.run(["tags", "penultimate"], {"mel": inputs})
    return [np.abs(actual - expected).max() for actual, expected in zip(answers, whole_network(weights, inputs))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("model", choices=["MSD", "MTT"])
    parser.add_argument("target", type=pathlib.Path)
    parser.add_argument("--package")
    parser.add_argument("--music", nargs="*", default=[])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        weights = Weights(package_weights(options.package, options.model, folder))
        model, live = build(weights)
        onnx.checker.check_model(model)
        onnx.save(model, options.target)
        random = np.random.default_rng(0)
        inputs = {"random": (random.random((8, FRAMES, BANDS)) ** 2 * 5).astype("f4")}
        inputs.update({pathlib.Path(path).name: music_patches(path) for path in options.music})
        equal = True
        for name, mel in inputs.items():
            tags, penultimate = differences(str(options.target), weights, mel)
            print(f"{name}: tags differ by {tags:.2g} at most, penultimate by {penultimate:.2g}")
            equal = equal and tags <= 1e-6 and penultimate <= 1e-5
    digest = hashlib.sha256(options.target.read_bytes()).hexdigest()
    print(f"{live} of 561 filters kept; {options.target.stat().st_size} bytes, sha256 {digest}")
    sys.exit(0 if equal else 1)
