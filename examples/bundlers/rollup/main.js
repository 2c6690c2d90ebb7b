import { mountAll } from 'cvsp';

mountAll();
