import { execFile } from 'node:child_process';
import { RegistryAuthFailed } from '../errors';

/** A helper's answer to `get` (https://github.com/docker/docker-credential-helpers). */
interface HelperAnswer {
  Username: string;
  Secret: string;
}

const TIME_LIMIT_MS = 30_000;

/**
 * Asks the program docker-credential-<helper> for the credentials of a registry. Resolves to undefined if it has none.
 * Its output may be a secret, so an error only says that it failed.
 */
export async function askHelper(
  helper: string,
  registry: string,
  env: NodeJS.ProcessEnv,
): Promise<HelperAnswer | undefined> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(helper)) {
    throw new RegistryAuthFailed(registry, 'config.json names a credential helper that is not a plain name');
  }
  const program = `docker-credential-${helper}`;
  const { failure, output } = await run(program, registry, env);
  if (failure === undefined) return parse(program, registry, output);
  if (/credentials not found/i.test(output)) return undefined;
  const reason = failure.code === 'ENOENT' ? 'is not installed' : failure.killed ? 'does not answer' : 'failed';
  throw new RegistryAuthFailed(registry, `the credential helper ${program} ${reason}`);
}

type Failure = NodeJS.ErrnoException & { killed?: boolean };

function run(
  program: string,
  registry: string,
  env: NodeJS.ProcessEnv,
): Promise<{ failure: Failure | undefined; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(program, ['get'], { env, timeout: TIME_LIMIT_MS }, (error, stdout, stderr) => {
      resolve({
        failure: error === null ? undefined : (error as Failure),
        output: error === null ? stdout : stdout + stderr,
      });
    });
    // A helper that does not read its input has ended. The callback above reports how.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(registry);
  });
}

function parse(program: string, registry: string, output: string): HelperAnswer {
  try {
    const { Username, Secret } = JSON.parse(output) as Partial<HelperAnswer>;
    if (typeof Username === 'string' && typeof Secret === 'string') return { Username, Secret };
  } catch {
    // Reported below. The parser's own message would quote the output.
  }
  throw new RegistryAuthFailed(registry, `the answer of the credential helper ${program} cannot be read`);
}
