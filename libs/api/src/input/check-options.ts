import { closest } from '@hypriotkit/config';
import { OptionInvalid } from '../errors';

/** What is wrong with a value; undefined if nothing is. */
type Check = (value: unknown) => string | undefined;

const text: Check = (value) => (typeof value === 'string' ? undefined : 'is not a text');
const amount: Check = (value) =>
  typeof value === 'number' && value >= 0 ? undefined : 'is not a number, or less than 0';
const callback: Check = (value) => (typeof value === 'function' ? undefined : 'is not a function');
const signal: Check = (value) => (value instanceof AbortSignal ? undefined : 'is not an AbortSignal');
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'is neither true nor false');
const lock: Check = (value) =>
  value === false || typeof value === 'string' ? undefined : 'is neither the path of a file nor false';
const boards: Check = (value) =>
  value === 'all' || (Array.isArray(value) && value.every((name) => typeof name === 'string'))
    ? undefined
    : "is neither 'all' nor a list of names";
const logger: Check = (value) => {
  const methods = value as Record<string, unknown> | null;
  const missing = ['step', 'detail', 'warn'].filter((name) => typeof methods?.[name] !== 'function');
  return missing.length > 0 ? `has no function ${missing.join(', ')}` : undefined;
};

/** The options of all functions: one object may be for several of them. */
const OPTIONS: Record<string, Check> = {
  architecture: text,
  boards,
  component: text,
  engine: text,
  fresh: flag,
  image: text,
  lock,
  log: logger,
  onLine: callback,
  signal,
  size: amount,
  target: text,
  unusedFor: amount,
  verbosity: text,
  volume: text,
  writeLock: flag,
};

/**
 * Checks names and types of options. Callers without types may pass anything, and a misspelt option would be as if it were
 * not there.
 *
 * @throws OptionInvalid
 */
export function checkOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new OptionInvalid('The options', 'are not an object');
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const check = Object.hasOwn(OPTIONS, name) ? OPTIONS[name]! : undefined;
    if (!check) throw new OptionInvalid(`"${name}"`, `is not an option${closest(name, Object.keys(OPTIONS))}`);
    const problem = check(value);
    if (problem) throw new OptionInvalid(`The option "${name}"`, problem);
  }
}
