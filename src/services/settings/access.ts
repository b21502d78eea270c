import { z } from 'zod';
import { UserError } from '../../errors.ts';

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

const doing: Record<Gate, string> = {
  generate: 'make images',
  train: 'train actors',
  register: 'register actors',
};

export const rolesThatMay = (rules: RoleRules, gate: Gate): string[] =>
  Object.entries(rules).flatMap(([roleId, { may }]) => (may.includes(gate) ? [roleId] : []));

/** A role's mention, which never pings; @everyone has none of its own. */
export const roleMention = (guildId: string, roleId: string) =>
  roleId === guildId ? '@everyone' : `<@&${roleId}>`;

const holds = ({ guildId, roleIds }: Standing, roleId: string) =>
  roleId === guildId || roleIds.includes(roleId);

const orList = new Intl.ListFormat('en', { type: 'disjunction' });

/** @throws UserError not-allowed, naming the roles that may */
export function requireRole(rules: RoleRules, who: Standing, gate: Gate): void {
  if (who.admin) return;
  const allowed = rolesThatMay(rules, gate);
  if (allowed.length === 0 || allowed.some(roleId => holds(who, roleId))) return;
  const named = orList.format(allowed.slice(0, 10).map(roleId => roleMention(who.guildId, roleId)));
  throw new UserError(
    'not-allowed',
    `To ${doing[gate]} in this server you need the role ${named}. An admin can give it to you.`,
  );
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

/** What stays a blocked member's by right, for the sentence that tells them. */
const byRight =
  'Your data stays yours: `/privacy`, `/actor delete` and answering requests for consent still work, and you can look at what is yours.';

export function blockedError({ reason, until }: Block): UserError {
  const end = until === undefined ? '' : ` until <t:${Math.ceil(until / 1000)}:f>`;
  const why = reason ? ` Reason: ${reason}` : '';
  return new UserError(
    'not-allowed',
    `An admin has blocked you from using me in this server${end}.${why}\n${byRight}`,
  );
}
