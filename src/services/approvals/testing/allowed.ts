import type { Actor } from '../../actors/actor.ts';

/** The limits that the tests set, by the prompts that are against them. */
export const limitsTried = ['violence', 'swimwear', 'realistic', 'never'] as const;
export type TriedLimit = (typeof limitsTried)[number];
export const line = 'no bananas';

/** What is asked for, and what that is against. */
export const scenes: Record<string, readonly TriedLimit[]> = {
  'in the rain, watercolour': [],
  'in the snow, watercolour': [],
  'with a sword, watercolour': ['violence'],
  'in a bikini with a pistol, watercolour': ['swimwear', 'violence'],
  'eating a banana, watercolour': ['never'],
  'in the fog, photo': ['realistic'],
};

/** What one person allows, kept by hand from the acts that were let through. */
export interface Allowed {
  id: string;
  principal: string;
  consent: 'pending' | 'granted' | 'gone';
  level: Actor['visibility'];
  chosen: Set<string>;
  limits: Set<TriedLimit>;
  /** Nobody else may be in the picture. */
  alone: boolean;
  blocked: Set<string>;
}

/** Whether this person lets the member make images without being asked. */
const isFree = ({ principal, level, chosen }: Allowed, memberId: string) =>
  memberId === principal || level === 'guild' || (level === 'chosen' && chosen.has(memberId));

/** Whether a picture of this person, in this scene and with so many people, may be made by the member now. */
export const allowsMaking = (
  one: Allowed,
  {
    memberId,
    approved,
    scene,
    people,
  }: { memberId: string; approved: boolean; scene: string; people: number },
): boolean =>
  one.consent === 'granted' &&
  (isFree(one, memberId) || (one.level === 'ask' && approved)) &&
  allowsShowing(one, { scene, people });

/** Whether one that was made may be shown again now. */
export const allowsShowing = (
  { consent, limits, alone }: Allowed,
  { scene, people }: { scene: string; people: number },
): boolean =>
  consent === 'granted' && !(scenes[scene] ?? []).some(limit => limits.has(limit)) && !(alone && people > 1);
