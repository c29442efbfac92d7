// Prepares a fresh clone so that Nx can build. `npm start` and `npm test` run this first, so it uses only modules of
// Node.js. Every step checks first and changes nothing that is already as needed.
import { readVariables } from './lib/variables.mjs';
import { SetupError, report } from './lib/report.mjs';
import { ensureNode } from './steps/node.mjs';
import { ensureNpmPackages } from './steps/npm-packages.mjs';
import { ensureEngine } from './steps/engine.mjs';
import { ensureDockerCommand } from './steps/docker-command.mjs';
import { ensureBaseLayer } from './steps/base-layer.mjs';
import { ensureForeignBinaries } from './steps/foreign-binaries.mjs';

try {
  ensureNode();
  readVariables();
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
