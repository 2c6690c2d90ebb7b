import 'cvsp/cvsp.css';
import { mountAll } from 'cvsp/inline';

mountAll();
