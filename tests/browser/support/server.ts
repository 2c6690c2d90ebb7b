// A static server on a free loopback port, as plain as the ones that posts are served by.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.xml': 'application/xml',
};

export interface ServeOptions {
  /** The sub-path that the folder is served under, `/blog/` say; everything else is not found. */
  prefix?: string;
  /** Files that are not in the folder, by their path in it. */
  files?: Record<string, string>;
  /** Is asked for the status of each file, by its path in the folder; 200 where it says nothing. */
  status?: (name: string) => number | undefined;
  /** Sent with every answer: a Content-Security-Policy, say. */
  headers?: Record<string, string>;
  /** Whether files are compressed by brotli. */
  brotli?: boolean;
}

export interface Served {
  /** The address of the folder, ending in a slash. */
  url: string;
  close(): Promise<void>;
}

/**
 * Scripts that run in every page of an origin before the page's own, for drivers that cannot put them there. They come as
 * a file, which a strict content security policy lets in.
 */
export const preludes = new Map<string, string>();
const PRELUDE = '/before-all-other-scripts.js';

/** Serves a folder, or several as one. Nothing need close it: it does not keep a test from ending. */
export async function serve(
  folder: string | readonly string[],
  { prefix = '/', files = {}, headers = {}, status = () => undefined, brotli = false }: ServeOptions = {},
): Promise<Served> {
  const base = `/${prefix}/`.replace(/\/+/g, '/');

  const readFirst = async (name: string) => {
    const paths = [folder].flat().map((folder) => join(folder, name));
    return readFile(paths.find((path) => existsSync(path)) ?? paths[0]!);
  };
  const content = async (address: string): Promise<[body: string | Buffer, type: string, status?: number]> => {
    const path = decodeURIComponent(new URL(address, 'http://localhost').pathname);
    const prelude = preludes.get(origin());
    if (prelude !== undefined && path === PRELUDE) return [prelude, TYPES['.js']!];
    if (!path.startsWith(base)) throw new Error(`${path} is outside ${base}`);
    const name = normalize(`/${path.slice(base.length)}`)
      .replace(/\/$/, '/index.html')
      .slice(1);
    const code = status(name);
    if (code !== undefined) return ['', TYPES['.html']!, code];
    const body = files[name] ?? (await readFirst(name));
    if (prelude !== undefined && extname(name) === '.html') {
      return [
        String(body).replace(/<!doctype html>(?:.*?<head>)?/is, `$&<script src="${PRELUDE}"></script>`),
        TYPES['.html']!,
      ];
    }
    return [body, TYPES[extname(name)] ?? 'application/octet-stream'];
  };

  const server = createServer((request, response) => {
    content(request.url ?? '/').then(
      ([body, type, code = 200]) => {
        const encoding = brotli && { 'content-encoding': 'br' };
        response
          .writeHead(code, { 'content-type': type, 'cache-control': 'no-store', ...encoding, ...headers })
          .end(brotli ? brotliCompressSync(body) : body);
      },
      () => {
        response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  function origin() {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  return {
    url: origin() + base,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
