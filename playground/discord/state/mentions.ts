import { type RawComponent, walkComponents } from './message.ts';
import type { World } from './world.ts';

export interface AllowedMentions {
  parse?: string[] | null;
  users?: string[] | null;
  roles?: string[] | null;
  replied_user?: boolean | null;
}

export interface ParsedMentions {
  mentions: string[];
  mentionRoles: string[];
  mentionEveryone: boolean;
}

/** Whom a text really pings. Without `allowed` everybody named is pinged, as Discord does. */
export function parseMentions(
  world: World,
  content: string,
  components: RawComponent[],
  allowed: AllowedMentions | null | undefined,
): ParsedMentions {
  const text = [
    content,
    ...walkComponents(components).flatMap(each => (each.type === 10 ? [each.content ?? ''] : [])),
  ].join('\n');
  const named = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(match => match[1] ?? ''))];
  const may = (kind: 'users' | 'roles', id: string) =>
    !allowed || allowed.parse?.includes(kind) || allowed[kind]?.includes(id) === true;
  return {
    mentions: named(/<@!?(\d+)>/g).filter(id => world.members.has(id) && may('users', id)),
    mentionRoles: named(/<@&(\d+)>/g).filter(
      id => world.roles.some(role => role.id === id) && may('roles', id),
    ),
    mentionEveryone:
      /@(everyone|here)\b/.test(text) && (!allowed || allowed.parse?.includes('everyone') === true),
  };
}
