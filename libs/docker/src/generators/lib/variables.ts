import { NameInvalid } from '@hypriotkit/config';

/** Variables that a builder has anyway, or that change what its programs do. */
const RESERVED =
  /^(HYPRIOTKIT_\w*|SOURCE_DATE_EPOCH|PATH|HOME|PWD|OLDPWD|SHELL|USER|IFS|ENV|BASH\w*|SHELLOPTS|E?UID|LANG|LANGUAGE|LC_\w*|LD_\w*|TMPDIR|TZ)$/;

/**
 * Checks that a field may reach its builder in a variable.
 *
 * @throws NameInvalid
 */
export function checkVariable(variable: string): void {
  if (!RESERVED.test(variable)) return;
  const reason = 'Hypriotkit, or the shell of a builder, uses that variable itself';
  throw new NameInvalid('variable of a field', variable, reason);
}
