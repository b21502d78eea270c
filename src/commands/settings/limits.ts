import { UserError } from '../../errors.ts';
import { type CountLimits, counts } from '../../services/settings/access.ts';
import type { GuildSettings, SettingsService } from '../../services/settings/settings-service.ts';
import { limitsView, memberLimitWords, roleLimitWords } from '../../views/settings/settings-limits-view.ts';
import { type PlainKey, said, t } from '../../words/words.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';
import { changeRule } from './roles.ts';

interface Options extends Record<(typeof counts)[number] | 'tokens', number | undefined> {
  member: { id: string } | undefined;
  role: { id: string } | undefined;
  server: boolean | undefined;
  reset: boolean | undefined;
}

/** @throws UserError bad-input where it is not clear what is meant */
function requireClear({ member, role, server, reset, tokens, ...limits }: Options): void {
  const wrong = (words: PlainKey) => new UserError('bad-input', said(words));
  const whose = [member, role, server || undefined].filter(one => one !== undefined).length;
  const numbers = [tokens, ...counts.map(count => limits[count])].filter(one => one !== undefined).length;
  if (whose > 1) throw wrong('limits.oneOnly');
  if (reset && numbers > 0) throw wrong('limits.limitOrReset');
  if (whose === 0 && (reset || numbers > 0)) {
    throw wrong('limits.sayWhose');
  }
  if (role && tokens !== undefined) {
    throw wrong('limits.noTokensForRoles');
  }
  if (server && counts.some(count => limits[count] !== undefined)) {
    throw wrong('limits.serverInTokens');
  }
}

/** What is given takes the place of what was set; the rest stays. */
function withGiven<T extends CountLimits>(before: T, given: Options): T {
  const set = counts.flatMap(count => (given[count] === undefined ? [] : [[count, given[count]]]));
  return { ...before, ...Object.fromEntries(set) };
}

function changeOf(
  { member, role, tokens, reset, ...given }: Options,
  settings: SettingsService,
): (current: GuildSettings) => GuildSettings {
  const options = { member, role, tokens, reset, ...given };
  if (role) {
    return current => ({
      ...current,
      roles: changeRule(current.roles, role.id, rule =>
        reset ? { may: rule.may } : withGiven(rule, options),
      ),
    });
  }
  if (!member) {
    return ({ serverLimit: _before, ...rest }) =>
      tokens === undefined ? rest : { ...rest, serverLimit: tokens };
  }
  const { id } = member;
  return current => {
    const counted = reset ? undefined : withGiven(settings.countsOf(current.guildId, id) ?? {}, options);
    let next = current;
    if (reset || tokens !== undefined) next = settings.decide('memberLimits', id, tokens)(next);
    if (reset || counts.some(count => options[count] !== undefined)) {
      next = settings.decide('memberCounts', id, counted)(next);
    }
    return next;
  };
}

const number = (description: PlainKey, max: number) =>
  ({ kind: 'integer', description, required: false, min: 0, max }) as const;

export const limits = defineCommand({
  name: 'limits',
  description: 'commandsSettings.limits',
  options: {
    member: { kind: 'member', description: 'commandsSettings.limitsMember', required: false },
    tokens: number('commandsSettings.limitsTokens', 1_000_000_000),
    server: { kind: 'boolean', description: 'commandsSettings.limitsServer', required: false },
    reset: {
      kind: 'boolean',
      description: 'commandsSettings.limitsReset',
      required: false,
    },
    role: { kind: 'role', description: 'commandsSettings.limitsRole', required: false },
    images: number('commandsSettings.limitsImages', 100_000),
    trainings: number('commandsSettings.limitsTrainings', 1_000),
    waiting: number('commandsSettings.limitsWaiting', 1_000),
  },
  visibility: 'private',
  async execute({ options, services, caller }) {
    requireAdmin(caller);
    const { settings } = services;
    const { guildId } = caller;
    requireClear(options);
    const { member, role, tokens, reset } = options;
    const about = (stored: GuildSettings) =>
      member
        ? memberLimitWords(
            member.id,
            settings.limitOf(guildId, member.id),
            settings.countsOf(guildId, member.id),
          )
        : role && roleLimitWords(guildId, role.id, stored.roles[role.id]);
    if (!reset && tokens === undefined && counts.every(count => options[count] === undefined)) {
      const stored = settings.get(guildId);
      const keys = ['serverLimit', 'memberLimits', 'memberCounts', 'roles'] as const;
      return shown({ services, caller }, keys, limitsView(stored, { about: about(stored) }));
    }
    return changed(
      { services, caller },
      changeOf(options, settings),
      (stored, done) => limitsView(stored, { done }),
      stored => {
        if (member && reset) return t('limits.removed', { member: `<@${member.id}>` });
        const limit = about(stored);
        return limit && t('limits.fromNowOn', { limit });
      },
    );
  },
});
