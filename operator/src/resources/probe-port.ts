/** Where the API and the workers tell how they are (/healthz, /readyz) and their metrics (/metrics); no user reaches it. */
export const PROBE_PORT = 8001;
