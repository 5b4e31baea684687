import type { KubeConfig } from '@kubernetes/client-node';
import { PortForward } from '@kubernetes/client-node';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import type { Kube } from './kube.ts';
import type { PodView } from './objects.ts';
import { corePath, podObject, podsOf } from './objects.ts';
import { PluginError } from './plugin-error.ts';
import type { Way } from './session.ts';

const API_PORT = 8000;

/**
 * A way to an installation's API by port-forward, as `kubectl port-forward` does it. The API server's service proxy is none: it keeps the
 * Authorization header for itself, and it connects from the node that it runs on, which the installation's NetworkPolicies may refuse. A
 * forwarded port begins inside the pod, and only who may create pods/portforward gets one.
 */
export async function forwardToApi(
  config: KubeConfig,
  kube: Kube,
  place: { namespace: string; installation: string },
): Promise<Way> {
  const { namespace, installation } = place;
  const pods = await kube.list(`${corePath(namespace, 'pods')}${podsOf(installation, '=api')}`, podObject);
  const pod = pods.find(isReady);
  if (pod === undefined)
    throw new PluginError(
      `No pod of the API of ${installation} is ready: kubectl sidetrack status says what it waits for.`,
    );

  const forward = new PortForward(config);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    forward.portForward(namespace, pod.metadata.name, [API_PORT], socket, null, socket).then(
      (tunnel: unknown) => {
        if (!isTunnel(tunnel)) return;
        tunnel.addEventListener('close', () => socket.destroy());
        socket.on('close', () => tunnel.close());
      },
      () => socket.destroy(),
    );
  });
  const port = await listen(server);
  return {
    urlTemplate: `http://127.0.0.1:${String(port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

interface Tunnel {
  addEventListener(event: 'close', listener: () => void): void;
  close(): void;
}

function isTunnel(value: unknown): value is Tunnel {
  return typeof value === 'object' && value !== null && 'addEventListener' in value && 'close' in value;
}

function isReady({ metadata, status }: PodView): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    status.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True')
  );
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
}
