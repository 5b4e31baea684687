/** Whose e-mail address it is, as the provider says it. */
export interface Address {
  readonly email: string | undefined;
  /** Whether the provider has seen that it is theirs. */
  readonly isVerified: boolean;
}

/**
 * Whether somebody with this address may sign up. Entries are in lower case: an address, `@domain` for all addresses right
 * under it, or `*` for everybody. Without a list nobody may. An address that nobody verified could be anybody's, and passes `*` only.
 */
export function maySignUp(list: readonly string[] | undefined, { email, isVerified }: Address): boolean {
  if (list === undefined) return false;
  if (list.includes('*')) return true;
  if (email === undefined || !isVerified) return false;
  const address = email.trim().toLowerCase();
  const domain = address.slice(address.lastIndexOf('@'));
  return list.includes(address) || list.includes(domain);
}
