import '../figure/figures.css';
import '../group/controls.css';
import './site.css';
import '../embed.ts';
import { paintLegends } from './legend.ts';

paintLegends();
