// Builds the published packages: a folder in dist/packages for every package in libs, each after its dependencies. The
// output is not in libs, where Nx would load the built plugin instead of its sources.
import { buildPackage } from './lib/build-package';
import { packages } from './lib/packages';

packages().forEach(buildPackage);
