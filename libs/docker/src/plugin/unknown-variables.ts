import { closest, ConfigurationInvalid, CONFIGS_VARIABLE, namedVariables } from '@hypriotkit/config';
import { BOARDS_VARIABLE, ENGINES_VARIABLE, OWNER_VARIABLE, SIZE_VARIABLE, STORE_VARIABLE } from '@hypriotkit/contract';
import { COMMITS_VARIABLE } from '../lib/repositories';
import { OPTIONS_VARIABLE, RUN_WIDE } from '../lib/run-wide';
import { SIGNING_PASSWORD_VARIABLE } from '../lib/signing-key';
import { RUN_VARIABLE } from '../runs/claims';
import { STATE_VARIABLE } from '../runs/state';
import { UNSEEN_VARIABLE } from '../lib/hash-variables';

const PREFIX = 'HYPRIOTKIT_';
/** Those that people set for builds. */
const KNOWN = [
  ...Object.values(RUN_WIDE),
  ...[CONFIGS_VARIABLE, STORE_VARIABLE, SIZE_VARIABLE, OWNER_VARIABLE, BOARDS_VARIABLE, SIGNING_PASSWORD_VARIABLE],
  ENGINES_VARIABLE,
];

/** Those that we set. Nx within a task of Nx finds them. */
const OURS = [COMMITS_VARIABLE, OPTIONS_VARIABLE, RUN_VARIABLE, STATE_VARIABLE, UNSEEN_VARIABLE];

/**
 * Refuses a variable whose name resembles that of one of ours: with HYPRIOTKIT_CONFIG, something else would be built than
 * was meant. Other names may be the user's own, as are those that the configuration has values from.
 *
 * @throws ConfigurationInvalid
 */
export function refuseMisspeltVariables(env: NodeJS.ProcessEnv, workspaceRoot: string): void {
  const stems = KNOWN.map((name) => name.slice(PREFIX.length));
  const problems = Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && env[name] && ![...KNOWN, ...OURS].includes(name))
    .flatMap((name) => {
      const suggestion = closest(name.slice(PREFIX.length), stems).replace('"', `"${PREFIX}`);
      return suggestion === '' ? [] : [{ name, problem: `there is no variable ${name}${suggestion}` }];
    });
  if (problems.length === 0) return;
  const named = namedVariables(workspaceRoot, env);
  const unknown = problems.filter(({ name }) => !named.includes(name)).map(({ problem }) => problem);
  if (unknown.length > 0) throw new ConfigurationInvalid('the environment', unknown);
}
