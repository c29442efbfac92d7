import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProject } from './read-project';

let workspace: string;
beforeEach(() => (workspace = mkdtempSync(join(tmpdir(), 'hypriotkit-project-'))));
afterEach(() => rmSync(workspace, { recursive: true }));

describe('a project', () => {
  it('is what its project.json says', () => {
    writeFileSync(join(workspace, 'project.json'), '{ "name": "tea" }');
    expect(readProject('project.json', workspace)).toEqual({ name: 'tea', root: '.' });
  });

  it.each([
    ['is missing', () => undefined],
    ['is not JSON', (file: string) => writeFileSync(file, '{')],
    ['is a pipe', (file: string) => void execFileSync('mkfifo', [file])],
  ])('has nothing but its folder if project.json %s', (_, make) => {
    make(join(workspace, 'project.json'));
    expect(readProject('project.json', workspace)).toEqual({ root: '.' });
  });
});
