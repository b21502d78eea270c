import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { list } from '../../words/numbers.ts';
import { type Key, said, t } from '../../words/words.ts';

/** What stands for the server in direct messages and wherever the bot is no part of the place, as in Discord's own addresses. */
export const directMessages = '@me';

/** What admins can leave to certain roles. */
export const gates = ['generate', 'train', 'register'] as const;
export type Gate = (typeof gates)[number];

/** What admins can limit for a role or a member: new images a day, trainings in 7 days, requests waiting at a time. */
export const counts = ['images', 'trainings', 'waiting'] as const;
export type Count = (typeof counts)[number];

export const countLimitsSchema = z.object({
  images: z.number().int().min(0).optional(),
  trainings: z.number().int().min(0).optional(),
  waiting: z.number().int().min(0).optional(),
});
export type CountLimits = z.infer<typeof countLimitsSchema>;

export const roleRuleSchema = countLimitsSchema.extend({ may: z.array(z.enum(gates)).default([]) });
export type RoleRule = z.infer<typeof roleRuleSchema>;
/** By role. The server's id stands for @everyone, as in Discord. */
export type RoleRules = Record<string, RoleRule>;

export const blockSchema = z.object({
  reason: z.string(),
  /** When it ends by itself; absent where it does not. */
  until: z.number().optional(),
});
export type Block = z.infer<typeof blockSchema>;

/** Who asks, as Discord said with the interaction. */
export interface Standing {
  guildId: string;
  memberId: string;
  /** Without @everyone, which everybody has. */
  roleIds: readonly string[];
  /** May manage the server: the rules for roles are theirs, and don't bind them. */
  admin: boolean;
}

const roleNeeded = {
  generate: 'settings.generateNeedsRole',
  train: 'settings.trainNeedsRole',
  register: 'settings.registerNeedsRole',
} as const satisfies Record<Gate, Key>;

export const rolesThatMay = (rules: RoleRules, gate: Gate): string[] =>
  Object.entries(rules).flatMap(([roleId, { may }]) => (may.includes(gate) ? [roleId] : []));

/** A role's mention, which never pings; @everyone has none of its own. */
export const roleMention = (guildId: string, roleId: string) =>
  roleId === guildId ? '@everyone' : `<@&${roleId}>`;

const holds = ({ guildId, roleIds }: Standing, roleId: string) =>
  roleId === guildId || roleIds.includes(roleId);

/** @throws UserError not-allowed, naming the roles that may */
export function requireRole(rules: RoleRules, who: Standing, gate: Gate): void {
  if (who.admin) return;
  const allowed = rolesThatMay(rules, gate);
  if (allowed.length === 0 || allowed.some(roleId => holds(who, roleId))) return;
  const named = allowed.slice(0, 10).map(roleId => roleMention(who.guildId, roleId));
  throw new UserError('not-allowed', () => t(roleNeeded[gate], { roles: list(named, 'or') }));
}

/**
 * What holds for a member: their own limit, else the most generous of their roles that have one. Roles bind no admin.
 * Undefined where nothing limits them.
 */
export function limitFor(
  rules: RoleRules,
  own: CountLimits | undefined,
  who: Standing,
  what: Count,
): number | undefined {
  if (own?.[what] !== undefined) return own[what];
  if (who.admin) return undefined;
  const limits = Object.entries(rules)
    .filter(([roleId]) => holds(who, roleId))
    .flatMap(([, rule]) => rule[what] ?? []);
  return limits.length > 0 ? Math.max(...limits) : undefined;
}

export const blockHolds = (block: Block, now: number) => block.until === undefined || block.until > now;

export function blockedError({ reason, until }: Block): UserError {
  const blocked =
    until === undefined
      ? said('settings.youAreBlocked')
      : said('settings.youAreBlockedUntil', { time: `<t:${Math.ceil(until / 1000)}:f>` });
  return new UserError('not-allowed', () => {
    const why = reason ? ` ${t('settings.blockReason', { reason })}` : '';
    return `${blocked()}${why}\n${t('settings.stillYours')}`;
  });
}
