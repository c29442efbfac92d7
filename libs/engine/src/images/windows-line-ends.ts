import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@hypriotkit/core';
import type { ContextEntry } from './context-files';

/** Longer than the first line of a script. */
const BEGINNING_BYTES = 4096;
const NAMED = 3;

/**
 * Warns about scripts with Windows line ends, which git or an editor may have added. Linux cannot run them. In a
 * container, the only symptom is that an existing file is "not found".
 */
export async function warnOfWindowsLineEnds(
  folder: string,
  entries: readonly ContextEntry[],
  log: Logger,
): Promise<void> {
  const scripts: string[] = [];
  for (const { kind, path } of entries) {
    if (kind === 'file' && (await isWindowsScript(join(folder, path)))) scripts.push(path);
  }
  if (scripts.length === 0) return;
  const more = scripts.length > NAMED ? ` and ${scripts.length - NAMED} more` : '';
  log.warn(
    `${scripts.slice(0, NAMED).join(', ')}${more} in ${folder}: scripts with Windows line ends (CRLF), which Linux does ` +
      'not run. Save them with LF; in git, write "* text=auto eol=lf" into .gitattributes and check them out again.',
  );
}

async function isWindowsScript(path: string): Promise<boolean> {
  // A missing file is reported when the context is packed, with an error of its own.
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
    const beginning = buffer.subarray(0, bytesRead).toString('latin1');
    return /^#![^\n]*\r\n/.test(beginning) || (path.endsWith('.sh') && /^[^\n]*\r\n/.test(beginning));
  } finally {
    await file.close();
  }
}
