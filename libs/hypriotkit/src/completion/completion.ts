import type { Command } from 'commander';
import { bash } from './bash';
import { fish } from './fish';
import { wordsOf, type Words } from './words';
import { zsh } from './zsh';

const scripts = { bash, zsh, fish } satisfies Record<string, (words: Words) => string>;

export type Shell = keyof typeof scripts;
export const SHELLS = Object.keys(scripts) as Shell[];

/**
 * A shell's completion of a program. The script holds all words, so that a press of Tab starts no process; folders are
 * completed by the shell's own means.
 */
export const completionFor = (shell: Shell, program: Command): string => scripts[shell](wordsOf(program));
