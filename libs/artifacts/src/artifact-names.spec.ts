import { checkFileName, checkPatterns } from './artifact-names';
import { ArtifactNameInvalid } from './errors';

const names = (...files: string[]) => files.map((file, index) => ({ role: `role ${index}`, file }));

describe('checkPatterns', () => {
  it('takes names of files, patterns, and files that share neither', () => {
    checkPatterns(names('rpi-raw.img.zip', '*-v8.tar.gz', '*-v8.config', 'größe_1+2~3.txt', '@tea', 'a'.repeat(240)));
  });

  it.each([
    ['', 'is empty'],
    ['sub/tea.txt', 'contains a slash'],
    ['../tea.txt', 'contains a slash'],
    ['/tea.txt', 'contains a slash'],
    ['*/tea.txt', 'contains a slash'],
    ['sub\\\\tea.txt', 'contains a backslash'],
    ['green tea.txt', 'contains white space'],
    ['green\ntea.txt', 'contains white space'],
    ['tea\u0000.txt', 'contains an unprintable character'],
    ['tea\u001b[2J.txt', 'contains an unprintable character'],
    ['tea\ufffd.txt', 'is not UTF-8'],
    ['.', 'starts with a dot'],
    ['..', 'starts with a dot'],
    ['.tea', 'starts with a dot'],
    ['-rf', 'starts with a dash'],
    ['manifest.json', 'is the name of the manifest'],
    ['tea.sha256', 'ends in .sha256'],
    ['*.sha256', 'ends in .sha256'],
    ['tea.partial', 'ends in .partial'],
    ['a'.repeat(241), 'longer than 240 bytes'],
    ['ü'.repeat(121), 'longer than 240 bytes'],
  ])('refuses %j', (file, reason) => {
    expect(() => checkPatterns(names(file))).toThrow(ArtifactNameInvalid);
    expect(() => checkPatterns(names(file))).toThrow(reason);
  });

  it.each([
    ['one name twice', ['tea.txt', 'tea.txt']],
    ['a name that another pattern fits', ['*.txt', 'tea.txt']],
    ['the other way round', ['tea.txt', '*.txt']],
    ['a pattern within a pattern', ['*.txt', '*-v8.txt']],
  ])('refuses %s', (_, files) => {
    expect(() => checkPatterns(names(...files))).toThrow('matches the same files as');
  });

  it('refuses a role that two artifacts have', () => {
    const twice = [
      { role: 'tea', file: 'green.txt' },
      { role: 'tea', file: 'black.txt' },
    ];
    expect(() => checkPatterns(twice)).toThrow('has the role "tea", which another artifact has too');
  });

  it('refuses a wildcard that a field brings', () => {
    const templates = [{ role: 'tea', file: 'tea-{version}-*.txt' }];
    checkPatterns([{ role: 'tea', file: 'tea-1-*.txt' }], templates);
    expect(() => checkPatterns([{ role: 'tea', file: 'tea-*-*.txt' }], templates)).toThrow(
      'which becomes "tea-*-*.txt", has a * from a field, which would stand for any text',
    );
  });

  it('says what the value of a field made of a name', () => {
    expect(() => checkFileName('tea-1/2.txt', 'tea-{version}.txt')).toThrow(
      'The artifact "tea-{version}.txt", which becomes "tea-1/2.txt", contains a slash',
    );
  });
});
