import { join } from 'node:path';

/**
 * A program to stand in for ssh: keeps the arguments it was called with in a file beside it, and joins its input
 * and output to a socket, as `docker system dial-stdio` does on the other side.
 */
export function fakeSsh(
  folder: { path: string; write(name: string, text: string, mode?: number): string },
  socket: string,
): void {
  folder.write(
    'ssh',
    `#!${process.execPath}
require('node:fs').writeFileSync(${JSON.stringify(join(folder.path, 'arguments'))}, process.argv.slice(2).join(' '));
const connection = require('node:net').connect(${JSON.stringify(socket)});
process.stdin.pipe(connection).pipe(process.stdout);
`,
    0o755,
  );
}
