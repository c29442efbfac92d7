const FOR_DEVELOPMENT = /\.spec\.ts$|_test\.py$|(^|\/)(testing|typings)\/|\/project\.json$/;

/**
 * Whether a file, by its path within a component, is only for developing the component here: tests and their helpers,
 * typings for untyped modules, a nested project.
 */
export const isForDevelopment = (path: string): boolean => FOR_DEVELOPMENT.test(path);
