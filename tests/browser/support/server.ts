// A static server on a free loopback port, as plain as the ones that posts are served by.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.xml': 'application/xml',
};

export interface ServeOptions {
  /** The sub-path that the folder is served under, `/blog/` say; everything else is not found. */
  prefix?: string;
  /** Files that are not in the folder, by their path in it. */
  files?: Record<string, string>;
  /** Sent with every answer: a Content-Security-Policy, say. */
  headers?: Record<string, string>;
}

export interface Served {
  /** The address of the folder, ending in a slash. */
  url: string;
  close(): Promise<void>;
}

/** Serves a folder. Nothing need close it: it does not keep a test from ending. */
export async function serve(
  folder: string,
  { prefix = '/', files = {}, headers = {} }: ServeOptions = {},
): Promise<Served> {
  const base = `/${prefix}/`.replace(/\/+/g, '/');

  const content = async (address: string): Promise<[body: string | Buffer, type: string]> => {
    const path = decodeURIComponent(new URL(address, 'http://localhost').pathname);
    if (!path.startsWith(base)) throw new Error(`${path} is outside ${base}`);
    const name = normalize(`/${path.slice(base.length)}`)
      .replace(/\/$/, '/index.html')
      .slice(1);
    return [files[name] ?? (await readFile(join(folder, name))), TYPES[extname(name)] ?? 'application/octet-stream'];
  };

  const server = createServer((request, response) => {
    content(request.url ?? '/').then(
      ([body, type]) => {
        response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', ...headers }).end(body);
      },
      () => {
        response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
