import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildComponent } from './index';
import { hostAddress } from './testing/host-address';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';

/*
 * Mirrors with faults, and Debian's apt, which meets them in a builder's container.
 */

const DAY = 24 * 60 * 60 * 1000;
const HOST = hostAddress();
const ROOT = join(__dirname, '..', '..', '..');

let server: Server;
let builder: SmallBuilder;
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await builder.remove();
});

/** An archive with one package, of which apt only reads the checksum. */
class Archive {
  version = 1;
  validUntil = new Date(Date.now() + DAY);
  readonly packages = new Map<string, string>();

  file(name: string): string | undefined {
    if (name === 'Release') {
      const [hash, size] = [sha256(this.index()), this.index().length];
      const dates = `Date: ${new Date(Date.now() - 2 * DAY).toUTCString()}\nValid-Until: ${this.validUntil.toUTCString()}\n`;
      return `${dates}SHA256:\n ${hash} ${size} Packages\n`;
    }
    return name === 'Packages' ? this.index() : this.packages.get(name);
  }

  private index(): string {
    const content = contentOf(this.version);
    const facts = { Filename: `./hail_${this.version}_all.deb`, Size: content.length, SHA256: sha256(content) };
    const fields = { Package: 'hail', Version: this.version, Architecture: 'all', ...facts, Description: 'Hail' };
    return `${Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join('')}\n`;
  }
}

const contentOf = (version: number): string => `hail ${version}\n`;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Serves an archive to a builder that downloads its package. */
async function serve(
  archive: Archive,
  faulty: (name: string, response: ServerResponse) => boolean,
  options = '[trusted=yes]',
): Promise<void> {
  server = createServer(({ url }, response) => {
    const name = url!.replace(/^[/.]+/, '');
    if (faulty(name, response)) return;
    const file = archive.file(name);
    response.writeHead(file === undefined ? 404 : 200);
    response.end(file);
  });
  await new Promise<void>((listening) => server.listen(0, HOST, listening));
  const source = `deb ${options} http://${HOST}:${(server.address() as AddressInfo).port} ./`;
  const quick = '-o Acquire::http::Timeout=1 -o Acquire::Retries=1 -o Acquire::Retries::Delay=false';
  builder = await smallBuilder(`rm -rf /etc/apt/sources.list*; echo '${source}' >/etc/apt/sources.list
    apt-get ${quick} --error-on=any update; apt-get ${quick} download hail; cp hail_*.deb tea-1.txt`);
}

const build = () =>
  buildComponent(builder.request, { engine: builder.engine, log: builder.log, signal: new AbortController().signal });
/** An archive that nobody has updated for long. */
const setBack = (archive: Archive): boolean => {
  archive.validUntil = new Date(Date.now() - DAY);
  return false;
};
const warnings = () => builder.lines.filter((line) => line.includes('warning: the package archive changed'));

it('an archive that changes between its indexes and its packages is asked again', async () => {
  const archive = new Archive();
  await serve(archive, (name) => {
    if (!name.endsWith('_1_all.deb')) return false;
    archive.version = 2;
    archive.packages.set('hail_2_all.deb', contentOf(2));
    return false;
  });
  await build();
  expect(warnings()).toHaveLength(1);
});

it('an index that is not the one in the list is asked for again, three times in all', async () => {
  const archive = new Archive();
  await serve(archive, (name, response) => {
    if (name === 'Packages') response.end('Package: hail\n\n');
    return name === 'Packages';
  });
  await expect(build()).rejects.toMatchObject({ hint: expect.stringMatching(/changed meanwhile/) as string });
  expect(warnings()).toHaveLength(2);
});

it.each<[string, (archive: Archive, name: string, response: ServerResponse) => boolean, RegExp]>([
  ['serves old indexes', setBack, /serves old indexes/],
  ['never answers', () => true, /could not reach a server/],
  [
    'stops in the middle of an answer',
    (archive, name, response) => {
      if (name !== 'Packages') return false;
      response.writeHead(200, { 'Content-Length': archive.file(name)!.length });
      response.write(archive.file(name)!.slice(0, 20));
      return true;
    },
    /could not reach a server/,
  ],
  [
    'breaks the connection',
    (_, name, response) => name === 'Packages' && response.socket!.resetAndDestroy() !== undefined,
    /could not reach a server/,
  ],
])('an archive that %s is named as such, and not asked again', async (_, fault, hint) => {
  const archive = new Archive();
  await serve(archive, (name, response) => fault(archive, name, response));
  await expect(build()).rejects.toMatchObject({ hint: expect.stringMatching(hint) as string });
  expect(warnings()).toHaveLength(0);
});

it.each([
  ['that nobody has signed', undefined],
  ['that is signed with an unknown key', (signed: string) => signed],
  ['whose signature is of another text', (signed: string) => signed.replace('old', 'odd')],
])('an archive %s is named as such, and nothing of it is used', async (_, made) => {
  const signed = readFileSync(join(ROOT, 'tools/e2e/lib/old-archive/dists/old/InRelease'), 'utf8');
  const asked: string[] = [];
  const answer = (name: string, response: ServerResponse) => {
    asked.push(name);
    if (name === 'InRelease' && made) response.end(made(signed));
    return name === 'InRelease' && made !== undefined;
  };
  await serve(new Archive(), answer, '');
  await expect(build()).rejects.toMatchObject({ hint: expect.stringMatching(/signed with a key/) as string });
  expect(asked).not.toContain('Packages');
});
