import { sha256In } from './checksum-file';
import { ChecksumUnreadable } from './errors';

const SUM = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
const OTHER = '0'.repeat(64);

describe('sha256In', () => {
  it.each([
    ['sha256sum', `${SUM}  tea.txt\n`],
    ['sha256sum --binary', `${SUM} *tea.txt\n`],
    ['sha256sum --tag, and BSD', `SHA256 (tea.txt) = ${SUM}\n`],
    ['openssl', `SHA2-256(tea.txt)= ${SUM}\n`],
    ['older openssl', `SHA256(tea.txt)= ${SUM}\n`],
    ['standard input', `${SUM}  -\n`],
    ['the checksum alone', SUM],
    ['capitals', `${SUM.toUpperCase()}  tea.txt\n`],
    ['ends of lines as on Windows', `${SUM}  tea.txt\r\n`],
    ['a byte order mark', `\uFEFF${SUM}  tea.txt\n`],
    ['blank lines and blanks', `\n  ${SUM}\ttea.txt  \n\n`],
    ['a folder', `${SUM}  ./tea.txt\n`],
    ['another folder', `${SUM}  /workspace/tea.txt\n`],
    ['other files beside it', `${OTHER}  coffee.txt\n${SUM}  tea.txt\n`],
    ['others of BSD beside it', `SHA256 (coffee.txt) = ${OTHER}\nSHA256 (tea.txt) = ${SUM}\n`],
    ['a comment', `# made by hand\n${SUM}  tea.txt\n`],
    ['the same twice', `${SUM}  tea.txt\n${SUM} *tea.txt\n`],
  ])('reads %s', (_, text) => {
    expect(sha256In(text, 'tea.txt')).toBe(SUM);
  });

  it.each([
    ['nothing', '', 'tea.txt.sha256 is empty'],
    ['blank lines', ' \r\n\n', 'tea.txt.sha256 is empty'],
    ['another file alone', `${SUM}  coffee.txt\n`, 'contains no checksum of it, only of coffee.txt'],
    ['the ending of its name', `${SUM}  green-tea.txt\n`, 'contains no checksum of it, only of green-tea.txt'],
    ['SHA-1', `${'a'.repeat(40)}  tea.txt\n`, 'contains no SHA-256'],
    ['SHA-512', `${'a'.repeat(128)}  tea.txt\n`, 'contains no SHA-256'],
    ['MD5 of BSD', `MD5 (tea.txt) = ${'a'.repeat(32)}\n`, 'contains no SHA-256'],
    ['an error', 'sha256sum: tea.txt: No such file or directory\n', 'contains no SHA-256'],
    ['two of it', `${SUM}  tea.txt\n${OTHER}  tea.txt\n`, 'contains 2 different checksums of it'],
  ])('refuses %s', (_, text, reason) => {
    expect(() => sha256In(text, 'tea.txt')).toThrow(reason);
    expect(() => sha256In(text, 'tea.txt')).toThrow(ChecksumUnreadable);
  });
});
