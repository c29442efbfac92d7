import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkContent, type ContentKind } from './content';

/** A certificate that nobody uses. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBSzCCAPGgAwIBAgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9oeXByaW90
a2l0IHRlc3QwIhgPMjAyMDAxMDEwMDAwMDBaGA8yMDk5MTIzMTIzNTk1OVowGjEY
MBYGA1UEAwwPaHlwcmlvdGtpdCB0ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
QgAEyeBCHZFQsbo3SZaQgArBoeukYTWnk+zkB+L8/JzWzC7KTA49dMy7Ldf4ZVNs
hRVPd//uRtSzcgKde/OPQeQWrqMkMCIwDwYDVR0TAQH/BAUwAwEB/zAPBgNVHREE
CDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUCIQCtj4zgjVgbjuWcNm62/0In/PdC
HCPWfNKpZjGScuw5LwIgFO10V0gYj0kR0L7eLeTo1tHSmuY9SyFMEggQ+uvpHSo=
-----END CERTIFICATE-----
`;

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'hypriotkit-content-'))));
afterEach(() => rmSync(root, { recursive: true }));

function problem(content: ContentKind, text: string | Buffer): string {
  const source = join(root, 'a.yaml');
  writeFileSync(source, text);
  try {
    checkContent({ name: 'user_data', path: 'a.yaml', source, folder: 'x', folders: false, root, content });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

it.each<[ContentKind, string]>([
  ['cloud-config', '#cloud-config\nhostname: pearl\n'],
  ['cloud-config', '#cloud-config  \r\nhostname: pearl\r\n'],
  ['user-data', '#cloud-config\nusers: []\n'],
  ['user-data', '#!/bin/sh\nls'],
  ['user-data', '## template: jinja\n#cloud-config\n{% if a %}'],
  ['user-data', 'MIME-Version: 1.0\n'],
  ['user-data', '#cloud-config-archive\n- a'],
  ['cloud-config', '#Cloud-Config # mine\n---\n"hostname": pearl\nruncmd:\n- ls\n...\n'],
  ['user-data', '\n  \n#cloud-config # mine\nhostname: pearl\n'],
  ['user-data', '#cloud-config\n{ "hostname": "pearl", "runcmd": [] }'],
  ['user-data', '#cloud-config\n hostname: pearl\n'],
  ['user-data', '#include https://a/b\n'],
  ['user-data', '#Include-Once\nhttps://a/b\n'],
  ['user-data', '#cloud-boothook #!/bin/sh\n'],
  ['user-data', '#part-handler\n'],
  [
    'user-data',
    '#cloud-config-archive # x\n- "#cloud-config\\na: b"\n- type: text/x-shellscript\n  content: "#!/bin/sh"\n',
  ],
  ['user-data', '#cloud-config-jsonp\n[{ "op": "add", "path": "/a", "value": 1 }]'],
  ['netplan', '{ "version": 2 }'],
  ['netplan', "a: &v '2'\nnetwork:\n  version: *v\n"],
  ['network-config', '{ "version": "1", "config": [] }'],
  ['netplan', 'version: 2\n'],
  ['netplan', 'network: { version: 2 }\n'],
  ['network-config', 'version: 1\nconfig: []\n'],
  ['certificates', CERTIFICATE],
  ['certificates', `# ours\n${CERTIFICATE}${CERTIFICATE}`],
])('%s: %j', (content, text) => {
  expect(problem(content, text)).toBe('');
});

it.each<[ContentKind, string | Buffer, string]>([
  ['cloud-config', 'hostname: pearl\n', 'line 1: expected #cloud-config'],
  ['cloud-config', '#!/bin/sh\n', 'that can be merged'],
  [
    'cloud-config',
    '#cloud-config\npassword: secret\n  x: secret\n',
    'line 2: is not valid YAML: block as implicit key',
  ],
  ['cloud-config', '#cloud-config\nhostname: [secret\n', 'is not valid YAML'],
  ['cloud-config', '#cloud-config\na: secret\na: secret\n', 'line 3: is not valid YAML: duplicate key'],
  ['cloud-config', `#cloud-config\na: ${'['.repeat(100_000)}secret\n`, 'nested too deeply'],
  ['cloud-config', '#cloud-config\n- secret\n', 'expected keys with values'],
  ['cloud-config', '#cloud-config\n', 'expected keys with values'],
  ['cloud-config', '#cloud-config\n{ hostname: secret }\n', 'expected a line for each key'],
  ['user-data', 'secret\n', 'cloud-init ignores the file'],
  ['user-data', '#cloud-config\n\tsecret', 'is not valid YAML'],
  ['user-data', '\uFEFF#cloud-config\npassword: secret\n', 'begins with a byte order mark'],
  ['user-data', '#cloud-config-archive\n- *secret\n', 'line 2: is not valid YAML: an alias of no anchor'],
  ['cloud-config', '\n#cloud-config\na: secret\n', 'line 1: expected #cloud-config'],
  ['cloud-config', '#cloud-config-archive\n- secret\n', 'line 1: expected #cloud-config'],
  ['cloud-config', '#cloud-config\n  a: secret\n', 'line 2: begin each key of the top level at the start of its line'],
  ['cloud-config', '#cloud-config\n!!str secret: b\n', 'line 2: begin each key of the top level at the start'],
  ['cloud-config', '#cloud-config\n!!map\na: secret\n', 'remove the tag or the anchor of all keys'],
  ['cloud-config', '#cloud-config\n&secret\na: secret\n', 'remove the tag or the anchor of all keys'],
  ['cloud-config', '#cloud-config\na: &x { b: secret }\n<<: *x\n', 'line 3: write out the keys that << brings'],
  ['cloud-config', '#cloud-config\n? a\n: secret\n', 'line 2: write "key: value" in place of "? key"'],
  ['cloud-config', '#cloud-config\n%YAML 1.1\n---\na: secret\n', 'remove the line that begins with %'],
  ['user-data', '#Cloud-Config\nsecret: [\n', 'is not valid YAML'],
  ['user-data', '\n#CLOUD-CONFIG-ARCHIVE\n{{\n', 'is not valid YAML'],
  ['user-data', '## template:jinja\n#cloud-config\n', 'cloud-init ignores the file'],
  ['user-data', '#cloud-config-archive\na: secret\n', 'expected a list of parts'],
  ['user-data', '#cloud-config-archive\n- a\n- "#Cloud-Config\\na: [secret"\n', 'part 2: line 2: is not valid YAML'],
  [
    'user-data',
    '#cloud-config-archive\n- content: |\n    #cloud-config\n    - secret\n',
    'part 1: expected keys with values',
  ],
  ['user-data', '#cloud-config-jsonp\n[secret', 'expected a list in JSON after #cloud-config-jsonp'],
  ['user-data', '#cloud-config-jsonp\n{ "secret": 1 }', 'expected a list in JSON after #cloud-config-jsonp'],
  ['netplan', 'version: [2]\n', 'expected "version: 2"'],
  ['netplan', 'version: 2\nwifis:\twlan0\n', 'line 2: is not valid YAML: a tab outside quotes'],
  ['netplan', 'version: 1\nconfig: []\n', 'expected "version: 2"'],
  ['netplan', 'ethernets: {}\n', 'expected "version: 2"'],
  ['network-config', 'version: 3\n', 'expected "version: 2" or "version: 1"'],
  ['network-config', Buffer.from([0xff, 0xfe]), 'not text in UTF-8'],
  ['certificates', 'secret', 'expected certificates in PEM format'],
  ['certificates', `${CERTIFICATE}${CERTIFICATE.replace('\nMI', '\nXI')}`, 'certificate 2 in it is damaged'],
  ['certificates', `${CERTIFICATE}-----BEGIN CERTIFICATE-----\nMIsecret`, 'certificate 2 in it is damaged'],
  ['certificates', `${CERTIFICATE.replace('-----END', 'secret')}${CERTIFICATE}`, 'certificate 1 in it is damaged'],
  ['certificates', CERTIFICATE.replace('\nMI', '\n-secret-'), 'certificate 1 in it is damaged'],
  ['certificates', `${CERTIFICATE}-----BEGIN PRIVATE KEY-----\nsecret`, 'contains a private key'],
])('%s refuses %j, without showing it', (content, text, expected) => {
  const said = problem(content, text);
  expect(said).toMatch(/^user_data names "a\.yaml", which cannot be used: /);
  expect(said).toContain(expected);
  expect(said).not.toContain('secret');
});

describe('10 MB', () => {
  const LINE = 'x'.repeat(90);
  const numbered = (line: (number: number) => string) =>
    Array.from({ length: 110_000 }, (_, at) => line(at)).join('\n');

  // CPU time: the machine may do other things at the same time.
  it.each<[string, string]>([
    ['one file to write', `write_files:\n- path: /a\n  content: |\n${numbered(() => `    ${LINE}`)}\n`],
    ['keys', numbered((at) => `key${at}: ${LINE}`)],
    ['texts in quotes', `runcmd:\n${numbered(() => `- "${LINE}"`)}`],
  ])('of %s are taken within seconds', (_, text) => {
    const before = process.cpuUsage();
    expect(problem('cloud-config', `#cloud-config\n${text}\n`)).toBe('');
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(15);
  });

  it('of keys are refused for the last of them', () => {
    const text = `#cloud-config\n${numbered((at) => `key${at}: ${LINE}`)}\nkey7: again\n`;
    expect(problem('cloud-config', text)).toContain('line 110002: is not valid YAML: duplicate key');
  });
});

it('more aliases than any file has are refused, not followed', () => {
  expect(problem('user-data', `#cloud-config\na: &a x\nb:\n${'- *a\n'.repeat(100_000)}`)).toContain(
    'line 1004: is not valid YAML: more than 1000 aliases',
  );
});

it('lists that stand for more and more of themselves are not spelt out', () => {
  const lists = Array.from(
    { length: 40 },
    (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]`,
  );
  expect(problem('user-data', `#cloud-config\na0: &a0 [x]\n${lists.join('\n')}\n`)).toBe('');
});
