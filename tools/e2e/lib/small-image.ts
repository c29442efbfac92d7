import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { IMAGE } from './orchestrator';

const BASE = 'debian:trixie-slim';
const text = { type: 'string' };

/** What the builders say and write. */
const SCRIPT = 'echo "$NAME of $HOST ${PASSWORD:+with a secret}" | tee "$NAME.txt"\n';

/**
 * Makes an orchestrator image with small components in place of its own. `small_tea` reads what `small_pot` makes;
 * `small_cup` is a result, too.
 *
 * @param before what builders do first
 * @param of a name that sets its builder images apart from those of others
 * @param platform what `small_pot` is for
 */
export function makeSmallImage(tag: string, before = '', of = 'boards', platform?: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-small-image-'));
  const write = (file: string, content: string | object) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  };
  const names = ['small_pot', 'small_tea', 'small_cup'];
  const repo = (name: string) => `components/${name}/builder`;
  for (const name of names) {
    const options = {
      base: { image: BASE },
      environment: { NAME: name, HOST: '{hostname}', PASSWORD: '{password}' },
      inputs: name === 'small_tea' ? [{ component: 'small_pot', role: 'archive' }] : [],
      artifacts: [{ role: 'archive', file: `${name}.txt` }],
      ...(name === 'small_pot' && { platform }),
    };
    write(`components/${name}/project.json`, {
      name,
      targets: { build: { executor: '@hypriotkit/docker:build', options } },
    });
    write(
      `${repo(name)}/Dockerfile`,
      `ARG BASE_IMAGE\nFROM $BASE_IMAGE\nCOPY build.sh /\nWORKDIR /workspace\nCMD ["bash", "/build.sh"]\n`,
    );
    write(`${repo(name)}/build.sh`, `set -eu\n${before}\n${SCRIPT}`);
  }
  const fields = { image: text, repo: text, hostname: text, password: { ...text, writeOnly: true } };
  const component = { type: 'object', additionalProperties: false, properties: fields };
  write('image/configs.schema.json', {
    type: 'object',
    additionalProperties: false,
    properties: { $schema: text, ...Object.fromEntries(names.map((name) => [name, component])) },
  });
  const defaults = (name: string) => ({
    image: `hypriotkit-test/${name}-of-${of}:latest`,
    repo: repo(name),
    hostname: 'black-pearl',
    password: '',
  });
  write('image/configs.json', Object.fromEntries(names.map((name) => [name, defaults(name)])));
  write(
    'Dockerfile',
    `FROM ${IMAGE}\nRUN rm -r /opt/app/components\nCOPY components /opt/app/components\nCOPY image /opt/app/image\n`,
  );
  try {
    execFileSync('docker', ['build', '--quiet', '--tag', tag, folder]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
