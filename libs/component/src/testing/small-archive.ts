import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Debian archive, served over http. Its packages are lines of text, which only apt's download looks at, or files that are given. */
export class SmallArchive {
  private readonly suites = new Map<string, Entry[]>();
  private server: Server | undefined;

  /** Lines of sources.list. */
  get sources(): string[] {
    const { port } = this.server!.address() as AddressInfo;
    return [...this.suites.keys()].map((suite) => `deb [trusted=yes] http://${this.host}:${port} ${suite} main`);
  }

  /** @param host an address of this machine that containers reach */
  constructor(
    private readonly host: string,
    suites: string[],
  ) {
    for (const suite of suites) this.suites.set(suite, []);
  }

  async start(): Promise<void> {
    this.server = createServer(({ url }, response) => {
      const content = this.file(url!.slice(1));
      response.writeHead(content === undefined ? 404 : 200);
      response.end(content);
    });
    await new Promise<void>((listening) => this.server!.listen(0, this.host, listening));
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  add(suite: string, name: string, version: string, content: Buffer = Buffer.from(`${name} ${version}\n`)): void {
    this.suites.get(suite)!.push({ name, version, content });
  }

  remove(suite: string, version: string): void {
    this.suites.set(
      suite,
      this.suites.get(suite)!.filter((entry) => entry.version !== version),
    );
  }

  private file(path: string): string | Buffer | undefined {
    const [, suite = '', file = ''] = /^dists\/([^/]+)\/(.*)$/.exec(path) ?? [];
    if (file === 'Release') return this.release(suite);
    if (/^main\/binary-[^/]+\/Packages$/.test(file)) return this.packages(suite);
    const entry = [...this.suites.values()].flat().find((one) => path === placeOf(one));
    return entry?.content;
  }

  private release(suite: string): string {
    const packages = this.packages(suite);
    const index = ['amd64', 'arm64'].map(
      (architecture) => ` ${sha256(packages)} ${packages.length} main/binary-${architecture}/Packages\n`,
    );
    return `Suite: ${suite}\nCodename: ${suite}\nComponents: main\nArchitectures: amd64 arm64\nDate: ${new Date().toUTCString()}\nSHA256:\n${index.join('')}`;
  }

  private packages(suite: string): string {
    const paragraphs = this.suites.get(suite)!.map((entry) => {
      const { content } = entry;
      const fields = {
        Package: entry.name,
        Version: entry.version,
        Architecture: 'all',
        Filename: placeOf(entry),
        Size: content.length,
        SHA256: sha256(content),
        Description: 'a test',
      };
      return Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`);
    });
    return paragraphs.map((lines) => `${lines.join('')}\n`).join('');
  }
}

interface Entry {
  name: string;
  version: string;
  content: Buffer;
}

const placeOf = ({ name, version }: Entry): string => `pool/${name}_${version}_all.deb`;
const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
