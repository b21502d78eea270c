import { directMessages } from '../commands/command.ts';
import type { Answerable } from '../discord/acknowledge.ts';
import type { StandingNow } from '../discord/standing-now.ts';
import { UserError } from '../errors.ts';
import type { GenerationRequest } from '../services/generation/requests/plan.ts';
import { requireChannel } from '../services/settings/channel-rules.ts';
import type { SettingsService } from '../services/settings/settings-service.ts';
import { said } from '../words/words.ts';

/** Whether a member agreed, in a direct message, to what they had asked for in a server. It is shown there. */
export const isAgreedDirectly = ({ guildId }: Answerable, request: GenerationRequest): boolean =>
  guildId === null && request.guildId !== directMessages;

/** Judges such a request by the rules of its server and by what its member may do there now. */
export type Readmit = (request: GenerationRequest) => Promise<GenerationRequest>;

/** A direct message says nothing of a member’s roles. @throws UserError not-allowed */
export const createReadmit =
  ({
    standingNow,
    settings,
  }: {
    standingNow: StandingNow;
    settings: Pick<SettingsService, 'get' | 'requireMay'>;
  }): Readmit =>
  async request => {
    const { guildId, memberId, channelId, placeId = channelId } = request;
    const standing = await standingNow(guildId, memberId);
    if (!standing) throw new UserError('not-allowed', said('events.notInServer'));
    settings.requireMay({ guildId, memberId, ...standing }, 'generate');
    requireChannel(settings.get(guildId).channels, { channelId: placeId, admin: standing.admin });
    return { ...request, ...standing };
  };
