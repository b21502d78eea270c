import type { View } from '../../views/components.ts';
import type { Told } from '../channel-messages.ts';

/** What is told, as those see it who read English. */
export const viewOf = async (told: Told): Promise<View> => (typeof told === 'function' ? told() : told);
