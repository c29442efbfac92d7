import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { Masker } from './masker';

const PRINT = [
  'import json, os',
  'for p in json.loads(os.environ["SECRETS"]):',
  '  for text in repr(p), ascii(p), repr(p.encode()), json.dumps(p), json.dumps(json.dumps(p)): print("==>", text)',
  '  print("==>", json.dumps(json.dumps(p, ensure_ascii=False), ensure_ascii=False))',
].join('\n');

const SECRETS = ['café "#1"', `it's "so" \\n`, 'päss☠wörd😀', "davy's\tlocker", 'a\\b"c\\"d'];

describe('a secret', () => {
  it('is masked as Python writes it', () => {
    const env = { ...process.env, SECRETS: JSON.stringify(SECRETS), PYTHONIOENCODING: 'utf-8' };
    const output = execFileSync('python3', ['-c', PRINT], { encoding: 'utf8', env }).trimEnd().split('\n');
    expect(output).toHaveLength(SECRETS.length * 6);
    output.forEach((line, index) => {
      const shown = new Masker([SECRETS[Math.floor(index / 6)]!]).mask(line);
      expect(shown).toMatch(/^==> b?["'\\]*\*\*\*["'\\]*$/);
    });
  });

  it('is masked as PyYAML and cat -v write it', () => {
    const text = 'péß日😀"\u0001\u0081';
    // yaml.safe_dump(text)
    expect(new Masker([text]).mask('"p\\xE9\\xDF\\u65E5\\U0001F600\\"\\x01\\x81"')).toBe('"***"');
    const shown = execFileSync('cat', ['-v'], { input: text, encoding: 'utf8' });
    expect(shown).toMatch(/^pM-CM-/);
    expect(new Masker([text]).mask(shown)).toBe('***');
  });

  it('is masked as patterns, replacements and templates have it', () => {
    const secret = 'a/b&c$d"e-f|g\\h';
    const quoted = execFileSync('perl', ['-e', 'print quotemeta $ARGV[0]', secret], { encoding: 'utf8' });
    expect(quoted).toBe('a\\/b\\&c\\$d\\"e\\-f\\|g\\\\h');
    for (const text of [
      quoted,
      // For s/// and s||| of sed.
      'a\\/b\\&c$d"e-f|g\\\\h',
      'a/b\\&c$d"e-f\\|g\\\\h',
      // PHP's JSON, CSV, and Makefiles or compose files.
      'a\\/b&c$d\\"e-f|g\\\\h',
      'a/b&c$d""e-f|g\\h',
      'a/b&c$$d"e-f|g\\h',
    ])
      expect(new Masker([secret]).mask(`x ${text} y`)).toBe('x *** y');
  });

  it('is masked in addresses, formats, names of units, and with numbers of signs', () => {
    const secret = "Tr0ub&dor<3 50%/ü'?#";
    const address = new URL('https://host');
    Object.assign(address, { username: 'u', password: secret });
    // systemd-escape
    const asName = 'Tr0ub\\x26dor\\x3c3\\x2050\\x25-\\xc3\\xbc\\x27\\x3f\\x23';
    for (const text of [
      address.href,
      encodeURI(secret),
      `${new URL(`https://host/?q=${encodeURI(secret.slice(0, -1))}`).search}`,
      secret.replaceAll('%', '%%'),
      asName,
      JSON.stringify(secret).replace('<', '\\u003C').replace('&', '\\u0026'),
      secret.replaceAll('&', '&#38;').replaceAll('<', '&#60;').replaceAll("'", '&#39;'),
      secret.replaceAll('&', '&#x26;').replaceAll('<', '&#x3c;').replaceAll("'", '&#x27;'),
    ])
      expect(new Masker([secret, secret.slice(0, -1)]).mask(text)).not.toContain('dor');
    // What is masked is never less than the secret.
    for (const short of ['#a', '?a']) expect(new Masker([short]).mask('a b # ? c')).toBe('a b # ? c');
  });

  it('is masked as Python writes it into XML, patterns and Latin-1', () => {
    const secret = 'Schö<n&r-Käpt"n.9 €😀';
    const write = [
      'import os, re, sys, html',
      'from xml.etree import ElementTree',
      'secret = os.environ["SECRET"]',
      'element = ElementTree.Element("x", {"at": secret})',
      'element.text = secret',
      'print(ElementTree.tostring(element).decode())',
      'print(html.escape(secret).encode("ascii", "xmlcharrefreplace").decode())',
      'print(re.escape(secret))',
      'sys.stdout.flush()',
      'sys.stdout.buffer.write(os.environ["PART"].encode("latin-1"))',
    ].join('\n');
    const part = 'Schö<n&r-Käpt"n.9';
    const env = { ...process.env, SECRET: secret, PART: part, PYTHONIOENCODING: 'utf-8' };
    const output = execFileSync('python3', ['-c', write], { encoding: 'utf8', env });
    expect(new Masker([secret, part]).mask(output)).toBe('<x at="***">***</x>\n***\n***\n***');
  });

  it("is masked in Go's addresses, and in hexadecimal digits", () => {
    const secret = 'p;a=b@c/d';
    for (const text of ['p;a=b%40c%2Fd', 'p%3Ba=b@c%2Fd', '703b613d6240632f64', '703B613D6240632F64'])
      expect(new Masker([secret]).mask(`x ${text} y`)).toBe('x *** y');
  });

  it('is masked in JSON within JSON', () => {
    const secrets = fc.string({ minLength: 3, maxLength: 24, unit: 'grapheme' });
    fc.assert(
      fc.property(secrets, (secret) => {
        fc.pre(secret.trim() === secret);
        const text = JSON.stringify(JSON.stringify({ secret }));
        expect(new Masker([secret]).mask(text)).toMatch(/^"\{\\"secret\\":\\"\*+\\"\}"$/);
        expect(new Masker([secret]).mask(JSON.stringify(text))).not.toContain(JSON.stringify(text).slice(20, -9));
      }),
      { examples: [["! '"]] },
    );
  });
});
