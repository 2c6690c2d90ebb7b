/** Is `cvsp/remark`: fences that are marked `cvsp` become figures, as in Astro, Docusaurus and MDX. */

import { remarkPlugin } from './fence/remark.ts';
import { loadSimulator } from './run/simulator.ts';

export default remarkPlugin(loadSimulator);
