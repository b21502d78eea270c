import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import type { GenerationRequest } from '../services/generation/requests/plan.ts';
import type { Services } from '../services/index.ts';
import { directMessages, type Gate } from '../services/settings/access.ts';
import type { Modal, View } from '../views/components.ts';
import type { PlainKey } from '../words/words.ts';

export { directMessages };

/** The member who asks, and where. */
export interface Caller {
  memberId: string;
  /** The server, or `directMessages`. */
  guildId: string;
  /**
   * The bot is no part of this place, a server or a conversation: it is there because the member installed it for
   * themselves. It can answer them, and do nothing else there.
   */
  elsewhere?: boolean;
  channelId: string;
  /** In a public thread, the channel that it belongs to. */
  parentChannelId?: string | undefined;
  /** The channel that counts where rules are made for channels: of any thread, the one that it belongs to. */
  placeId: string;
  /** Whether the server has a channel of that id, as far as the bot can see. */
  channelExists(channelId: string): boolean;
  /** Whether Discord shows them that channel of the server. */
  canView(channelId: string): boolean;
  /** May manage the server. */
  admin: boolean;
  /** Their roles in the server, as Discord says with each interaction; without @everyone. */
  roleIds: readonly string[];
  /** Whether the server has a role of that id. */
  roleExists(roleId: string): boolean;
  /** Turns the name of a command, such as `actor register`, into one that members can click. */
  mention(command: string): string;
  /** The channel is one that Discord restricts to adults. */
  adultChannel: boolean;
}

/** A file that a member attached. Its bytes are still at Discord, and what Discord says about it may be wrong. */
export interface AttachedFile {
  url: string;
  name: string;
  /** Bytes, as Discord says. */
  size: number;
}

export interface ChosenMember {
  id: string;
  bot: boolean;
  /** May manage the server; absent for somebody who is not in it. */
  admin?: boolean;
}

/** A channel of the server that takes messages. */
export interface ChosenChannel {
  id: string;
}

/** A role of the server; @everyone has the server's id. */
export interface ChosenRole {
  id: string;
}

export type Choice = APIApplicationCommandOptionChoice<string>;

export interface AutocompleteContext {
  /** What has been typed so far. */
  typed: string;
  /** The other text options that have been filled in so far, by name. */
  given: Readonly<Record<string, string | undefined>>;
  services: Services;
  caller: Caller;
}

interface OptionBase<Kind extends string, Required extends boolean> {
  kind: Kind;
  description: PlainKey;
  required: Required;
}

/** `ownName` is one that is the same in every language. */
export type DeclaredChoice = { value: string } & ({ name: PlainKey } | { ownName: string });

export type OptionDefinition =
  | (OptionBase<'string', boolean> & {
      minLength?: number;
      maxLength?: number;
      choices?: readonly DeclaredChoice[];
      autocomplete?: (context: AutocompleteContext) => Promise<Choice[]> | Choice[];
    })
  | (OptionBase<'integer' | 'number', boolean> & { min?: number; max?: number })
  | OptionBase<'boolean' | 'member' | 'channel' | 'role' | 'file', boolean>;

export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;

type ValueOf<Option extends OptionDefinition> = Option extends { choices: readonly { value: infer Value }[] }
  ? Value
  : {
      string: string;
      integer: number;
      number: number;
      boolean: boolean;
      member: ChosenMember;
      channel: ChosenChannel;
      role: ChosenRole;
      file: AttachedFile;
    }[Option['kind']];

/** The values that declared options take: one that is not required may be undefined. */
export type OptionValues<Options extends OptionDefinitions> = {
  [Name in keyof Options]: Options[Name] extends { required: true }
    ? ValueOf<Options[Name]>
    : ValueOf<Options[Name]> | undefined;
};

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
