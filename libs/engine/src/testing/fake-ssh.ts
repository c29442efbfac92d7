import { join } from 'node:path';

/**
 * A stand-in for ssh. It writes its arguments to a file beside it, and connects its input and output to a socket, as
 * `docker system dial-stdio` does on the remote side.
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
