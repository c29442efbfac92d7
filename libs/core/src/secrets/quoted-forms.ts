import { shellForms } from './shell-forms';

/** Returns a text as programs write it between quotes, without the quotes. */
export function quotedForms(text: string): string[] {
  return [
    ...shellForms(text),
    ...json(text),
    // JSON within JSON, such as a request in a line of a log in JSON.
    ...json(text).flatMap(json),
    ...json(text).flatMap(json).flatMap(json),
    ...python(text),
    visible(text),
    ...fromLatin1(text),
    ...url(text),
    ...markup(text),
    text.replaceAll("'", "''"),
    text.replaceAll('"', '""'),
    text.replaceAll('\\', '\\\\'),
    ...templates(text),
  ];
}

/** As Node.js writes it, as Python does (escapes all non-ASCII), and as Go and others do (escape markup). */
function json(text: string): string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  const escape = (unit: string) => `\\u${hex(unit.charCodeAt(0), 4)}`;
  const markup = [escape, (unit: string) => `\\u${hex(unit.charCodeAt(0), 4).toUpperCase()}`];
  return [
    plain,
    plain.replace(/[\u007f-\uffff]/g, escape),
    ...markup.map((write) => plain.replace(/[<>&\u2028\u2029]/g, write)),
  ];
}

/**
 * As Perl's quotemeta, Python's re.escape, Go's QuoteMeta, sed's replacements, PHP's JSON, make or Compose, formats of printf and
 * units, and systemd-escape write it.
 */
function templates(text: string): string[] {
  return [
    text.replace(/[\0-\x7f]/g, (sign) => (/\w/.test(sign) ? sign : `\\${sign}`)),
    text.replace(/[\s#$&()*+\-.?[\]\\^{|}~]/g, '\\$&'),
    text.replace(/[$()*+.?[\]\\^{|}]/g, '\\$&'),
    ...['/', '|'].map((delimiter) =>
      text.replace(/[\\&/|]/g, (sign) => ('\\&'.includes(sign) || sign === delimiter ? `\\${sign}` : sign)),
    ),
    json(text)[1]!.replaceAll('/', '\\/'),
    text.replaceAll('$', '$$$$'),
    text.replaceAll('%', '%%'),
    [...Buffer.from(text)].map(inUnitName).join(''),
  ];
}

function inUnitName(byte: number): string {
  const sign = String.fromCharCode(byte);
  return sign === '/' ? '-' : /[\w:.]/.test(sign) && byte < 0x80 ? sign : `\\x${hex(byte, 2)}`;
}

/** As Python's repr() and ascii() write it, as repr() writes its bytes, and as PyYAML does between double quotes. */
function python(text: string): string[] {
  const byNumber = (sign: string): string => {
    const code = sign.codePointAt(0)!;
    return code <= 0xff ? `\\x${hex(code, 2)}` : code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
  };
  const byBytes = (sign: string): string => [...Buffer.from(sign)].map((byte) => `\\x${hex(byte, 2)}`).join('');
  const beyondAscii = /[\u0080-\u{10ffff}]/gu;
  // eslint-disable-next-line no-control-regex
  const plain = text.replace(/[\u0000-\u001f\u007f\\]/g, (sign) => PYTHON[sign] ?? byNumber(sign));
  const forms = [plain, plain.replace(beyondAscii, byNumber), plain.replace(beyondAscii, byBytes)];
  const upperCase = (form: string) => form.replace(/(?<=\\[xuU])[0-9a-f]+/g, (digits) => digits.toUpperCase());
  const yaml = upperCase(plain.replace(beyondAscii, byNumber)).replaceAll('"', '\\"');
  return [...forms, ...forms.map((form) => form.replaceAll("'", "\\'")), yaml];
}

/** As it is read where UTF-8 is expected and a program has written Latin-1. */
function fromLatin1(text: string): string[] {
  return [...text].every((sign) => sign <= '\u00ff') ? [Buffer.from(text, 'latin1').toString()] : [];
}

/** As `cat -v` shows it. */
function visible(text: string): string {
  const shown = (byte: number): string => {
    if (byte >= 0x80) return `M-${shown(byte - 0x80)}`;
    if (byte === 0x7f) return '^?';
    return byte < 0x20 ? `^${String.fromCharCode(byte + 0x40)}` : String.fromCharCode(byte);
  };
  return [...Buffer.from(text)]
    .map((byte) => (byte === 0x0a || byte === 0x09 ? String.fromCharCode(byte) : shown(byte)))
    .join('');
}

const PYTHON: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

function url(text: string): string[] {
  // Lone surrogates cannot be encoded.
  const encoded = encodeURIComponent(Buffer.from(text).toString());
  const strict = encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const asForm = new URLSearchParams({ '': text }).toString().slice(1);
  const keeping = (signs: string) =>
    strict.replace(/%[0-7][0-9A-F]/g, (code) =>
      signs.includes(decodeURIComponent(code)) ? decodeURIComponent(code) : code,
    );
  const forms = [
    encoded,
    strict,
    asForm,
    keeping('/'),
    // As Go has it in the part before the host, and in a segment of a path.
    ...['$&+,;=', '$&+:=@'].map(keeping),
    ...inAddress(Buffer.from(text).toString()),
  ];
  return [...forms, ...forms.map((form) => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))];
}

/** As a part of an address, in which signs stay that mean nothing there. */
function inAddress(text: string): string[] {
  const address = new URL('http://host');
  // A sign at the beginning that opens such a part would be left out.
  const part = `.${text}`;
  Object.assign(address, { password: part, search: part, hash: part });
  return [encodeURI(text), address.password.slice(1), address.search.slice(2), address.hash.slice(2)];
}

/** As XML and HTML have it, in a text and between either kind of quotes, in UTF-8 or in ASCII. */
function markup(text: string): string[] {
  const inText = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quotes = ['"', '&quot;', '&#34;'].flatMap((double) =>
    ["'", '&apos;', '&#39;', '&#x27;'].map((single) => [double, single]),
  );
  const byNumber = [
    (sign: string) => `&#${sign.codePointAt(0)};`,
    (sign: string) => `&#x${sign.codePointAt(0)!.toString(16)};`,
    (sign: string) => `&#x${sign.codePointAt(0)!.toString(16).toUpperCase()};`,
  ];
  const forms = [
    ...quotes.map(([double, single]) => inText.replaceAll('"', double!).replaceAll("'", single!)),
    ...byNumber.map((write) => text.replace(/[&<>"']/g, write)),
  ];
  return [...forms, ...forms.flatMap((form) => byNumber.map((write) => form.replace(/[\u0080-\u{10ffff}]/gu, write)))];
}
