// `nx run image:build`: builds the orchestrator image from dist/image, unless the engine already has it.
import { parseArgs } from 'node:util';
import { ComponentLog, ensureBuilderImage } from '@hypriotkit/component';
import { DEFAULT_IMAGE, verbosityIn } from '@hypriotkit/contract';
import { describeError, interruption } from '@hypriotkit/core';
import { connect } from '@hypriotkit/engine';
import { CONTEXT } from './lib/content';

const BASE = { image: 'debian:trixie-slim' };

void build().catch((error: unknown) => {
  console.error(describeError(error));
  process.exitCode = 1;
});

async function build(): Promise<void> {
  const { values } = parseArgs({ options: { image: { type: 'string', default: DEFAULT_IMAGE } }, strict: false });
  const image = String(values.image);
  const log = new ComponentLog('image', verbosityIn(process.env));
  const tools = { engine: await connect(), log, signal: interruption().signal };
  await ensureBuilderImage({ folder: CONTEXT, image, base: BASE }, false, tools);
  log.done(`${image} is ready`);
}
