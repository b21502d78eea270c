import { describe, expect, test } from 'vitest';
import { type CountLimits, limitFor, type RoleRules, type Standing } from './access.ts';

const guildId = 'guild';
const rules: RoleRules = {
  [guildId]: { may: [], images: 5 },
  artist: { may: [], images: 20, trainings: 1 },
  guest: { may: [], images: 0, waiting: 1 },
};
const who = (roleIds: string[], admin = false): Standing => ({ guildId, memberId: 'ana', roleIds, admin });

describe('the most generous of a member’s roles holds', () => {
  test.each<[string, string[], number | undefined]>([
    ['everybody’s', [], 5],
    ['a role’s', ['artist'], 20],
    ['@everyone’s, before a stricter role', ['guest'], 5],
    ['of three', ['guest', 'artist'], 20],
    ['a role without a rule says nothing', ['other'], 5],
  ])('%s', (_name, roles, images) => {
    expect(limitFor(rules, undefined, who(roles), 'images')).toBe(images);
  });

  test('a limit of 0 is a limit, and none is none', () => {
    const { [guildId]: _everyone, ...named } = rules;
    expect(limitFor(named, undefined, who(['guest']), 'images')).toBe(0);
    expect(limitFor(named, undefined, who([]), 'images')).toBeUndefined();
  });

  test.each<[string, CountLimits, boolean, number | undefined]>([
    ['a member’s own limit comes first, lower', { images: 1 }, false, 1],
    ['or higher', { images: 99 }, false, 99],
    ['one for something else changes nothing', { trainings: 3 }, false, 20],
    ['roles do not bind admins', {}, true, undefined],
    ['what is set for an admin by name does', { images: 2 }, true, 2],
  ])('%s', (_name, own, admin, images) => {
    expect(limitFor(rules, own, who(['artist'], admin), 'images')).toBe(images);
  });
});
