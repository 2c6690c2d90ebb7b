import '../figures.css';
import '../controls.css';
import './site.css';
import '../embed.ts';
import { paintLegends } from '../legend.ts';

paintLegends();
