import { UserError } from '../errors.ts';
import { type PlainKey, said } from '../words/words.ts';
import type { Caller } from './command.ts';

/** Discord hides the commands from other members, but a server can change that, so every command checks again. */
export function requireAdmin({ admin }: Caller, words: PlainKey = 'settings.adminsOnly'): void {
  if (!admin) throw new UserError('not-allowed', said(words));
}
