import { stripVTControlCharacters } from 'node:util';
import type { Masker } from './secrets/masker';

/** All but tab and newline: what is left of control sequences that a mask has broken, or that are none. */
// eslint-disable-next-line no-control-regex
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * Returns text that a terminal only shows: no colours, no sequences that move or hide anything, no secrets. Secrets are masked
 * twice: in the raw text, and again because removing control sequences may join their parts.
 */
export function plainText(raw: string, masker?: Masker): string {
  const mask = (text: string): string => masker?.mask(text) ?? text;
  return mask(stripVTControlCharacters(mask(raw)).replace(/\r\n?/g, '\n').replace(CONTROL_CHARACTERS, ''));
}
