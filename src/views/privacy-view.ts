import type { Erasure } from '../services/privacy/erasure.ts';
import { note } from './components.ts';
export const receiptView = (erasure: Omit<Erasure, 'askedBy' | 'post'>) => note('good', `done ${erasure.id}`);
