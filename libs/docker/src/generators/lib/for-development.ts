const FOR_DEVELOPMENT = /\.spec\.ts$|_test\.py$|(^|\/)(testing|typings)\/|\/project\.json$/;

/**
 * Whether a file of a component, by its path in it, is only for those who work on the component here: a test and what it
 * stands on, types of what comes without them, a project within the component.
 */
export const isForDevelopment = (path: string): boolean => FOR_DEVELOPMENT.test(path);
