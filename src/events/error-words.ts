import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { FailureLog } from '../services/log/failure-log.ts';
import { newId } from '../services/storage/id.ts';
import { t } from '../words/words.ts';

/** Where an error came up, for the log. */
export interface About {
  interaction: string;
  guild: string | null;
  member: string;
  /** Admins read nothing of it, which would name the member. */
  traceless?: boolean | undefined;
}

/** The sentence for an error. What was not expected goes to the log under an id, and only the id is told. */
export type ErrorWords = (error: unknown, about: About) => string;

/** What went wrong through no fault of the member, so that admins read of it. */
const failures = [
  ...['provider-failed', 'provider-refused', 'timed-out', 'account-paused', 'not-stored', 'disk-full'],
  ...['picture-unusable', 'unchecked', 'training-unavailable'],
];

export function createErrorWords(logger: Logger, log?: Pick<FailureLog, 'note'>): ErrorWords {
  return (error, about) => {
    const errorId = newId(6);
    const code = error instanceof UserError ? error.code : 'unexpected';
    const isFailure = code === 'unexpected' || failures.includes(code);
    if (isFailure && about.guild !== null && !about.traceless) {
      log?.note({ guildId: about.guild, memberId: about.member, code, errorId });
    }
    if (error instanceof UserError) {
      logger.info({ ...about, errorId, code: error.code, err: error.cause }, 'told a member why not');
      return error.tell();
    }
    logger.error({ ...about, errorId, err: error }, 'an interaction failed');
    return t('events.unexpected', { id: errorId });
  };
}
