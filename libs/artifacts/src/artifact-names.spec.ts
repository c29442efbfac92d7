import { checkFileName, checkPatterns } from './artifact-names';
import { ArtifactNameInvalid } from './errors';

const names = (...files: string[]) => files.map((file, index) => ({ role: `role ${index}`, file }));

describe('checkPatterns', () => {
  it('takes names of files, patterns, and files that share neither', () => {
    checkPatterns(names('rpi-raw.img.zip', '*-v8.tar.gz', '*-v8.config', 'größe_1+2~3.txt', '@tea', 'a'.repeat(240)));
  });

  it.each([
    ['', 'is empty'],
    ['sub/tea.txt', 'has a slash'],
    ['../tea.txt', 'has a slash'],
    ['/tea.txt', 'has a slash'],
    ['*/tea.txt', 'has a slash'],
    ['sub\\\\tea.txt', 'has a backslash'],
    ['green tea.txt', 'has a blank'],
    ['green\ntea.txt', 'has a blank or the end of a line'],
    ['tea\u0000.txt', 'cannot be printed'],
    ['tea\u001b[2J.txt', 'cannot be printed'],
    ['.', 'begins with a dot'],
    ['..', 'begins with a dot'],
    ['.tea', 'begins with a dot'],
    ['-rf', 'begins with a dash'],
    ['manifest.json', 'what describes the artifacts'],
    ['tea.sha256', 'ends like the checksum'],
    ['*.sha256', 'ends like the checksum'],
    ['tea.partial', 'being written'],
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
    expect(() => checkPatterns(names(...files))).toThrow('fits the same files as');
  });

  it('refuses a role that two artifacts have', () => {
    const twice = [
      { role: 'tea', file: 'green.txt' },
      { role: 'tea', file: 'black.txt' },
    ];
    expect(() => checkPatterns(twice)).toThrow('has the role "tea", and so has another one');
  });

  it('says what the value of a field made of a name', () => {
    expect(() => checkFileName('tea-1/2.txt', 'tea-{version}.txt')).toThrow(
      'The artifact "tea-{version}.txt", which comes to "tea-1/2.txt", has a slash',
    );
  });
});
