import { stripVTControlCharacters } from 'node:util';
import { brokenForms, encodedForms } from './encoded-forms';
import { quotedForms } from './quoted-forms';

/** A shorter part of a secret reveals nothing on its own. Characters. */
export const SHORTEST_PART = 3;

/**
 * Words that a passphrase may contain and that everything else that is shown contains, too. Hidden, they would make it unreadable, and
 * the gaps would reveal them.
 */
const COMMON_WORDS = new Set('and are but for from has into not the this was with you'.split(' '));

// eslint-disable-next-line no-control-regex
const BETWEEN_PARTS = /[\s\u0000-\u001f\u007f]+/;

/** Forms of secrets, grouped by how text is searched for them. */
export interface Forms {
  /** Longest first. */
  asTheyAre: readonly string[];
  /** Forms that line ends may break at any place. */
  broken: readonly string[];
}

/**
 * Returns every form in which programs print a secret, and the parts between its blanks and control characters, because
 * a shell splits an unquoted value there. Leading and trailing blanks belong to no form: programs drop them, and they
 * reveal nothing.
 */
export function formsOf(secret: string): Forms {
  const plain = [
    secret,
    stripVTControlCharacters(secret),
    // As a shell prints it unquoted, and with a terminal's line ends.
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

const isTelling = (part: string): boolean =>
  part.trim().length >= SHORTEST_PART && !COMMON_WORDS.has(part.toLowerCase());

const distinct = (texts: string[]): string[] => [...new Set(texts)].filter((text) => text !== '');
