import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Who gets a certificate, with the name and groups that Kubernetes knows them by. */
const clients = {
  admin: '/O=system:masters/CN=admin',
  'kubelet-client': '/O=system:masters/CN=kube-apiserver-kubelet-client',
  'kube-controller-manager': '/CN=system:kube-controller-manager',
  'kube-scheduler': '/CN=system:kube-scheduler',
  'kube-proxy': '/CN=system:kube-proxy',
} as const;

export interface PkiOptions {
  folder: string;
  /** Addresses and names by which the API server is reached. */
  serverNames: readonly string[];
  node?: { name: string; address: string };
}

/**
 * Makes the keys and certificates of a cluster (P-256, valid for a year) with openssl 3, unless the folder holds them already.
 * `NAME.crt` and `NAME.key` for ca, apiserver and each client; `service-accounts.key` and `.pub`.
 */
export async function makePki({ folder, serverNames, node }: PkiOptions): Promise<void> {
  if (existsSync(join(folder, 'ca.crt'))) return;
  const part = `${folder}.part`;
  await mkdir(part, { recursive: true, mode: 0o700 });
  await certify(part, 'ca', [
    '-subj',
    '/CN=kubernetes',
    ...extensions(['keyUsage=critical,keyCertSign,digitalSignature']),
  ]);
  const issue = (name: string, subject: string, names: readonly string[] = []): Promise<void> =>
    certify(part, name, [
      ...['-subj', subject, '-CA', join(part, 'ca.crt'), '-CAkey', join(part, 'ca.key')],
      ...extensions([
        'basicConstraints=critical,CA:FALSE',
        'keyUsage=critical,digitalSignature',
        'extendedKeyUsage=serverAuth,clientAuth',
        ...(names.length > 0 ? [`subjectAltName=${names.map(alternativeName).join(',')}`] : []),
      ]),
    ]);
  await Promise.all([
    issue('apiserver', '/CN=kube-apiserver', serverNames),
    ...Object.entries(clients).map(([name, subject]) => issue(name, subject)),
    ...(node
      ? [issue('kubelet', `/O=system:nodes/CN=system:node:${node.name}`, [node.name, node.address, '127.0.0.1'])]
      : []),
  ]);
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await writeFile(join(part, 'service-accounts.key'), privateKey, { mode: 0o600 });
  await writeFile(join(part, 'service-accounts.pub'), publicKey);
  await rename(part, folder);
}

/** Writes the kubeconfig of one client beside its certificate and returns its path. */
export async function writeKubeconfig(folder: string, client: string, server: string, file = client): Promise<string> {
  const data = (name: string): string => readFileSync(join(folder, name)).toString('base64');
  const path = join(folder, `${file}.kubeconfig`);
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'sidetrack-test', cluster: { server, 'certificate-authority-data': data('ca.crt') } }],
    users: [
      {
        name: client,
        user: { 'client-certificate-data': data(`${client}.crt`), 'client-key-data': data(`${client}.key`) },
      },
    ],
    contexts: [{ name: 'sidetrack-test', context: { cluster: 'sidetrack-test', user: client } }],
    'current-context': 'sidetrack-test',
  };
  await writeFile(path, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
  return path;
}

function alternativeName(name: string): string {
  return /^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`;
}

function extensions(lines: readonly string[]): string[] {
  return lines.flatMap((line) => ['-addext', line]);
}

async function certify(folder: string, name: string, args: readonly string[]): Promise<void> {
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '365'],
    ...['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.crt`), ...args],
  ]);
}
