import '../figure/figures.css';
import '../group/controls.css';
import './site.css';
import '../embed.ts';
import { followMap } from './live-map.ts';
import { paintTileSamples } from './tile-samples.ts';

paintTileSamples();
followMap(document.getElementById('map')!, document.querySelector<HTMLAnchorElement>('#map figcaption a')!);
