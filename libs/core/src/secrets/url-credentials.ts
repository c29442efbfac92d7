const MASK = '***';

/** The beginning of a URL, and what comes after it up to the beginning of another one. */
const URL_BEGINNING = /([a-z][a-z0-9+.-]*:\/\/)((?:(?![a-z][a-z0-9+.-]*:\/\/)[\s\S])*)/gi;
const AUTHORITY = /^[^/?#\s"]*/;
/** A host with a dot, the machine itself or an address of IPv6, and its port. */
const HOST = /^([\w-]+(\.[\w-]+)+\.?|localhost|\[[0-9a-f:.]+\])?(:\d*)?$/i;
/** The name of an image goes on so after an @. */
const DIGEST = /^@sha256:/;

interface Found {
  scheme: string;
  /** What stands before the @. */
  account: string;
  /** What stands after it. */
  rest: string;
}

/** Text in which no URL has credentials. The name of an account of ssh is none; a password there is. */
export function withoutCredentials(text: string): string {
  return text.replace(URL_BEGINNING, (whole, scheme: string, after: string) => {
    const found = credentialsAt(scheme, after);
    if (!found) return whole;
    const [name, ...password] = found.account.split(':');
    const shown = scheme.toLowerCase() !== 'ssh://' ? MASK : password.length > 0 ? `${name}:${MASK}` : name;
    return `${scheme}${shown}@${found.rest}`;
  });
}

/** What must not be shown of the URLs in a text: as they have it, with percent-encoding undone, and as http sends it. */
export function secretsInUrls(text: string): string[] {
  return [...text.matchAll(URL_BEGINNING)].flatMap(([, scheme, after]) => {
    const found = credentialsAt(scheme!, after!);
    return found ? secretsIn(found) : [];
  });
}

/** Passwords are written into URLs as they are, by mistake: whatever stands before an @ counts, unless it is a host. */
function credentialsAt(scheme: string, after: string): Found | undefined {
  const [authority] = AUTHORITY.exec(after)!;
  const inAuthority = authority.lastIndexOf('@');
  const anywhere = after.lastIndexOf('@');
  const at = inAuthority >= 0 || HOST.test(authority) ? inAuthority : anywhere;
  if (at <= 0 || (inAuthority < 0 && DIGEST.test(after.slice(at)))) return undefined;
  return { scheme, account: after.slice(0, at), rest: after.slice(at + 1) };
}

/** GitHub and others take a token as the name, with this for a password or with none. */
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
