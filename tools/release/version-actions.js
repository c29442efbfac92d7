// What `nx release` writes: the version in each package.json of libs and in whatever else names it. Nx's own implementation is
// @nx/js, which brings the whole of Babel along.
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { readJson, updateJson } = require('@nx/devkit');
const { VersionActions } = require('nx/release');

class PackageVersion extends VersionActions {
  validManifestFilenames = ['package.json'];

  get manifestPath() {
    return join(this.projectGraphNode.data.root, 'package.json');
  }

  async readCurrentVersionFromSourceManifest(tree) {
    const { version } = readJson(tree, this.manifestPath);
    return { currentVersion: version, manifestPath: this.manifestPath };
  }

  async readCurrentVersionFromRegistry() {
    return null;
  }

  async readCurrentVersionOfDependency(tree, graph, project) {
    const { dependencies = {} } = readJson(tree, this.manifestPath);
    return { currentVersion: dependencies[packageName(graph, project)] ?? null, dependencyCollection: 'dependencies' };
  }

  async updateProjectVersion(tree, version) {
    updateJson(tree, this.manifestPath, (manifest) => ({ ...manifest, version }));
    return [`${this.manifestPath}: ${version}`];
  }

  async updateProjectDependencies(tree, graph, versions) {
    updateJson(tree, this.manifestPath, (manifest) => {
      for (const [project, version] of Object.entries(versions)) {
        const name = packageName(graph, project);
        if (name in (manifest.dependencies ?? {})) manifest.dependencies[name] = version;
      }
      return manifest;
    });
    return [];
  }
}

const packageName = (graph, project) => graph.nodes[project].data.metadata.js.packageName;

/** Once the packages have their version on the disk: the files that are in no package. */
async function afterAllProjectsVersioned(root, { dryRun }) {
  if (dryRun) return { changedFiles: [], deletedFiles: [] };
  const { version } = JSON.parse(readFileSync(join(root, 'libs', 'core', 'package.json'), 'utf8'));
  const edits = {
    'package.json': (text) => text.replace(/^( {2}"version": )".*"/m, `$1"${version}"`),
    'package-lock.json': (text) => `${JSON.stringify(withVersion(JSON.parse(text), version), null, 2)}\n`,
    'image/Dockerfile': (text) => text.replace(/(image\.version=)".*"/, `$1"${version}"`),
    'CHANGELOG.md': (text) => withHeading(text, version, new Date().toISOString().slice(0, 10)),
  };
  for (const [file, edit] of Object.entries(edits)) {
    const path = join(root, file);
    writeFileSync(path, edit(readFileSync(path, 'utf8')));
  }
  return { changedFiles: Object.keys(edits), deletedFiles: [] };
}

/** A lock file with the version of the workspace and its packages, whose dependencies on each other are exact. */
function withVersion(lock, version) {
  const own = Object.entries(lock.packages).filter(([path]) => path === '' || path.startsWith('libs/'));
  const names = own.map(([, { name }]) => name);
  lock.version = version;
  for (const [, one] of own) {
    one.version = version;
    for (const name of Object.keys(one.dependencies ?? {})) if (names.includes(name)) one.dependencies[name] = version;
  }
  return lock;
}

/** A changelog in which what was unreleased is that of a version. */
function withHeading(changelog, version, date) {
  return changelog.replace(/^## Unreleased$/m, `## Unreleased\n\n## ${version} - ${date}`);
}

module.exports = PackageVersion;
Object.assign(module.exports, { afterAllProjectsVersioned, withHeading, withVersion });
