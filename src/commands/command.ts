import type { GenerationRequest } from '../services/generation/requests/plan.ts';
import type { Services } from '../services/index.ts';
import { directMessages, type Gate } from '../services/settings/access.ts';
import type { Modal, View } from '../views/components.ts';
import type { PlainKey } from '../words/words.ts';
import type { AttachedFile, Caller, ChosenMember } from './caller.ts';
import type { OptionDefinitions, OptionValues } from './options.ts';

export type { AttachedFile, Caller, ChosenChannel, ChosenMember, ChosenRole } from './caller.ts';
export type {
  AutocompleteContext,
  Choice,
  DeclaredChoice,
  OptionDefinition,
  OptionDefinitions,
  OptionValues,
} from './options.ts';
export { directMessages };

/** What a command, button or modal is called with. */
export interface Call {
  services: Services;
  caller: Caller;
}

export interface AnsweringCall extends Call {
  /** Shows where long work stands; at most one edit in three seconds reaches Discord, the latest one. */
  progress(view: View): void;
}

/** Who sees the answer: everybody in the channel, or only the caller. */
export type Visibility = 'public' | 'private';

/*
 * A command, button or modal does one of these, and a declaration that mixes them does not compile:
 * - it answers: `execute` runs after the acknowledgement, so it may take its time, and returns what to show;
 * - it asks for images: `asks` returns the request. Acknowledging, making and showing are done elsewhere, in the
 *   channel or privately as the request says;
 * - it opens a modal: `opens` has to be quick, because a modal must reach Discord within three seconds.
 * A command may open a modal or else answer, depending on its options.
 */

/**
 * Who may use it: `generate`, `train` and `register` are what admins can leave to roles, `right` is what nobody can be
 * kept from. Everything else is for everybody but blocked members.
 */
export interface Gated {
  gate?: Gate | 'right';
}

/** Where it works besides in servers that the bot is in; the caller's guildId is `directMessages` there. */
export interface Placed {
  /** In direct messages with the bot. */
  direct?: boolean;
  /**
   * Where the operator lets members install the bot for themselves (USER_INSTALLS): in direct messages with it, in other
   * servers, and in conversations.
   */
  elsewhere?: boolean;
}

/** Whether its use leaves something of who used it. */
export interface Traced {
  /**
   * Nothing is noted of them, not even their language: somebody whose data was deleted may be looking at what came of it.
   */
  traceless?: boolean;
}

interface CommandBase<Options extends OptionDefinitions> extends Gated, Placed, Traced {
  name: string;
  description: PlainKey;
  options: Options;
}

interface AnsweringDeclaration<Options extends OptionDefinitions, Values> extends CommandBase<Options> {
  visibility: Visibility;
  execute(context: AnsweringCall & { options: Values }): Promise<View>;
  /** A modal to open instead, where there is one for these options. */
  opens?(context: Call & { options: Values }): Promise<Modal> | undefined;
  asks?: never;
}

interface ImageDeclaration<Options extends OptionDefinitions, Values> extends CommandBase<Options> {
  asks(context: Call & { options: Values }): Promise<GenerationRequest> | GenerationRequest;
  visibility?: never;
  execute?: never;
  opens?: never;
}

type Untyped = Record<string, unknown>;

/** Declared commands with their option types forgotten, as the dispatcher keeps them. */
export type AnsweringCommand = { kind: 'command' } & AnsweringDeclaration<OptionDefinitions, Untyped>;
export type ImageCommand = { kind: 'command' } & ImageDeclaration<OptionDefinitions, Untyped>;
export type Command = AnsweringCommand | ImageCommand;

/** The message in whose menu a command was chosen. */
export interface ChosenMessage {
  pictures: AttachedFile[];
  /** Its text, with names in place of mentions. */
  words: string;
  /** The id of the image that it shows, where this bot posted it. */
  imageId?: string | undefined;
}

interface MenuBase extends Gated, Placed, Traced {
  /** As it stands in the menu, in mixed case. */
  name: string;
}

type MessageDeclaration = MenuBase &
  (
    | {
        visibility: Visibility;
        execute(context: AnsweringCall & { message: ChosenMessage }): Promise<View>;
        opens?: never;
      }
    | {
        opens(context: Call & { message: ChosenMessage }): Promise<Modal>;
        visibility?: never;
        execute?: never;
      }
  );

