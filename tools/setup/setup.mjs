// Brings a bare checkout to where Nx can build: run by `npm start` and `npm test` before anything else, so it stands on
// Node's own modules alone. Every step looks first and changes nothing when there is nothing to do.
import { SetupError, report } from './lib/report.mjs';
import { ensureNode } from './steps/node.mjs';
import { ensureNpmPackages } from './steps/npm-packages.mjs';
import { ensureEngine } from './steps/engine.mjs';
import { ensureDockerCommand } from './steps/docker-command.mjs';
import { ensureBaseLayer } from './steps/base-layer.mjs';
import { ensureForeignBinaries } from './steps/foreign-binaries.mjs';

try {
  ensureNode();
  await ensureNpmPackages();
  const engine = await ensureEngine();
  await ensureDockerCommand();
  await ensureBaseLayer(engine);
  await ensureForeignBinaries(engine);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  report('set-up', `failed: ${error.message}`);
  if (error.hint) report('set-up', `what to do: ${error.hint}`);
  process.exit(1);
}
