import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Connection } from '../types.ts';

type Api = Client<paths>;
type Schemas = components['schemas'];

export type Settings = Schemas['Settings'];
export type Measuring = Schemas['Measuring'];
export type MeasuringRequest = Schemas['MeasuringRequest'];
export type Interval = Schemas['Interval'];
export type Zone = Schemas['Zone'];
export type ZonesChanged = Schemas['ZonesChanged'];
export type InstalledModel = Schemas['InstalledModel'];
export type Token = Schemas['Token'];
export type NewToken = Schemas['NewToken'];
export type TokenRequest = Schemas['TokenRequest'];
export type Relay = Schemas['Relay'];
export type Service = Connection['service'];

/** All that the page of settings shows. */
export interface SettingsPage {
  settings: Settings;
  connections: Connection[];
  tokens: Token[];
  relay: Relay;
}

/** The answers of the page, or the first trouble among them. */
export async function fetchSettingsPage(api: Api): Promise<Answer<SettingsPage>> {
  const [settings, connections, tokens, relay] = await Promise.all([
    toAnswer(api.GET('/settings')),
    toAnswer(api.GET('/connections')),
    toAnswer(api.GET('/tokens')),
    toAnswer(api.GET('/relay')),
  ]);
  if (settings.data === null) return settings;
  if (connections.data === null) return connections;
  if (tokens.data === null) return tokens;
  if (relay.data === null) return relay;
  const data = {
    settings: settings.data,
    connections: connections.data.connections,
    tokens: tokens.data.tokens,
    relay: relay.data,
  };
  return { data, trouble: null };
}

/** An absent token leaves the one that is kept. */
export function connectListenBrainz(api: Api, name: string, token: string): Promise<Answer<Connection>> {
  return toAnswer(
    api.PUT('/connections/{service}', {
      params: { path: { service: 'listenbrainz' } },
      body: { externalName: name, ...(token !== '' && { credential: token }) },
    }),
  );
}

/** Where to send the listener, so that they allow access at Last.fm. */
export async function beginLastfm(api: Api): Promise<Answer<string>> {
  const answer = await toAnswer(api.POST('/connections/lastfm/authorization'));
  return answer.data === null ? answer : { data: answer.data.url, trouble: null };
}

export function endLastfm(api: Api, body: { state: string; token: string }): Promise<Answer<Connection>> {
  return toAnswer(api.POST('/connections/lastfm/session', { body }));
}

export function disconnect(api: Api, service: Service): Promise<Answer<true>> {
  return toAnswer(done(api.DELETE('/connections/{service}', { params: { path: { service } } })));
}

export function setInterval(api: Api, minutes: number): Promise<Answer<Interval>> {
  return toAnswer(
    api.PUT('/connections/{service}/interval', { params: { path: { service: 'listenbrainz' } }, body: { minutes } }),
  );
}

export function setMeasuring(api: Api, body: MeasuringRequest): Promise<Answer<Measuring>> {
  return toAnswer(api.PUT('/settings/measuring', { body }));
}

export function setTimeZone(api: Api, { since, timeZone }: Zone): Promise<Answer<ZonesChanged>> {
  return toAnswer(api.PUT('/settings/time-zones/{since}', { params: { path: { since } }, body: { timeZone } }));
}

export function forgetTimeZone(api: Api, since: string): Promise<Answer<ZonesChanged>> {
  return toAnswer(api.DELETE('/settings/time-zones/{since}', { params: { path: { since } } }));
}

export function setRelay(api: Api, on: boolean): Promise<Answer<Relay>> {
  return toAnswer(api.PUT('/relay', { body: { on } }));
}

export function createToken(api: Api, body: TokenRequest): Promise<Answer<NewToken>> {
  return toAnswer(api.POST('/tokens', { body }));
}

export function revokeToken(api: Api, id: string): Promise<Answer<true>> {
  return toAnswer(done(api.DELETE('/tokens/{id}', { params: { path: { id } } })));
}

export function deleteEverything(api: Api, confirmation: string): Promise<Answer<{ remainingRows: number }>> {
  return toAnswer(api.POST('/settings/deletion', { body: { confirmation } }));
}

/** An answer without a body, as one that says it worked. */
async function done<Result extends object>(call: Promise<Result>): Promise<Result & { data: true }> {
  return { ...(await call), data: true };
}
