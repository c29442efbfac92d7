import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const ROOT = join(__dirname, '..', '..', '..');
const NOBODY = 65534;

export interface Outcome {
  code: number | null;
  output: string;
}

/** A machine for set-up that has only the programs that a test puts there. */
export class BareMachine {
  /** The home, and the folder of everything that a test writes. */
  readonly folder = mkdtempSync(join(tmpdir(), 'hypriotkit-setup-'));

  constructor() {
    chmodSync(this.folder, 0o755);
  }

  write(name: string, text: string, mode = 0o644): string {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode });
    return file;
  }

  program(name: string, script: string): string {
    return this.write(`bin/${name}`, `#!/bin/sh\n${script}\n`, 0o755);
  }

  /** Runs set-up, or a script that uses parts of it. */
  setup(
    env: NodeJS.ProcessEnv,
    { script, asNobody = false }: { script?: string; asNobody?: boolean } = {},
  ): Promise<Outcome> {
    const args = script === undefined ? ['tools/setup/setup.mjs'] : ['--input-type=module', '--eval', script];
    const user = asNobody && process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: join(this.folder, 'bin'), HOME: this.folder, HYPRIOTKIT_ENGINE: '', ...env },
      ...user,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** A script that uses a part of set-up. */
export const importing = (names: string, path: string, then: string): string =>
  `import { ${names} } from './tools/setup/${path}';\n${then}`;

/** An engine that has the base layer, or answers requests to pull or import it. */
export function engine(images: { pull?: string; received?: (text: string | undefined) => void } = {}): RequestListener {
  return (request, response) => {
    const { url = '', method } = request;
    if (url === '/version') return void response.end('{"Version":"28.5.2","Arch":"arm64"}');
    if (method === 'GET') {
      response.statusCode = images.pull === undefined ? 200 : 404;
      return void response.end('{"message":"no such image"}');
    }
    if (url.includes('fromImage')) return void response.end(images.pull);
    void read(request).then((text) => {
      images.received?.(text);
      response.end('{"status":"sha256:1"}');
    });
  };
}

/** Returns the body of a request, or undefined if the request was aborted. */
const read = async (request: IncomingMessage): Promise<string | undefined> => {
  let text = '';
  try {
    for await (const part of request) text += String(part);
    return request.complete ? text : undefined;
  } catch {
    return undefined;
  }
};
