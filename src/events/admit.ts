import type { Caller, Gated } from '../commands/command.ts';
import type { Services } from '../services/index.ts';

/** Lets a member go on with what they began, by the rules of the server at this moment. @throws UserError not-allowed */
export function admit({ settings }: Pick<Services, 'settings'>, caller: Caller, { gate }: Gated): void {
  if (gate !== 'right') settings.requireMay(caller, gate);
}
