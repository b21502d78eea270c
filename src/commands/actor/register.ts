import { UserError } from '../../errors.ts';
import { actorNameMost } from '../../services/actors/new-actor.ts';
import { outsideRef, registerModal } from '../../views/actor/actor-forms.ts';
import type { View } from '../../views/components.ts';
import { said } from '../../words/words.ts';
import {
  type AnsweringCall,
  type AttachedFile,
  type Caller,
  type ChosenMember,
  defineCommand,
  defineModal,
} from '../command.ts';
import { reportOf, showChecks } from './photo-report.ts';

const photo = { kind: 'file', description: 'commands.actorRegisterPhoto', required: false } as const;

interface Form {
  name: string;
  about?: string | undefined;
  /** Undefined if the person shown is outside the server. */
  subjectId: string | undefined;
  statement?: string | undefined;
  files: AttachedFile[];
  agreed: boolean;
}

async function register({ services, caller, progress }: AnsweringCall, form: Form): Promise<View> {
  const { guildId, channelId, memberId: ownerId, admin } = caller;
  const report = await services.actors.register(
    { ...form, guildId, channelId, ownerId, admin },
    showChecks(progress),
  );
  return reportOf(services, report, ownerId);
}

export const actorRegister = defineCommand({
  name: 'register',
  gate: 'register',
  description: 'commands.actorRegister',
  options: {
    name: {
      kind: 'string',
      description: 'commands.actorRegisterName',
      required: true,
      minLength: 1,
      maxLength: actorNameMost,
    },
    photo1: photo,
    photo2: photo,
    photo3: photo,
    photo4: photo,
    photo5: photo,
    photo6: photo,
    photo7: photo,
    photo8: photo,
    photo9: photo,
    photo10: photo,
    subject: { kind: 'member', description: 'commands.actorRegisterSubject', required: false },
    about: { kind: 'string', description: 'commands.actorRegisterAbout', required: false, maxLength: 300 },
    outsider: {
      kind: 'string',
      description: 'commands.actorRegisterOutsider',
      required: false,
      minLength: 10,
      maxLength: 500,
    },
  },
  // Private, because the report shows the photos. Another member shown is asked in a separate message.
  visibility: 'private',
  opens({ options, caller, services }) {
    const subject = subjectOf(options, caller);
    services.actors.checkMayRegister(caller.guildId, caller.memberId);
    if (filesOf(options).length > 0) return undefined;
    const { about, outsider: statement } = options;
    return services.actors
      .checkName(caller.guildId, options.name)
      .then(name => registerModal({ name, about, statement, subject }));
  },
  execute({ options, ...call }) {
    const { caller } = call;
    const subject = subjectOf(options, caller);
    return register(call, {
      name: options.name,
      about: options.about,
      subjectId: subject === 'outside' ? undefined : (subject?.id ?? caller.memberId),
      statement: options.outsider,
      files: filesOf(options),
      agreed: false,
    });
  },
});

/** The member shown, if it is not the caller. @throws UserError if the options contradict each other */
function subjectOf(
  { subject, outsider }: { subject?: ChosenMember | undefined; outsider?: string | undefined },
  caller: Caller,
): ChosenMember | 'outside' | undefined {
  if (subject && outsider) {
    throw new UserError('bad-input', said('actor.eitherMemberOrOutsider'));
  }
  return outsider ? 'outside' : otherMember(subject, caller);
}

/** The member shown, if it is not the caller. @throws UserError for a bot, which cannot consent. */
function otherMember(subject: ChosenMember | undefined, caller: Caller): ChosenMember | undefined {
  if (subject?.bot) throw new UserError('bad-input', said('actor.botInPhotos'));
  return subject?.id === caller.memberId ? undefined : subject;
}

function filesOf(options: Partial<Record<`photo${number}`, AttachedFile | undefined>>): AttachedFile[] {
  return Array.from({ length: 10 }, (_, index) => options[`photo${index + 1}`]).filter(
    file => file !== undefined,
  );
}

export const registerModalSent = defineModal({
  name: 'register',
  gate: 'register',
  visibility: 'private',
  execute: ({ ref, fields, files, ...call }) =>
    register(call, {
      name: String(fields.name ?? ''),
      about: typeof fields.about === 'string' ? fields.about : undefined,
      subjectId: ref === outsideRef ? undefined : ref || call.caller.memberId,
      statement: typeof fields.statement === 'string' ? fields.statement : undefined,
      files: files.photos ?? [],
      agreed: Array.isArray(fields.consent) && fields.consent.includes('agree'),
    }),
});
