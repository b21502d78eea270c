const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The embedded CDN gives absolute addresses under one name of this machine, while the page may have been opened
 * under another. Makes those same-origin, and leaves every other address as it is.
 */
export function localUrl(url: string): string {
  if (!URL.canParse(url, location.href)) return url;
  const { hostname, port, pathname, search } = new URL(url, location.href);
  return LOOPBACK.has(hostname) && port === location.port ? pathname + search : url;
}

const NO_AVATAR = '/page/icon.svg';

/** Someone's avatar, or a drawn stand-in while they are not known: never the library's default on a CDN. */
export function avatarOf(someone: { avatarUrl: string } | undefined): string {
  return someone?.avatarUrl ? localUrl(someone.avatarUrl) : NO_AVATAR;
}
