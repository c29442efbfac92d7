import { run } from '../lib/commands.mjs';
import { SetupError } from '../lib/report.mjs';

/** The builds speak with the engine themselves; the tests use the docker command too. */
export async function ensureDockerCommand() {
  if (!process.env.npm_lifecycle_event?.startsWith('pretest')) return;
  if ((await run('docker', ['--version'])).code === 0) return;
  throw new SetupError(
    'the tests use the docker command, which is not installed',
    'install it: the Debian package docker-cli, before Debian 13 docker.io',
  );
}
