import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Masker } from '@hypriotkit/core';
import { connect, removeImage, removeVolume, type Engine } from '@hypriotkit/engine';
import { ComponentLog } from '../component-log';
import type { BuildRequest, InputRequest } from '../request';

const BASE_LAYER = 'debian:trixie-slim';

/** A component on the real engine, whose builder is a few lines of shell in a temporary folder. */
export interface SmallBuilder {
  request: BuildRequest;
  engine: Engine;
  lines: string[];
  log: ComponentLog;
  /** Replaces the builder's script. */
  script(text: string): void;
  /** Replaces its Dockerfile. */
  dockerfile(text: string): void;
  remove(): Promise<void>;
}

/** A request whose inputs are among its own artifacts. */
type Own = Partial<Omit<BuildRequest, 'inputs'>> & { inputs?: InputRequest[] };

export async function smallBuilder(script: string, { inputs = [], ...own }: Own = {}): Promise<SmallBuilder> {
  const engine = await connect();
  const root = mkdtempSync(join(tmpdir(), 'hypriotkit-small-'));
  const component = basename(root).toLowerCase();
  const folder = join(root, 'builder');
  const lines: string[] = [];
  mkdirSync(folder);
  const write = (text: string) => writeFileSync(join(folder, 'build.sh'), `set -eu\n${text}\n`);
  write(script);
  const dockerfile = `ARG BASE_IMAGE\nFROM $BASE_IMAGE\nCOPY build.sh /\nWORKDIR /workspace\nCMD ["sh", "/build.sh"]\n`;
  const writeDockerfile = (text: string) => writeFileSync(join(folder, 'Dockerfile'), text);
  writeDockerfile(dockerfile);

  const secrets = own.secrets ?? [];
  const log = new ComponentLog(component, 'debug', new Masker(secrets), (line) => lines.push(line));
  const request: BuildRequest = {
    component,
    builder: { folder, image: `hypriotkit-test/${component}:latest`, base: { image: BASE_LAYER } },
    fields: { version: '1', name: 'tea' },
    secrets,
    secretFields: [],
    workspace: '/workspace',
    environment: { NAME: '{name}' },
    inputs: inputs.map((input) => ({ ...input, folder: join(root, 'artifacts', input.component) })),
    files: [],
    cache: false,
    artifactsRoot: join(root, 'artifacts'),
    previousRoot: join(root, 'previous'),
    sourceDateEpoch: 1_767_225_600,
    fresh: false,
    artifacts: [{ role: 'tea', file: 'tea-{version}.txt' }],
    ...own,
  };
  mkdirSync(request.artifactsRoot);
  return {
    request,
    engine,
    lines,
    log,
    script: write,
    dockerfile: writeDockerfile,
    async remove() {
      log.close();
      await removeImage(engine, request.builder.image, { force: true });
      await removeVolume(engine, `hypriotkit-cache-${component}`);
      rmSync(root, { recursive: true });
    },
  };
}
