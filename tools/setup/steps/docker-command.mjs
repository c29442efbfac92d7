import { run } from '../lib/commands.mjs';
import { SetupError } from '../lib/report.mjs';

/** Ensures that the docker command is installed. Only the tests need it. The builds use the engine's API. */
export async function ensureDockerCommand() {
  if (!process.env.npm_lifecycle_event?.startsWith('pretest')) return;
  if ((await run('docker', ['--version'])).code === 0) return;
  throw new SetupError(
    'the tests use the docker command, which is not installed',
    'install it: on Debian, the package docker-cli (before Debian 13: docker.io)',
  );
}
