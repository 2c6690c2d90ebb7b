import '../figure/figures.css';
import '../group/controls.css';
import './site.css';
import '../embed.ts';
import { linkToLab } from './lab-links.ts';
import { enlivenPlane } from './plane.ts';
import { paintTileSamples } from './tile-samples.ts';

paintTileSamples();
linkToLab();
enlivenPlane(document.getElementById('map')!);
