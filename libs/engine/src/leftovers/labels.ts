// Labels of our containers and images.
const OURS = 'io.hypriotkit';

/** The project (component) that a container works for. */
export const LABEL_PROJECT = `${OURS}.project`;
/** The task of that project. */
export const LABEL_TASK = `${OURS}.task`;
/** The machine of the process that started a container. */
export const LABEL_HOST = `${OURS}.host`;
/** The id of that process, on that machine. */
export const LABEL_PID = `${OURS}.pid`;
/** When that process started. Another process may have the same id by now. */
export const LABEL_STARTED = `${OURS}.started`;
/** The container that this process runs in, if it is one of the same engine; see ContainerIdentity. */
export const LABEL_CONTAINER = `${OURS}.container`;
/** Digest of everything that an image was built from. */
export const LABEL_DIGEST = `${OURS}.digest`;
/** The folder and machine that an image was built from. A new image replaces the previous one of the same folder. */
export const LABEL_SOURCE = `${OURS}.source`;
/** Seconds that a container has to end before it is killed, because it has containers of its own to end. */
export const LABEL_STOP_SECONDS = `${OURS}.stop-seconds`;
/** The store of artifacts that a container gives access to. */
export const LABEL_STORE = `${OURS}.store`;
/** What a container does with the store. */
export const LABEL_STORE_USE = `${OURS}.store-use`;
