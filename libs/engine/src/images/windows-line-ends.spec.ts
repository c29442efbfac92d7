import { silentLogger } from '@hypriotkit/core';
import { temporaryFolder } from '../testing/temporary-folder';
import { contextFiles } from './context-files';
import { warnOfWindowsLineEnds } from './windows-line-ends';

const folder = temporaryFolder();

async function warnings(): Promise<string[]> {
  const said: string[] = [];
  await warnOfWindowsLineEnds(folder.path, await contextFiles(folder.path), {
    ...silentLogger,
    warn: (text) => said.push(text),
  });
  return said;
}

describe('warnOfWindowsLineEnds', () => {
  it('has nothing to say of scripts that Linux runs, nor of other files', async () => {
    folder.write('Dockerfile', 'FROM scratch\r\n');
    folder.write('build.sh', '#!/bin/bash\necho "\r\n"\n');
    folder.write('notes.txt', 'one\r\ntwo\r\n');
    folder.write('empty.sh', '');
    expect(await warnings()).toEqual([]);
  });

  it('names scripts that Linux does not run, and what to do', async () => {
    folder.write('steps/a.sh', '# sourced\r\ntrue\r\n');
    folder.write('tool', '#!/usr/bin/env python3\r\n');
    const [warning, ...others] = await warnings();
    expect(warning).toContain('steps/a.sh, tool in ');
    expect(warning).toContain('.gitattributes');
    expect(others).toEqual([]);
  });
});
