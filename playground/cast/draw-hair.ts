import { curls } from './hair-curls.ts';
import { bob, crop, swept } from './hair-straight.ts';
import type { Hair } from './hair-strands.ts';
import type { Head } from './head.ts';
import type { Look } from './look.ts';

/** The hair of a person, behind and in front of the head. */
export function drawHair(look: Look, head: Head, light: number, random: () => number): Hair {
  const draw = { curls, crop, bob, swept }[look.hair.style];
  return draw(look, head, light, random);
}
