import { stripVTControlCharacters } from 'node:util';
import { brokenForms, encodedForms } from './encoded-forms';
import { quotedForms } from './quoted-forms';

/** A part of a secret that is shorter than this gives nothing away where it stands by itself. Characters. */
export const SHORTEST_PART = 3;

// eslint-disable-next-line no-control-regex
const BETWEEN_PARTS = /[\s\u0000-\u001f\u007f]+/;

/** The forms of secrets. */
export interface Forms {
  /** The longest first. */
  asTheyAre: readonly string[];
  /** Those that may be broken into lines at any place. */
  broken: readonly string[];
}

/**
 * Every form in which programs print a secret, and the parts that blanks and control characters divide it into: a shell
 * makes words of an unquoted one. Blanks at its ends are no part of any form: programs drop them, and they give nothing
 * away.
 */
export function formsOf(secret: string): Forms {
  const plain = [
    secret,
    stripVTControlCharacters(secret),
    // An unquoted word of the shell; the line ends of a terminal.
    secret.replace(/\s+/g, ' '),
    secret.replace(/\r?\n/g, '\r\n'),
  ];
  const parts = plain.flatMap((text) => text.split(BETWEEN_PARTS)).filter(isTelling);
  const forms = [...plain, ...parts].flatMap((text) => [text.trim(), ...quotedForms(text.trim())]);
  return {
    asTheyAre: distinct([...forms, ...encodedForms(secret)]).sort((one, other) => other.length - one.length),
    broken: brokenForms(secret),
  };
}

const isTelling = (part: string): boolean => part.trim().length >= SHORTEST_PART;

const distinct = (texts: string[]): string[] => [...new Set(texts)].filter((text) => text !== '');
