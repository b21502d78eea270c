import type { Generation } from '../../services/generation/generation.ts';
import type { Finding } from '../../services/provenance/provenance-service.ts';
import { button, card, plain, row, text, timestamp, type View } from '../components.ts';
import { castWords } from '../generate/image-words.ts';

/** What was found out about one picture, or why it could not be looked at. */
export interface Asked {
  name: string;
  finding: Finding | { refused: string };
}

const limits =
  'I recognise pictures that were made smaller or saved again. I may miss one that was cropped, drawn over, part of a larger screenshot, or deleted here.';

/** The answer in a few words, and then what it rests on. */
function verdict({ signed, looksKnown }: Finding): { yes: boolean; words: string[] } {
  if (signed?.by === 'us' && signed.unchanged)
    return {
      yes: true,
      words: ['**Yes, I made this.** My signature in the file is valid, and nothing has changed since.'],
    };
  if (looksKnown)
    return { yes: true, words: ['**Yes, this looks like one of my pictures.**', ...aside(signed)] };
  if (signed?.by === 'us') {
    return {
      yes: false,
      words: [
        '**I signed this file, but its picture has been changed since,** or my signature was copied from another picture. It doesn’t look like any picture I have.',
      ],
    };
  }
  return { yes: false, words: ['**No, I don’t know this picture.**', ...aside(signed), `-# ${limits}`] };
}

/** What else the file says about itself. */
function aside(signed: Finding['signed']): string[] {
  if (!signed) return ['The file has no signature (Content Credentials).'];
  if (signed.by === 'us') return ['The file has my signature, but was changed after I signed it.'];
  if (signed.by === 'nobody') {
    return [
      signed.claimsUs
        ? 'The file claims to be signed by me. **That signature is forged.**'
        : 'The file has a signature that isn’t valid, so it proves nothing.',
    ];
  }
  const who = signed.claimed
    ? `somebody else, who calls themselves “${plain(signed.claimed, 80)}”`
    : 'somebody else';
  return [
    signed.holds
      ? `The file is signed by ${who}. The signature is valid, but I can’t tell who that is.`
      : `The file is signed by ${who}, and has been changed since.`,
  ];
}

const madeWords = (record: Generation) =>
  [
    `Made by <@${record.memberId}> ${timestamp(record.createdAt, 'f')} in <#${record.channelId}>${record.private ? ', privately' : ''}`,
    [castWords(record), record.modelName].filter(Boolean).join(' · '),
  ].join('\n-# ');

/** So many answers to /generate are named. */
const namedMost = 3;

interface Answer {
  yes: boolean;
  words: string;
  /** The record that *Details* shows. */
  details: string | undefined;
}

const sampleWords = ({ actorName, number }: NonNullable<Finding['sample']>): string =>
  number === undefined
    ? `It compares training samples of **${plain(actorName)}**.`
    : `It’s a training sample of **${plain(actorName)}**, version ${number}.`;

function answerTo(finding: Asked['finding']): Answer {
  if ('refused' in finding) return { yes: false, words: finding.refused, details: undefined };
  const { yes, words } = verdict(finding);
  const made = finding.made.slice(0, namedMost);
  const { sample: of } = finding;
  const sample = of ? [sampleWords(of)] : [];
  const hidden =
    yes && made.length === 0 && !finding.sample && finding.looksKnown
      ? [
          '-# I only say who made it to that member, the person shown, the member who registered the actor, and the admins of their server; if it’s private, only to the first two.',
        ]
      : [];
  const shown = [...words, ...made.map(madeWords), ...sample, ...hidden];
  return { yes, words: shown.join('\n'), details: made[0]?.id };
}

/** The answer to "Is this ours?", for one picture or for those of one message: what is true of several is said once. */
export function oursView(asked: Asked[], { left = 0 }: { left?: number } = {}): View {
  const alone = asked.length === 1;
  const alike = new Map<string, Answer & { names: string[] }>();
  for (const { name, finding } of asked) {
    const answer = answerTo(finding);
    const key = JSON.stringify(answer);
    const names = [...(alike.get(key)?.names ?? []), plain(name, 80)];
    alike.set(key, { ...answer, names });
  }
  const all = [...alike.values()];
  const offered = new Set<string>();
  return card(
    all.some(({ yes }) => yes) ? 'good' : 'plain',
    ...(alone ? [] : [text('### Are these ours?')]),
    ...all.flatMap(({ names, words, details }) => {
      const title = alone ? '### Is this ours?' : `**${names.join(', ')}**`;
      const said = text(`${title}\n${words}`);
      // Discord takes no two buttons that are the same.
      if (details === undefined || offered.has(details)) return [said];
      offered.add(details);
      return [said, row(button('gallery-image', details, { label: 'Details' }))];
    }),
    ...(left > 0 ? [text(`-# and ${left} more that I didn’t look at`)] : []),
  );
}
