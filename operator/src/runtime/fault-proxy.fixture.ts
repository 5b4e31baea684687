import { KubeConfig } from '@kubernetes/client-node';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** What the proxy answers instead of the API server: an HTTP status (with Retry-After), or a reset connection. */
export type Fault = { code: number; retryAfterSeconds?: number } | 'reset';

/** A proxy in front of a real API server that does what networks and busy servers do. */
export interface FaultProxy {
  /** Leads through the proxy. */
  kubeConfig: KubeConfig;
  /** The same as text, for child processes. */
  kubeConfigText: string;
  /** Requests that reached the proxy, as "METHOD path?query". */
  requests: string[];
  /** Asked for each request. */
  fault: (method: string, url: string) => Fault | undefined;
  /** Every open watch gets the event 410 and ends. */
  expireWatches(): number;
  /** Every open connection is reset. */
  resetConnections(): number;
  /** Half-open: connections stay, nothing passes in either direction any more. What is held back is lost. */
  hold(on: boolean): void;
  /** Refuses connections and resets the open ones, as when the API server is gone. */
  cut(on: boolean): void;
  stop(): Promise<void>;
}

export async function startFaultProxy(kubeconfigPath: string, port = 0): Promise<FaultProxy> {
  const upstream = new KubeConfig();
  upstream.loadFromFile(kubeconfigPath);
  const target = new URL(upstream.getCurrentCluster()!.server);
  const sockets = new Set<Socket>();
  const watches = new Set<ServerResponse>();
  const state = { held: false, cut: false };
  /** Connections from before `hold` stay dead afterwards, as they would be behind a firewall that lost them. */
  const dead = new WeakSet<object>();

  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = request;
    proxy.requests.push(`${method} ${url}`);
    const fault = proxy.fault(method, url);
    if (fault === 'reset') {
      request.socket.resetAndDestroy();
      return;
    }
    if (fault) {
      const retryAfter =
        fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
      response.writeHead(fault.code, { 'content-type': 'application/json', ...retryAfter });
      response.end(JSON.stringify({ kind: 'Status', code: fault.code, message: `injected ${fault.code}` }));
      return;
    }
    const options: RequestOptions = {
      host: target.hostname,
      port: target.port,
      method,
      path: url,
      headers: { ...headers, host: target.host },
    };
    await upstream.applyToHTTPSOptions(options);
    const isWatch = url.includes('watch=true');
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const onward = send({ ...options, headers: { ...headers, ...options.headers, host: target.host } }, (answer) => {
      const silent = () => state.held || dead.has(request.socket);
      if (silent()) return;
      if (isWatch) watches.add(response);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      if (isWatch) response.flushHeaders();
      answer.on('data', (chunk: Buffer) => silent() || response.write(chunk));
      answer.on('end', () => silent() || response.end());
      answer.on('error', () => request.socket.destroy());
    });
    onward.on('error', () => request.socket.destroy());
    response.on('close', () => {
      watches.delete(response);
      onward.destroy();
    });
    request.pipe(onward);
  };
  const server = createServer((request, response) => {
    if (state.held || dead.has(request.socket)) return;
    forward(request, response).catch(() => request.socket.destroy());
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    if (state.cut) socket.resetAndDestroy();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser({ name: 'proxy', server: address, skipTLSVerify: true }, { name: 'nobody' });

  const resetConnections = () => {
    for (const socket of sockets) socket.resetAndDestroy();
    return sockets.size;
  };
  const proxy: FaultProxy = {
    kubeConfig,
    kubeConfigText: kubeConfig.exportConfig(),
    requests: [],
    fault: () => undefined,
    expireWatches() {
      const count = watches.size;
      const status = {
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        reason: 'Expired',
        code: 410,
        message: 'too old resource version',
      };
      for (const response of watches) response.end(`${JSON.stringify({ type: 'ERROR', object: status })}\n`);
      return count;
    },
    resetConnections,
    hold(on) {
      state.held = on;
      if (on) for (const socket of sockets) dead.add(socket);
    },
    cut(on) {
      state.cut = on;
      if (on) resetConnections();
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
  return proxy;
}
