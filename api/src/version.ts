/** The version of the API program, as in api/package.json (a test holds them together). */
export const version = '0.1.0';
