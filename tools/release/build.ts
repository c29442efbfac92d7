// Makes what is published: a folder in dist/packages for every package in libs, in the order in which they need each
// other. Not in libs itself, where Nx would take what is built for the plugin that this workspace develops.
import { buildPackage } from './lib/build-package';
import { packages } from './lib/packages';

packages().forEach(buildPackage);
