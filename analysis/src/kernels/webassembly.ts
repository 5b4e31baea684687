/** What is used of the WebAssembly JavaScript interface: TypeScript has its types among those of browsers only. */
interface WebAssemblyInterface {
  readonly Memory: new (limits: { initial: number; maximum: number; shared?: boolean }) => Memory;
  readonly Module: new (bytes: Uint8Array) => Module;
  readonly Instance: new (module: Module, imports: { env: { memory: Memory } }) => { readonly exports: unknown };
}

export interface Memory {
  readonly buffer: ArrayBufferLike;
}

/** A compiled module, which only `Instance` looks into. */
export type Module = object;

export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyInterface }).WebAssembly;
