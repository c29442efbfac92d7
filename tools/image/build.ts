// `nx run image:build`: builds the orchestrator image from dist/image, unless the engine already has it.
import { parseArgs } from 'node:util';
import { ComponentLog, ensureBuilderImage, VERBOSITIES } from '@hypriotkit/component';
import { describeError } from '@hypriotkit/core';
import { connect } from '@hypriotkit/engine';
import { CONTEXT } from './lib/content';

const DEFAULT_NAME = 'hypriotkit/hypriotkit:latest';
const BASE = { image: 'debian:trixie-slim' };

void build().catch((error: unknown) => {
  console.error(describeError(error));
  process.exitCode = 1;
});

async function build(): Promise<void> {
  const { values } = parseArgs({ options: { image: { type: 'string', default: DEFAULT_NAME } }, strict: false });
  const image = String(values.image);
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

  const verbosity = VERBOSITIES.find((known) => known === process.env['HYPRIOTKIT_VERBOSITY']) ?? 'info';
  const log = new ComponentLog('image', verbosity);
  const tools = { engine: await connect(), log, signal: interrupted.signal };
  await ensureBuilderImage({ folder: CONTEXT, image, base: BASE }, false, tools);
  log.done(`${image} is ready`);
}
