/** Where this version of the API lies. */
export const API_PATH = '/api/v1';
/** Where the operator asks; the site passes nothing on to it. */
export const INTERNAL_PATH = '/internal/v1';
/** Where scrobblers push: as at ListenBrainz, below the address alone. */
export const SCROBBLING_PATH = '/1';
