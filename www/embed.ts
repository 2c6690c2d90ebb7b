/** The classic script for a post: it needs no call, whenever it is loaded. */

import { mountAsTheyCome } from './mount.ts';

mountAsTheyCome();
