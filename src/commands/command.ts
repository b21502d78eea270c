import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import type { Post } from '../services/actors/actor.ts';
import type { GenerationRequest } from '../services/generation/requests/plan.ts';
import type { Services } from '../services/index.ts';
import type { Modal, View } from '../views/components.ts';

/** What stands for the server in direct messages, as in Discord's own addresses. */
export const directMessages = '@me';

/** The member who asks, and where. */
export interface Caller {
  memberId: string;
  /** The server, or `directMessages`. */
  guildId: string;
  channelId: string;
  /** May manage the server. */
  admin: boolean;
  /** The channel is one that Discord restricts to adults. */
  adultChannel: boolean;
}

/** A file that a member attached: its bytes are still at Discord, and what Discord says of it is not believed. */
export interface AttachedFile {
  url: string;
  name: string;
  /** Bytes, as Discord says. */
  size: number;
}

export interface ChosenMember {
  id: string;
  bot: boolean;
}

/** A channel of the server that takes messages. */
export interface ChosenChannel {
  id: string;
}

export type Choice = APIApplicationCommandOptionChoice<string>;

export interface AutocompleteContext {
  /** What has been typed so far. */
  typed: string;
  services: Services;
  caller: Caller;
}

interface OptionBase<Kind extends string, Required extends boolean> {
  kind: Kind;
  description: string;
  required: Required;
}

export type OptionDefinition =
  | (OptionBase<'string', boolean> & {
      minLength?: number;
      maxLength?: number;
      choices?: readonly { name: string; value: string }[];
      autocomplete?: (context: AutocompleteContext) => Promise<Choice[]> | Choice[];
    })
  | (OptionBase<'integer' | 'number', boolean> & { min?: number; max?: number })
  | OptionBase<'boolean' | 'member' | 'channel' | 'file', boolean>;

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
      file: AttachedFile;
    }[Option['kind']];

/** The values that a declaration of options leads to: an option that is not required may be undefined. */
export type OptionValues<Options extends OptionDefinitions> = {
  [Name in keyof Options]: Options[Name] extends { required: true }
    ? ValueOf<Options[Name]>
    : ValueOf<Options[Name]> | undefined;
};

export interface CommandContext<Options extends OptionDefinitions> {
  options: OptionValues<Options>;
  services: Services;
  caller: Caller;
  /** Shows where long work stands; at most one edit in three seconds reaches Discord, the latest wins. */
  progress(view: View): void;
  /** The message that the answer will stand in, where it is known before: it exists since the bot acknowledged. */
  post: Post | undefined;
}

/** Who sees the answer: everybody in the channel, or only the caller. */
export type Visibility = 'public' | 'private';

export interface CommandDeclaration<Options extends OptionDefinitions> {
  name: string;
  description: string;
  options: Options;
  visibility: Visibility | ((options: OptionValues<Options>, caller: Caller) => Visibility);
  /** Works in direct messages with the bot too; the caller's guildId is `directMessages` there. */
  direct?: boolean;
  /** A modal to open instead of running, decided at once: it has to come within three seconds. */
  opens?(options: OptionValues<Options>, caller: Caller, services: Services): Modal | undefined;
  execute?(context: CommandContext<Options>): Promise<View>;
  /**
   * Instead of `execute`: the images that are asked for. They are stored before Discord is answered, so it has to
   * be quick; making and showing them is not the command's affair. Private where the request says so.
   */
  asks?(context: Asking & { options: OptionValues<Options> }): Promise<GenerationRequest> | GenerationRequest;
}

/** What a request for images is read from. */
export interface Asking {
  services: Services;
  caller: Caller;
}

/** A declared command with its option types forgotten, as the dispatcher keeps it. */
export interface Command {
  kind: 'command';
  name: string;
  description: string;
  options: OptionDefinitions;
  direct: boolean;
  visibility(options: Record<string, unknown>, caller: Caller): Visibility;
  opens(options: Record<string, unknown>, caller: Caller, services: Services): Modal | undefined;
  execute(
    context: Omit<CommandContext<OptionDefinitions>, 'options'> & { options: Record<string, unknown> },
  ): Promise<View>;
  asks?(
    context: Asking & { options: Record<string, unknown> },
  ): Promise<GenerationRequest> | GenerationRequest;
}

export interface CommandGroup {
  kind: 'group';
  name: string;
  description: string;
  /** Discord offers it to those only who may manage the server. Admins can change that there, so it asks again itself. */
  adminOnly?: boolean;
  subcommands: Command[];
}

/**
 * Declares a command. `execute` gets the options with the types that their declaration implies and returns what
 * to show; it throws UserError for what a member can mend. The dispatcher does the rest.
 */
export function defineCommand<const Options extends OptionDefinitions>(
  declaration: CommandDeclaration<Options>,
): Command {
  const { visibility, opens, execute, asks } = declaration;
  return {
    kind: 'command',
    name: declaration.name,
    description: declaration.description,
    options: declaration.options,
    direct: declaration.direct ?? false,
    visibility: (options, caller) =>
      typeof visibility === 'function' ? visibility(options as OptionValues<Options>, caller) : visibility,
    opens: (options, caller, services) => opens?.(options as OptionValues<Options>, caller, services),
    execute: async context => {
      if (!execute) throw new Error(`${declaration.name} asks for images and is not executed`);
      return execute({ ...context, options: context.options as OptionValues<Options> });
    },
    ...(asks && {
      asks: context => asks({ ...context, options: context.options as OptionValues<Options> }),
    }),
  };
}

export function defineCommandGroup(group: Omit<CommandGroup, 'kind'>): CommandGroup {
  return { kind: 'group', ...group };
}

export interface ButtonContext {
  /** What the button is about: the part of its custom_id after the name. */
  ref: string;
  services: Services;
  caller: Caller;
  progress(view: View): void;
  /** The message that the answer will stand in, where it is known before. */
  post: Post | undefined;
}

export interface ButtonDeclaration {
  name: string;
  /** Works in direct messages with the bot too. */
  direct?: boolean;
  /** Where the answer goes: a new message, or in place of the message that carries the button. */
  answer: Visibility | 'replace';
  /** A modal to open instead; it has to come within three seconds, so only quick look-ups belong here. */
  opens?(context: ButtonContext): Promise<Modal>;
  execute?(context: ButtonContext): Promise<View>;
  /** Instead: the images that are asked for, as with commands. */
  asks?(context: Asking & { ref: string }): Promise<GenerationRequest>;
}

/** Declares what a button of that name does. It works after a restart: everything it needs is in `ref` and the store. */
export function defineButton(declaration: ButtonDeclaration): ButtonDeclaration {
  return declaration;
}

export interface ModalContext extends ButtonContext {
  /** What was typed, chosen or ticked, by the custom_id of the field. */
  fields: Record<string, string | string[] | boolean | undefined>;
  /** What was attached, by the custom_id of the field. */
  files: Record<string, AttachedFile[] | undefined>;
}

export interface ModalDeclaration {
  /** The part of the modal's custom_id before the colon. */
  name: string;
  visibility: Visibility | ((ref: string) => Visibility);
  direct?: boolean;
  execute?(context: ModalContext): Promise<View>;
  /** Instead: the images that are asked for, as with commands. */
  asks?(context: Asking & Pick<ModalContext, 'ref' | 'fields' | 'files'>): Promise<GenerationRequest>;
}

/** Declares what happens when a modal of that name is sent. */
export function defineModal(declaration: ModalDeclaration): ModalDeclaration {
  return declaration;
}
