import '../figure/figures.css';
import '../group/controls.css';
import './site.css';
import '../embed.ts';
import { paintTileSamples } from './tile-samples.ts';

paintTileSamples();
