import { TestEnvironment } from 'jest-environment-node';

/**
 * Node's environment with the outer realm's typed arrays. Native modules (onnxruntime-node, pg) check
 * `instanceof Float32Array`, which is false for the sandbox's own copies of these classes.
 */
export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const type of [
      Float32Array,
      Float64Array,
      Int8Array,
      Int16Array,
      Int32Array,
      Uint8Array,
      Uint16Array,
      Uint32Array,
      BigInt64Array,
      ArrayBuffer,
    ]) {
      this.global[type.name] = type;
    }
  }
}
