import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { avatarOf } from '../local-url.ts';
import type { LocalNotice } from '../store/state.ts';
import { StoreElement } from '../store-element.ts';
import { messageView } from './message.ts';
import { formatMessageTime } from './timestamps.ts';
import { welcome } from './welcome.ts';

const NEAR_BOTTOM = 160;
const CLOCK_MS = 20_000;

/** The channel's messages. Stays at the newest one unless the reader scrolled up. */
export class MessageList extends StoreElement {
  #channel = '';
  #atBottom = true;
  #lastTop = 0;
  #lastOwn: string | number | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;
  #resized = new ResizeObserver(() => this.#follow());

  override connectedCallback(): void {
    super.connectedCallback();
    // Relative times ("in 3 minutes") grow old without any event.
    this.#clock = setInterval(() => this.requestUpdate(), CLOCK_MS);
    this.addEventListener('scroll', () => {
      // Growing content moves the end away too; only scrolling up means that the reader wants to stay.
      if (this.scrollHeight - this.scrollTop - this.clientHeight < NEAR_BOTTOM) this.#atBottom = true;
      else if (this.scrollTop < this.#lastTop) this.#atBottom = false;
      this.#lastTop = this.scrollTop;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
    this.#resized.disconnect();
  }

  protected override firstUpdated(): void {
    this.#resized.observe(this);
    const content = this.querySelector('.messages');
    if (content) this.#resized.observe(content);
  }

  protected override updated(): void {
    const { channelId, memberId, messages, notices } = this.store.state;
    const newest = messages.get(channelId)?.at(-1);
    const own = notices.at(-1)?.id ?? (newest?.author.id === memberId ? newest.id : this.#lastOwn);
    // Whoever sends something wants to see what becomes of it.
    if (channelId !== this.#channel || own !== this.#lastOwn) this.#atBottom = true;
    // Where another channel was scrolled to says nothing here: a shorter one has not been scrolled up.
    if (channelId !== this.#channel) this.#lastTop = 0;
    this.#lastOwn = own;
    this.#channel = channelId;
    this.#follow();
  }

  #follow(): void {
    if (this.#atBottom) this.scrollTop = this.scrollHeight;
  }

  #notice(notice: LocalNotice): TemplateResult {
    const { snapshot, memberId } = this.store.state;
    const app = snapshot?.application;
    const sender = snapshot?.members.find(member => member.id === memberId);
    return html`<discord-message data-testid="local-notice" data-state=${notice.failure ? 'failed' : 'sending'}
      author=${app?.name ?? 'Application'} avatar=${avatarOf(app)} bot ephemeral
      .timestamp=${formatMessageTime(notice.at)}>
      <discord-command slot="reply" author=${sender?.displayName ?? 'You'} avatar=${avatarOf(sender)}
        command=${notice.command} type="slash_command"></discord-command>
      ${
        notice.failure
          ? html`<span class="inline-failure" role="alert" data-testid="interaction-failed">${notice.failure}</span>
              <p slot="components" class="ephemeral-notice">Only you can see this ·
                <button type="button" class="link-button"
                  @click=${() => this.store.dismissNotice(notice.id)}>Dismiss message</button></p>`
          : html`<span class="thinking" role="status">Sending command…</span>`
      }
    </discord-message>`;
  }

  protected override render(): TemplateResult {
    const { state } = this.store;
    const channel = state.snapshot?.channels.find(other => other.id === state.channelId);
    const messages = state.messages.get(state.channelId) ?? [];
    const notices = state.notices.filter(notice => notice.channelId === state.channelId);
    return html`<div class="messages" role="log" aria-label="Messages in ${channel?.name ?? 'the channel'}">
      ${channel ? welcome(channel, this.store) : nothing}
      ${repeat(
        messages,
        message => message.id,
        (message, n) => messageView(message, messages[n - 1], this.store),
      )}
      ${repeat(
        notices,
        notice => notice.id,
        notice => this.#notice(notice),
      )}
    </div>`;
  }
}

customElements.define('pg-message-list', MessageList);
