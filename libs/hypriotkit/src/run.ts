import { CommanderError } from 'commander';
import { describeError } from '@hypriotkit/api';
import { EXIT, exitCodeOf } from '@hypriotkit/contract';
import { program } from './program';

const isDebug = (args: string[]): boolean => /--verbosity[ =]debug/.test(args.join(' '));

/**
 * Runs the program with its arguments (without its name) and prints errors on standard error.
 *
 * @returns the exit code: see EXIT
 */
export async function run(args: string[]): Promise<number> {
  // Of `hypriotkit --help | head`, for example. An action that is running is told by interruption().
  for (const output of [process.stdout, process.stderr]) output.on('error', ignoreMissingReader);
  try {
    await program().parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    // Commander has printed the error. It uses exit code 1 where scripts expect 2.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
    console.error(describeError(error, { debug: isDebug(args), how: '--verbosity debug' }));
    return exitCodeOf(error);
  }
}

function ignoreMissingReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
