import type { Command } from 'commander';
import { bash } from './bash';
import { fish } from './fish';
import { wordsOf, type Words } from './words';
import { zsh } from './zsh';

const scripts = { bash, zsh, fish } satisfies Record<string, (words: Words) => string>;

export type Shell = keyof typeof scripts;
export const SHELLS = Object.keys(scripts) as Shell[];

/**
 * Returns a shell's completion script for a program. The script contains all words, so pressing Tab starts no process.
 * The shell itself completes folders.
 */
export const completionFor = (shell: Shell, program: Command): string => scripts[shell](wordsOf(program));
