import { mountAll } from './cvsp/cvsp.js';

mountAll();
