import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectGraph } from '@nx/devkit';
import { BUILD_EXECUTOR } from '../lib/executors';
import { VariableOfTask } from '../errors';
import { refuseTaskVariables } from './task-variables';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'task-variables-'));
  for (const folder of ['tea', 'web']) mkdirSync(join(root, folder));
});
afterEach(() => rmSync(root, { recursive: true }));

const NODES = Object.entries({ tea: BUILD_EXECUTOR, web: 'nx:noop' }).map(([name, executor]) => [
  name,
  { name, type: 'app', data: { root: name, targets: { build: { executor } } } },
]);
const refuse = () => refuseTaskVariables(Object.fromEntries(NODES) as ProjectGraph['nodes'], root);

describe('refuseTaskVariables', () => {
  it.each([
    ['tea/.env', 'HYPRIOTKIT_CONFIGS=other.json\n'],
    ['tea/.env.local', 'A=1\nHYPRIOTKIT_ENGINE="tcp://x:1"\n'],
    ['tea/.build.env', 'export SOURCE_DATE_EPOCH=1\n'],
    ['.build.env', 'DOCKER_HOST=tcp://x:1\n'],
    ['.build.env', 'DOCKER_CONTEXT=builder\n'],
    ['tea/.env', 'DOCKER_TLS_VERIFY=1\n'],
    ['.env.build', 'HYPRIOTKIT_CONFIGS=other.json\n'],
  ])('refuses %s', (file, content) => {
    writeFileSync(join(root, file), content);
    expect(refuse).toThrow(VariableOfTask);
    expect(refuse).toThrow(file);
  });

  it.each([
    ['.env', 'HYPRIOTKIT_CONFIGS=other.json\n'],
    ['.env.local', 'HYPRIOTKIT_CONFIGS=other.json\n'],
    ['tea/.env', 'WIFI_PASSWORD=reef\n# HYPRIOTKIT_CONFIGS=other.json\n'],
    ['tea/env', 'HYPRIOTKIT_CONFIGS=other.json\n'],
    ['web/.env', 'HYPRIOTKIT_CONFIGS=other.json\n'],
  ])('takes %s', (file, content) => {
    writeFileSync(join(root, file), content);
    expect(refuse).not.toThrow();
  });
});
