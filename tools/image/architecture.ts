// Says for which processors the engine runs programs: what the image holds depends on it.
import { engineArchitecture } from './lib/engine-architecture';

void engineArchitecture().then((architecture) => console.log(architecture));
