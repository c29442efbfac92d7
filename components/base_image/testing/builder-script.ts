import { join } from 'node:path';
import { connect, ensureBuilder, runContainer, type HostAccess } from '@hypriotkit/engine';

const IMAGE = 'hypriotkit-test/base_image:latest';

/** What a script printed, and how it ended. */
export interface Ran {
  exitCode: number;
  lines: string[];
}

/** Runs a script as builders do, with the shared library, in a container of its own. The base image is made first, if it is not there. */
export async function runScript(script: string, access?: HostAccess): Promise<Ran> {
  const engine = await connect();
  const buildArgs = { BASE_IMAGE: 'debian:trixie-slim' };
  await ensureBuilder(engine, { folder: join(__dirname, '..', 'builder'), tag: IMAGE, buildArgs });
  const lines: string[] = [];
  const preamble = 'set -euo pipefail; source /usr/local/lib/hypriotkit/builder.sh; cd "$(mktemp -d)"\n';
  const { exitCode } = await runContainer(engine, {
    image: IMAGE,
    command: ['bash', '-c', preamble + script],
    access,
    env: { SOURCE_DATE_EPOCH: '1767225600', HYPRIOTKIT_JOBS: '2' },
    onLine: (_, line) => void lines.push(line),
  });
  return { exitCode, lines };
}
