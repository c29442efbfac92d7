import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { silentLogger } from '@hypriotkit/core';
import { connect } from '@hypriotkit/engine';
import { ArtifactStore } from './artifact-store';
import { OutputFolder } from './output-folder';

const KEY = '0'.repeat(64);
const OWNER = { uid: 12345, gid: 23456 };

it('keeps builds in a folder that the user has named, all of it theirs', async () => {
  const root = mkdtempSync(join(tmpdir(), 'hypriotkit-store-'));
  const { signal } = new AbortController();
  const place = { folder: root, owner: OWNER };
  const store = new ArtifactStore(await connect(), 'tea', 'debian:trixie-slim', signal, place);
  const output = await OutputFolder.begin(join(root, 'output'));
  const written = await output.write('tea.txt', Readable.from(['tea\n']));
  await output.seal('tea.txt');
  const builder = { image: 'kettle', digest: KEY };
  await store.save(KEY, output, {
    component: 'tea',
    builder,
    artifacts: [{ file: 'tea.txt', role: 'tea', ...written }],
  });

  const below = ['', 'tea', `tea/${KEY}`, `tea/${KEY}/files`, `tea/${KEY}/files/tea.txt`, `tea/${KEY}/manifest`];
  for (const path of below) expect(statSync(join(root, '.store', path))).toMatchObject(OWNER);

  await output.clear();
  expect(await store.restore(KEY, output, silentLogger)).toBe(true);
  expect(output.files().get('tea.txt')).toEqual(written);
  rmSync(root, { recursive: true });
});
