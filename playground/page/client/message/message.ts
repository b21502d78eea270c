import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { ClientMessage } from '../../../discord/members/client-protocol.ts';
import { isOfferedIn } from '../../../discord/members/command-contexts.ts';
import { placeIn } from '../channels.ts';
import { chromeWords } from '../chrome-words.ts';
import { components } from '../components-v2/components.ts';
import { shownName } from '../composer/shown-words.ts';
import { icons } from '../icons.ts';
import { avatarOf } from '../local-url.ts';
import type { Store } from '../store/store.ts';
import { attachments } from './attachments.ts';
import { embeds } from './embed.ts';
import { markdown } from './markdown.ts';
import { plainLine } from './plain-line.ts';
import { formatClock, formatMessageTime } from './timestamps.ts';

const GROUP_MS = 7 * 60_000;
const APPLICATION_COMMAND = 2;

interface Invocation {
  user: { id: string; username: string };
  command: string;
}

/** Who used which command, where the message answers one. */
export function invocation(message: ClientMessage): Invocation | undefined {
  const { interaction } = message as {
    interaction?: { name: string; user: { id: string; username: string } };
  };
  if (interaction) return { user: interaction.user, command: interaction.name };
  const metadata = message.interaction_metadata as
    | { type: number; name?: string; user: { id: string; username: string } }
    | undefined;
  if (metadata?.type !== APPLICATION_COMMAND || !metadata.name) return undefined;
  return { user: metadata.user, command: metadata.name };
}

/** Whether a message belongs under the previous one's name and avatar. */
export function continues(message: ClientMessage, previous: ClientMessage | undefined): boolean {
  if (!previous || previous.author.id !== message.author.id || previous.ephemeral !== message.ephemeral)
    return false;
  if (invocation(message) || message.message_reference) return false;
  return Date.parse(message.timestamp) - Date.parse(previous.timestamp) < GROUP_MS;
}

function member(store: Store, id: string) {
  return store.state.snapshot?.members.find(other => other.id === id);
}

/** The role's colour, darkened on a light page (see `--role-share`) so that the name can be read. */
function roleColor(someone: { color?: string } | undefined): string | undefined {
  return someone?.color && `color-mix(in oklab, ${someone.color} var(--role-share), #000)`;
}

function header(message: ClientMessage, store: Store): TemplateResult | typeof nothing {
  const used = invocation(message);
  if (used) {
    const who = member(store, used.user.id);
    return html`<discord-command slot="reply" author=${who?.displayName ?? used.user.username}
      avatar=${avatarOf(who)} role-color=${ifDefined(roleColor(who))} command=${used.command}
      type="slash_command"></discord-command>`;
  }
  const replied = message.referenced_message;
  if (!replied) return nothing;
  const who = member(store, replied.author.id);
  return html`<discord-reply slot="reply" author=${who?.displayName ?? replied.author.username}
    avatar=${avatarOf(who)} role-color=${ifDefined(roleColor(who))} ?bot=${replied.author.bot ?? false}>${plainLine(replied.content || firstText(replied.components), store.state.snapshot, 120) || 'a message'}</discord-reply>`;
}

/** The text that a message of components begins with. */
function firstText(components: readonly object[] = []): string {
  for (const component of components) {
    if ('content' in component) return String(component.content);
    const inside = 'components' in component ? firstText(component.components as object[]) : '';
    if (inside) return inside;
  }
  return '';
}

function ephemeralNotice(dismiss: () => void): TemplateResult {
  return html`<p slot="components" class="ephemeral-notice">${icons.eye} ${chromeWords().onlyYou} ·
    <button type="button" class="link-button" data-testid="dismiss" @click=${dismiss}>${chromeWords().dismiss}</button></p>`;
}

const MESSAGE_COMMAND = 3;

/** What Discord has in a message's menu, below Apps: here it shows while the message is pointed at or has the focus. */
function apps(message: ClientMessage, store: Store): TemplateResult | typeof nothing {
  const { snapshot } = store.state;
  const place = placeIn(snapshot, message.channel_id);
  const commands =
    snapshot?.commands.filter(one => one.type === MESSAGE_COMMAND && isOfferedIn(one, place)) ?? [];
  if (message.loading || commands.length === 0) return nothing;
  return html`<p slot="components" class="message-apps">${commands.map(
    command => html`<button type="button" class="link-button" data-testid="message-command"
      @click=${() => store.useOnMessage(command.name, command.id, message.id)}>${shownName(command)}</button>`,
  )}</p>`;
}

/** One message as its reader sees it. */
export function messageView(
  message: ClientMessage,
  previous: ClientMessage | undefined,
  store: Store,
): TemplateResult {
  const author = member(store, message.author.id);
  const name = author?.displayName ?? message.author.global_name ?? message.author.username;
  const date = new Date(message.timestamp);
  const bodyOnly = continues(message, previous);
  const { snapshot } = store.state;
  const mentioned = message.mentions?.some(user => user.id === store.state.memberId) ?? false;
  const edited = message.edited_timestamp
    ? html`<small class="edited" title=${formatMessageTime(new Date(message.edited_timestamp))}> ${chromeWords().edited}</small>`
    : nothing;
  const failure = store.state.failures.get(message.id);
  const state = message.loading ? 'loading' : message.ephemeral ? 'ephemeral' : 'shown';
  return html`<discord-message data-testid="message" data-id=${message.id} data-author=${name} data-state=${state}
    class=${bodyOnly ? 'message-continued' : ''} role="article" aria-label="Message from ${name}"
    author=${name} avatar=${avatarOf(author)} role-color=${ifDefined(roleColor(author))}
    ?bot=${message.author.bot ?? false}
    ?message-body-only=${bodyOnly} ?highlight=${mentioned} ?ephemeral=${message.ephemeral}
    .timestamp=${bodyOnly ? formatClock(date) : formatMessageTime(date)}>
    ${header(message, store)}
    ${
      message.loading
        ? html`<span class="thinking" role="status" data-testid="thinking"><i></i><i></i><i></i> ${chromeWords().thinking(name)}</span>`
        : markdown(message.content, snapshot, edited)
    }
    ${message.loading ? nothing : [attachments(message, store), embeds(message, store), components(message, store)]}
    ${failure ? html`<p slot="components" class="inline-failure" role="alert" data-testid="interaction-failed">${failure}</p>` : nothing}
    ${apps(message, store)}
    ${message.ephemeral ? ephemeralNotice(() => store.dismissMessage(message.channel_id, message.id)) : nothing}
  </discord-message>`;
}
