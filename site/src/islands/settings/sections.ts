/** The subjects of the settings in their order, as the page's own navigation lists them. */
export const SECTIONS = [
  { id: 'connections', name: 'Connections' },
  { id: 'scrobblers', name: 'Scrobblers' },
  { id: 'measuring', name: 'Measuring' },
  { id: 'models', name: 'Models' },
  { id: 'time-zone', name: 'Time zone' },
  { id: 'tokens', name: 'API tokens' },
  { id: 'sign-in', name: 'Sign-in' },
  { id: 'your-data', name: 'Your data' },
] as const;
