import { InvalidArgumentError } from 'commander';

/** The address of an installation's API from the command line, without its last slash. */
export function parseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new InvalidArgumentError('Give the address of an API, such as http://127.0.0.1:8000.');
  return text.replace(/\/+$/, '');
}
