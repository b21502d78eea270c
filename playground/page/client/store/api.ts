import type {
  AutocompleteReply,
  AutocompleteRequest,
  ClientInteraction,
  ClientMessage,
  InteractionReply,
  UploadReply,
} from '../../../discord/members/client-protocol.ts';

export interface CastMember {
  id: string;
  name: string;
  about: string;
  photos: { name: string; url: string }[];
}

export interface Control {
  id: string;
  label: string;
  description: string;
  active?: boolean;
}

/** Fetches JSON; throws an Error whose message is a sentence to show. */
async function request<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch(() => {
    throw new Error('The playground cannot be reached.');
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body as T;
  const reason = (body as { error?: unknown } | undefined)?.error;
  throw new Error(typeof reason === 'string' ? reason : `That did not work (${response.status}).`);
}

function json(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** The member's side of the client protocol, for one member. */
export function createApi(memberId: string) {
  const base = `/client/${memberId}`;
  return {
    messages: (channelId: string) =>
      request<ClientMessage[]>(`${base}/channels/${channelId}/messages?limit=100`),
    interact: (interaction: ClientInteraction) =>
      request<InteractionReply>(`${base}/interactions`, json(interaction)),
    setLocale: (locale: string) => request<object>(`${base}/locale`, { ...json({ locale }), method: 'PUT' }),
    autocomplete: (body: AutocompleteRequest, signal: AbortSignal) =>
      request<AutocompleteReply>(`${base}/autocomplete`, { ...json(body), signal }),
    send: (channelId: string, content: string, uploadIds: string[]) =>
      request<ClientMessage>(`${base}/messages`, json({ channelId, content, uploadIds })),
    upload: (file: File) =>
      request<UploadReply>(`${base}/uploads?name=${encodeURIComponent(file.name)}`, {
        method: 'POST',
        headers: { 'content-type': file.type || 'application/octet-stream' },
        body: file,
      }),
  };
}

export type Api = ReturnType<typeof createApi>;

export const fetchCast = () => request<CastMember[]>('/page/cast');
export const fetchControls = () => request<Control[]>('/page/controls');
export const runControl = (id: string) => request<{ message: string }>('/page/controls', json({ id }));

/** A cast member's photos as files, as though they had been chosen from disk. */
export async function fetchCastPhotos(member: CastMember): Promise<File[]> {
  return Promise.all(
    member.photos.map(async photo => {
      const response = await fetch(photo.url);
      if (!response.ok) throw new Error(`${photo.name} could not be loaded.`);
      return new File([await response.blob()], photo.name, { type: 'image/jpeg' });
    }),
  );
}
