import type { ComponentLog } from '@hypriotkit/component';
import { changesBetween, LOCK_FILE, writeLocked, type Fetched } from '@hypriotkit/config';
import type { Subject } from './subject';

/** Writes what a component is to fetch into the lock, and says what that changes. */
export async function lockTo(
  fetched: Fetched,
  subject: Subject,
  workspaceRoot: string,
  { log, signal }: { log: ComponentLog; signal: AbortSignal },
): Promise<void> {
  const before = await writeLocked(workspaceRoot, subject, fetched, { log, signal });
  const count = Object.values(fetched).flat().length;
  if (!before) return log.done(`locked, ${inputs(count)}, in ${LOCK_FILE}`);
  const { lines, security } = changesBetween(before, fetched);
  log.show(lines);
  const ofSecurity = security > 0 ? `, ${security} of them security updates` : '';
  log.done(
    lines.length === 0
      ? `${LOCK_FILE} stays as it is, ${inputs(count)}`
      : `${LOCK_FILE} has ${inputs(lines.length)} changed${ofSecurity}`,
  );
}

const inputs = (count: number): string => (count === 1 ? '1 input' : `${count} inputs`);
