/** Where this version of the API lies. */
export const API_PATH = '/api/v1';
