import { isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar, visit, type Document, type YAMLMap } from 'yaml';
import { CardSettingInvalid } from '@hypriotkit/card-settings';
import { tooDeepInYaml } from '@hypriotkit/core';
import type { Hashed } from './hashed';

const HEADER = /^#cloud-config\s*(\r?\n|$)/i;

interface User {
  name?: unknown;
  groups?: unknown;
  shell?: unknown;
  sudo?: unknown;
}

/**
 * Sets host name and account in user-data for cloud-init. Everything else in it stays, comments too.
 *
 * @param shipped the image's own user-data, whose account another one takes the place of
 * @throws CardSettingInvalid if the user-data are not a cloud-config, or do not have what is to be changed
 */
export function changedUserData(text: string, { hostname, account }: Hashed, shipped = text): string {
  // cloud-init ignores an empty file.
  const given = text.trim() === '' ? '#cloud-config\n' : text;
  if (!HEADER.test(given)) throw unsuitable('not a cloud-config, whose first line is #cloud-config');
  const document = parsed(given, 'user-data');
  if (hostname !== undefined) setHostname(document, hostname);
  if (account) setAccount(document, account, builtInOf(shipped));
  try {
    return printed(document);
  } catch {
    throw unsuitable('without what an alias of YAML refers to: it was a part of the account that is replaced');
  }
}

/** Parses as cloud-init does, whose YAML is of version 1.1. The content, which may hold passwords, is not shown. */
export function parsed(text: string, file: 'user-data' | 'network-config'): Document<YAMLMap> {
  if (tooDeepInYaml(text) !== undefined) throw unsuitable('not valid YAML (nested too deeply)', file);
  const lines = new LineCounter();
  // The parser compares each key with all others of its mapping: a hundred thousand would take an hour.
  const options = {
    version: '1.1',
    intAsBigInt: true,
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  } as const;
  const document = parseDocument(text, options);
  const invalid = (code: string, at: number) =>
    unsuitable(`not valid YAML (${code}, line ${lines.linePos(at).line})`, file);
  const [error] = document.errors;
  if (error) throw invalid(error.code, error.pos[0]);
  const twice = keyTwice(document);
  if (twice) throw invalid('DUPLICATE_KEY', twice.range![0]);
  if (document.contents === null) document.contents = document.createNode({}) as never;
  if (!isMap(document.contents)) throw unsuitable('not keys with values', file);
  return document as unknown as Document<YAMLMap>;
}

function keyTwice(document: Document): Scalar | undefined {
  let twice: Scalar | undefined;
  visit(document, {
    Map(_, { items }) {
      const known = new Set<unknown>();
      twice = items
        .map(({ key }) => key)
        .find((key) => isScalar(key) && known.size === known.add(key.value).size) as Scalar;
      return twice && visit.BREAK;
    },
  });
  return twice;
}

/** Prints a document as it was, as far as that is possible: long lines are not folded. */
export const printed = (document: Document<YAMLMap>): string =>
  document.toString({ lineWidth: 0, flowCollectionPadding: false });

/** Text stays text, whatever it looks like: 042, no, 1e3. */
export function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

function setHostname(document: Document<YAMLMap>, hostname: string): void {
  const before = document.get('hostname', true);
  const value = quoted(hostname);
  if (isScalar(before)) value.comment = before.comment;
  document.set('hostname', value);
}

function setAccount(
  document: Document<YAMLMap>,
  { name, passwordHash, keys = [] }: NonNullable<Hashed['account']>,
  builtIn: User | undefined,
): void {
  const entries = entriesOf(document);
  const known = entries.filter((entry) => isMap(entry));
  const given = name === undefined ? known[0] : known.find((entry) => entry.get('name') === name);
  if (name === undefined && !given)
    throw new CardSettingInvalid(
      'The user-data for the card',
      'name no account, so it is unclear who gets the password or the key',
      'Name the account, too (--account).',
    );
  if (!given && passwordHash === undefined && keys.length === 0)
    throw new CardSettingInvalid(`The account ${name}`, 'could not log in', 'Give it a password or an SSH key, too.');
  const user = given ?? withRightsOf(builtIn, name!, document);
  if (passwordHash !== undefined) {
    for (const key of ['passwd', 'plain_text_passwd']) user.delete(key);
    user.set('hashed_passwd', quoted(passwordHash));
  }
  if (passwordHash !== undefined || !given) user.set('lock_passwd', passwordHash === undefined);
  if (keys.length > 0) user.set('ssh_authorized_keys', document.createNode(keys.map(quoted)));
  if (!given) document.set('users', document.createNode(inPlaceOf(builtIn, user, entries)));
}

/** The accounts that user-data name, in whatever form. */
function entriesOf(document: Document<YAMLMap>): unknown[] {
  const users: unknown = document.get('users');
  if (users !== undefined && users !== null && !isSeq(users))
    throw unsuitable('without a list in `users`, to which the account could be added');
  return isSeq(users) ? users.items : [];
}

/** The account takes the place of the image's own, and comes last where that is not named. All others stay. */
function inPlaceOf(builtIn: User | undefined, user: YAMLMap, entries: unknown[]): unknown[] {
  const isBuiltIn = (entry: unknown) =>
    isMap(entry)
      ? builtIn !== undefined && entry.get('name') === builtIn.name
      : isScalar(entry) && entry.value === 'default';
  const others = entries.filter((entry) => !isBuiltIn(entry));
  const place = entries.findIndex(isBuiltIn);
  return place < 0 ? [...others, user] : [...others.slice(0, place), user, ...others.slice(place)];
}

/** An account that may do what the image's may. Its password and keys are its own. */
function withRightsOf(builtIn: User | undefined, name: string, document: Document<YAMLMap>): YAMLMap {
  const { groups = ['sudo'], shell = '/bin/bash', sudo } = builtIn ?? { sudo: 'ALL=(ALL) NOPASSWD:ALL' };
  return document.createNode({ name: quoted(name), groups, shell, ...(sudo !== undefined && { sudo }) });
}

/** The first account that the image's own user-data name; undefined where they are something else, or name none. */
function builtInOf(shipped: string): User | undefined {
  try {
    const document = parsed(shipped, 'user-data');
    const first = entriesOf(document).find((entry) => isMap(entry));
    return first?.toJS(document, { maxAliasCount: -1 }) as User | undefined;
  } catch {
    return undefined;
  }
}

/** A file, of the image or of the user, to which settings cannot be added. */
export const unsuitable = (reason: string, file: 'user-data' | 'network-config' = 'user-data') =>
  new CardSettingInvalid(
    `The ${file} for the card`,
    `${file === 'user-data' ? 'are' : 'is'} ${reason}`,
    `Set it in a file of your own instead (--${file === 'user-data' ? 'userdata' : file}).`,
  );
