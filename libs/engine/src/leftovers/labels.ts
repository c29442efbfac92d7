// What our containers and images are labelled with.
const OURS = 'io.hypriotkit';

/** The project (component) that a container works for. */
export const LABEL_PROJECT = `${OURS}.project`;
/** The task of that project. */
export const LABEL_TASK = `${OURS}.task`;
/** The machine that the process which started a container runs on. */
export const LABEL_HOST = `${OURS}.host`;
/** The process id of that process, on that machine. */
export const LABEL_PID = `${OURS}.pid`;
/** When that process started: a process id alone may by now be another's. */
export const LABEL_STARTED = `${OURS}.started`;
/** The container of the same engine that this process runs in, where it is known; see ContainerIdentity. */
export const LABEL_CONTAINER = `${OURS}.container`;
/** The digest of all that an image was built from. */
export const LABEL_DIGEST = `${OURS}.digest`;
/** The folder, on a machine, that an image was built from: images of the same folder follow one another. */
export const LABEL_SOURCE = `${OURS}.source`;
/** Seconds that a container has to end by itself before it is killed, because it has containers of its own to end. */
export const LABEL_STOP_SECONDS = `${OURS}.stop-seconds`;
/** The store of artifacts that a container gives access to. */
export const LABEL_STORE = `${OURS}.store`;
/** What a container is doing there. */
export const LABEL_STORE_USE = `${OURS}.store-use`;
