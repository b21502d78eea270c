import { UserError } from '../errors.ts';
import type { Services } from '../services/index.ts';
import { consentRequestView, photoReportView, registerModal } from '../views/actor-view.ts';
import type { View } from '../views/components.ts';
import { type AttachedFile, type Caller, type ChosenMember, defineCommand, defineModal } from './command.ts';

const photo = (number: number) =>
  ({ kind: 'file', description: `Photo ${number} of the same person`, required: false }) as const;

async function register(
  services: Services,
  caller: Caller,
  form: {
    name: string;
    about?: string | undefined;
    subjectId: string;
    files: AttachedFile[];
    agreed: boolean;
  },
): Promise<View> {
  const { actor, outcomes } = await services.actors.register({
    ...form,
    guildId: caller.guildId,
    ownerId: caller.memberId,
  });
  return actor.subjectId === caller.memberId
    ? photoReportView(actor, outcomes, caller.memberId)
    : consentRequestView(actor, outcomes);
}

export const actorRegister = defineCommand({
  name: 'register',
  description: 'Cast an actor from 5 to 10 photos of one person',
  options: {
    name: {
      kind: 'string',
      description: 'What to call the actor',
      required: true,
      minLength: 1,
      maxLength: 32,
    },
    photo1: photo(1),
    photo2: photo(2),
    photo3: photo(3),
    photo4: photo(4),
    photo5: photo(5),
    photo6: photo(6),
    photo7: photo(7),
    photo8: photo(8),
    photo9: photo(9),
    photo10: photo(10),
    subject: { kind: 'member', description: 'The member in the photos, if it is not you', required: false },
    about: { kind: 'string', description: 'A line about the actor', required: false, maxLength: 300 },
  },
  // Another member has to be asked, so they have to see it; a report about one's own photos is nobody else's.
  visibility: (options, caller) => (otherMember(options.subject, caller) ? 'public' : 'private'),
  opens: (options, caller) =>
    filesOf(options).length > 0
      ? undefined
      : registerModal({
          name: options.name,
          about: options.about,
          subjectId: otherMember(options.subject, caller)?.id,
        }),
  execute: ({ options, services, caller }) =>
    register(services, caller, {
      name: options.name,
      about: options.about,
      subjectId: otherMember(options.subject, caller)?.id ?? caller.memberId,
      files: filesOf(options),
      agreed: false,
    }),
});

/** The member shown, where it is not the caller. @throws UserError for a bot, which cannot agree to anything. */
function otherMember(subject: ChosenMember | undefined, caller: Caller): ChosenMember | undefined {
  if (subject?.bot)
    throw new UserError('bad-input', 'A bot cannot be an actor. Pick the member in the photos.');
  return subject?.id === caller.memberId ? undefined : subject;
}

function filesOf(options: Partial<Record<`photo${number}`, AttachedFile | undefined>>): AttachedFile[] {
  return Array.from({ length: 10 }, (_, index) => options[`photo${index + 1}`]).filter(
    file => file !== undefined,
  );
}

export const registerModalSent = defineModal({
  name: 'register',
  visibility: ref => (ref ? 'public' : 'private'),
  execute: ({ ref, services, caller, fields, files }) =>
    register(services, caller, {
      name: String(fields.name ?? ''),
      about: typeof fields.about === 'string' ? fields.about : undefined,
      subjectId: ref || caller.memberId,
      files: files.photos ?? [],
      agreed: Array.isArray(fields.consent) && fields.consent.includes('agree'),
    }),
});
