import { compileKernel } from '../../kernels/index.ts';

/** Whether this machine's WebAssembly has the SIMD and the shared memory that `layOutUmap` needs; if not, `layOutUmapJs` does. */
export function kernelsSupported(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false;
  try {
    compileKernel('umap-layout');
    return true;
  } catch {
    return false;
  }
}
