const MASK = '***';

/** The beginning of a URL, and the text up to the next one. */
const URL_BEGINNING = /([a-z][a-z0-9+.-]*:\/\/)((?:(?![a-z][a-z0-9+.-]*:\/\/)[\s\S])*)/gi;
const AUTHORITY = /^[^/?#\s"]*/;
/** A host with a dot, localhost or an IPv6 address, with an optional port. */
const HOST = /^([\w-]+(\.[\w-]+)+\.?|localhost|\[[0-9a-f:.]+\])?(:\d*)?$/i;
/** After an @, this continues the name of an image. */
const DIGEST = /^@sha256:/;

interface Found {
  scheme: string;
  /** The text before the @. */
  account: string;
  /** The text after the @. */
  rest: string;
}

/** Removes credentials from all URLs in a text. The user name of an ssh URL stays; its password goes. */
export function withoutCredentials(text: string): string {
  return text.replace(URL_BEGINNING, (whole, scheme: string, after: string) => {
    const found = credentialsAt(scheme, after);
    if (!found) return whole;
    const [name, ...password] = found.account.split(':');
    const shown = scheme.toLowerCase() !== 'ssh://' ? MASK : password.length > 0 ? `${name}:${MASK}` : name;
    return `${scheme}${shown}@${found.rest}`;
  });
}

/** The beginning of an address without a scheme: a password after a name, or a token, which is longer than names are. */
const BARE_ACCOUNT = /^(?:[^\s/@:]+:(?!\/\/)[^\n]*|[^\s/@:]{20,})@(?!sha256:)/;

/** The same for a text that may be an address whose scheme was forgotten. The name of an image with its digest stays. */
export const withoutAnyCredentials = (text: string): string =>
  withoutCredentials(text.replace(BARE_ACCOUNT, `${MASK}@`));

/** Returns the secrets in a text's URLs: as written, percent-decoded, and as HTTP sends them. */
export function secretsInUrls(text: string): string[] {
  return [...text.matchAll(URL_BEGINNING)].flatMap(([, scheme, after]) => {
    const found = credentialsAt(scheme!, after!);
    return found ? secretsIn(found) : [];
  });
}

/** Passwords are often put into URLs unencoded, so everything before an @ counts as credentials unless it is a host. */
function credentialsAt(scheme: string, after: string): Found | undefined {
  const [authority] = AUTHORITY.exec(after)!;
  const inAuthority = authority.lastIndexOf('@');
  const anywhere = after.lastIndexOf('@');
  const isDigest = DIGEST.test(after.slice(anywhere));
  // A password may have an @, and behind it what ends the host of other URLs.
  const endsHere = HOST.test(authority.slice(inAuthority + 1)) || isDigest;
  const at = endsHere ? inAuthority : anywhere;
  if (at <= 0) return undefined;
  return { scheme, account: after.slice(0, at), rest: after.slice(at + 1) };
}

/** With these passwords, the user name is a token (GitHub and others). */
const NO_PASSWORD = ['', 'x-oauth-basic'];

function secretsIn({ scheme, account }: Found): string[] {
  const colon = account.indexOf(':');
  const isSsh = scheme.toLowerCase() === 'ssh://';
  if (colon < 0) return isSsh ? [] : [account, ...decoded(account)];
  const name = account.slice(0, colon);
  const password = account.slice(colon + 1);
  const secret = NO_PASSWORD.includes(password) && !isSsh ? name : password;
  if (secret === '') return [];
  if (isSsh) return [secret, ...decoded(secret)];
  const sent = [account, ...decoded(account)].map((text) => Buffer.from(text).toString('base64'));
  return [secret, ...decoded(secret), ...sent];
}

function decoded(text: string): string[] {
  try {
    return text.includes('%') ? [decodeURIComponent(text)] : [];
  } catch {
    return [];
  }
}