/** A command of the menu of a message (Discord: Apps), which takes no options. */
export type MessageCommand = { kind: 'message-command' } & MessageDeclaration;

/** A command of the menu of a member. `name` is what the server calls them. */
export interface MemberCommand extends MenuBase {
  kind: 'member-command';
  opens(context: Call & { member: ChosenMember & { name: string } }): Promise<Modal>;
}

/** Discord takes 15 of each kind. */
export type MenuCommand = MessageCommand | MemberCommand;

export function defineMessageCommand(declaration: MessageDeclaration): MessageCommand {
  return { kind: 'message-command', ...declaration };
}

export function defineMemberCommand(declaration: Omit<MemberCommand, 'kind'>): MemberCommand {
  return { kind: 'member-command', ...declaration };
}

export interface CommandGroup {
  kind: 'group';
  name: string;
  description: PlainKey;
  /** Discord offers it only to those who may manage the server. Admins can change that there, so it asks again itself. */
  adminOnly?: boolean;
  subcommands: Command[];
}

/**
 * Declares a command. Its function gets the options with the types that their declaration implies, and throws
 * UserError for what a member can mend. The dispatcher does the rest.
 */
export function defineCommand<const Options extends OptionDefinitions>(
  declaration: AnsweringDeclaration<Options, OptionValues<Options>>,
): AnsweringCommand;
export function defineCommand<const Options extends OptionDefinitions>(
  declaration: ImageDeclaration<Options, OptionValues<Options>>,
): ImageCommand;
export function defineCommand(declaration: Omit<AnsweringCommand, 'kind'> | Omit<ImageCommand, 'kind'>) {
  return { kind: 'command', ...declaration };
}

export function defineCommandGroup(group: Omit<CommandGroup, 'kind'>): CommandGroup {
  return { kind: 'group', ...group };
}

/** What the button is about: the part of its custom_id after the name. */
interface Ref {
  ref: string;
}

interface ButtonBase extends Gated, Placed, Traced {
  name: string;
}

export type ButtonDeclaration = ButtonBase &
  (
    | {
        /**
         * Where the answer goes: a new message, or in place of the message that carries the button. `onward` takes the
         * place of a private card, so that no old card keeps buttons that no longer fit; elsewhere it is private.
         */
        answer: Visibility | 'replace' | 'onward';
        execute(context: ButtonCall): Promise<View>;
        opens?: never;
        asks?: never;
      }
    | { opens(context: Call & Ref & Typed): Promise<Modal>; answer?: never; execute?: never; asks?: never }
    | {
        asks(context: Call & Ref): Promise<GenerationRequest>;
        answer?: never;
        execute?: never;
        opens?: never;
      }
  );

export type ButtonCall = AnsweringCall & Ref;

interface Typed {
  /** What `typedText` gave back on the card with the button, by the number of the field. */
  typed?: Readonly<Record<number, string>>;
}

/** Declares what a button of that name does. It works after a restart: everything it needs is in `ref` and the store. */
export function defineButton(declaration: ButtonDeclaration): ButtonDeclaration {
  return declaration;
}

/** What a modal was filled in with. */
export interface Sent extends Ref {
  /** What was typed, chosen or ticked, by the custom_id of the field. */
  fields: Record<string, string | string[] | boolean | undefined>;
  /** What was attached, by the custom_id of the field. */
  files: Record<string, AttachedFile[] | undefined>;
}

export type ModalDeclaration = Gated &
  Placed &
  Traced & {
    /** The part of the modal's custom_id before the colon. */
    name: string;
  } & (
    | {
        /**
         * `replace` takes the place of the message that the modal was opened from, `onward` only that of a private card;
         * elsewhere it is private.
         */
        visibility: Visibility | 'replace' | 'onward';
        execute(context: AnsweringCall & Sent): Promise<View>;
        asks?: never;
      }
    | { asks(context: Call & Sent): Promise<GenerationRequest>; visibility?: never; execute?: never }
  );

/** Declares what happens when a modal of that name is sent. */
export function defineModal(declaration: ModalDeclaration): ModalDeclaration {
  return declaration;
}
