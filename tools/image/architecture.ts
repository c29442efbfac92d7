// Prints the engine's architecture. The content of the image depends on it.
import { engineArchitecture } from './lib/engine-architecture';

void engineArchitecture().then((architecture) => console.log(architecture));
