import { UserError } from '../errors.ts';
import type { Caller } from './command.ts';

/** Discord hides the commands from other members, but a server can change that, so every command checks again. */
export function requireAdmin(
  { admin }: Caller,
  words = 'Only members who can manage the server can see its settings.',
): void {
  if (!admin) throw new UserError('not-allowed', words);
}
