/** TypeScript declares WebAssembly with the browser's library only, whose streams and fetch differ from Node's. */
declare const WebAssembly: {
  instantiate(
    code: Uint8Array,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Promise<{ instance: { exports: Readonly<Record<string, unknown>> } }>;
};
