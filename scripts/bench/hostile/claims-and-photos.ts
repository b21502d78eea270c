/** Claims with a wrong token, and photo links that were changed or have expired. */
import { type Kinds, type Material, noText } from './material.ts';
import { text } from './signing.ts';

export function claimsAndPhotos(material: Material): Kinds {
  const { random, claimed, waiting, expired, running, resumed, ended, succeeded } = material;
  const { claim, photo, photoOf, otherJobs } = material;
  const { pick, whole, chance } = random;
  return {
    'claim: token guessed': () => {
      const { jobId, token } = waiting;
      const guess = [
        () => text(random, 32),
        () => token.slice(0, whole(1, token.length - 1)),
        () => `${token}${pick([' ', 'A', '\u0000'])}`,
        () => pick([claimed.again, claimed.replaced, expired.code]).token,
        () => 'é'.repeat(whole(1, 100)),
      ];
      const others = [running.jobId, succeeded.jobId, '__proto__', text(random, 8)];
      return claim({ jobId: chance(0.6) ? jobId : pick(others), token: pick(guess)() }, 401);
    },
    'claim: token replaced': () => claim(claimed.replaced, 401),
    'claim: token used': () => claim(claimed.again, 409),
    'claim: token outdated': () =>
      claim(pick([expired.code, claimed.cancelled, claimed.failed, claimed.erased]), 410),
    'claim: token huge': () => claim({ ...waiting, token: text(random, pick([201, 5_000, 20_000])) }, 422),
    'claim: malformed': () => {
      const { jobId, token } = waiting;
      const odd = [
        { jobId },
        { token },
        { jobId: [jobId], token },
        { jobId, token: pick(noText) },
        { jobId, token: '' },
        [{ jobId, token }],
        { jobId: jobId.padEnd(41, 'x'), token },
      ];
      return claim(chance(0.5) ? JSON.stringify({ jobId, token }).slice(0, -whole(1, 20)) : pick(odd), 422);
    },
    'photo: link changed': () => {
      const url = photoOf(running);
      const other = pick([photoOf(succeeded), photoOf(resumed.second)]);
      const changed = [
        () => url.replace(/photos\/[^/]+/, `photos/${pick(otherJobs)}`),
        () => url.replace(/[0-9a-f]{64}/, text(random, 64, '0123456789abcdef')),
        () =>
          url.replace(/expires=\d+/, `expires=${pick(['9999999999999', '', '1e99', 'NaN', '-1', '0x1'])}`),
        () => url.replace(/signature=.*/, `signature=${pick([text(random, 43), '', 'undefined', '%00'])}`),
        () => url.replace(/signature=.*/, other.slice(other.indexOf('signature='))),
        () => url.slice(0, url.indexOf('?')),
        () => `${url}&signature=${text(random, 43)}`,
        () => url.replace('signature=', 'signature[]='),
      ];
      return { ...photo(pick(changed)(), 401), method: chance(0.1) ? 'HEAD' : 'GET' };
    },
    'photo: link outdated': () =>
      photo(
        pick([
          ...expired.photos.map(({ url }) => url),
          ...Object.values(ended).map(photoOf),
          photoOf(succeeded),
        ]),
        410,
      ),
    'photo: path traversal': () => {
      const steps = text(random, whole(1, 6), 'ab')
        .replaceAll('a', '../')
        .replaceAll('b', pick(['..%2f', '%2e%2e/', '..%5c', '....//', '%00/', '..%c0%af', '%252e%252e/']));
      const path = `/training/photos/${pick([steps, `${running.jobId}/${steps}`])}${pick(['bot.sqlite', 'etc/passwd', '%', '%zz', 'x'.repeat(whole(1, 9_000))])}`;
      return { method: 'GET', path, headers: {}, allowed: [400, 401, 404, 414, 422] };
    },
  };
}
