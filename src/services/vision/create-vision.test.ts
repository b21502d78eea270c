import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { listCast, renderCastPhoto } from '@ai-actor/playground/cast';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createVision } from './create-vision.ts';
import { createDecoderHere } from './testing/decoder-here.ts';
import { type Sight, type Vision, VisionError } from './vision.ts';

/** Group photos that the face package itself ships: each face in them is somebody else. */
const samples = join(
  dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
  'demo',
);
/** However busy the machine is, a look may take its time here. */
const patience = 10 * 60_000;
vi.setConfig({ testTimeout: patience });
let vision: Vision;
beforeAll(() => {
  vision = createVision({ timeoutMs: patience });
});
afterAll(() => vision.stop());

const jpeg = (picture: Sharp) => picture.jpeg({ quality: 92 }).toBuffer();

/** Faces of a group photo, each cropped with room around it. */
async function people(sample: string, most: number): Promise<Buffer[]> {
  const file = await readFile(join(samples, sample));
  const { width, height } = await sharp(file).metadata();
  const { faces } = await vision.look(await jpeg(sharp(file)));
  return Promise.all(
    faces.slice(0, most).map(({ box }) => {
      const [w, h] = [box.width * width, box.height * height];
      const left = Math.max(0, Math.round(box.x * width - w / 2));
      const top = Math.max(0, Math.round(box.y * height - h / 2));
      const crop = {
        left,
        top,
        width: Math.min(width - left, Math.round(2 * w)),
        height: Math.min(height - top, Math.round(2 * h)),
      };
      return jpeg(sharp(file).extract(crop).resize({ height: 600 }));
    }),
  );
}

const apart = (a: Sight, b: Sight) =>
  Math.hypot(...(a.descriptor ?? []).map((value, index) => value - (b.descriptor?.[index] ?? Number.NaN)));

describe('faces', () => {
  let one: Buffer;
  let seen: Sight;
  let others: Sight[];
  beforeAll(async () => {
    const [first, ...rest] = await people('sample6.jpg', 3);
    if (!first) throw new Error('no face in the sample');
    one = first;
    seen = await vision.look(one);
    others = await Promise.all(rest.map(vision.look));
  }, patience);

  test('one face is found where it is, upright and measured', () => {
    expect(seen.faces).toHaveLength(1);
    const [face] = seen.faces;
    expect(face?.box.x).toBeGreaterThan(0.1);
    expect((face?.box.x ?? 1) + (face?.box.width ?? 1)).toBeLessThan(0.9);
    expect(Math.abs(face?.tilt ?? 99)).toBeLessThan(30);
    expect(face?.sidePixels).toBeGreaterThan(100);
    expect(seen).toMatchObject({ turned: 0 });
    expect(seen.phash).toMatch(/^[0-9a-f]{16}$/);
  });

  test('the same person in other light is the same, another person is not', async () => {
    const changed = await Promise.all(
      [
        sharp(one).modulate({ brightness: 0.7 }),
        sharp(one).linear(1.2, 10),
        sharp(one).rotate(8, { background: '#808080' }),
        sharp(one).flop(),
      ].map(async picture => vision.look(await jpeg(picture))),
    );
    for (const sight of changed) expect(apart(seen, sight)).toBeLessThan(0.5);
    // The last is its mirror image: the nose stands on the other side.
    const [turn = 9, mirrored = 9] = [seen, changed[3]].map(sight => sight?.faces[0]?.turn);
    expect(Math.abs(turn)).toBeLessThan(1);
    expect(Math.abs(turn + mirrored)).toBeLessThan(0.2);
    expect(others.length).toBeGreaterThan(0);
    for (const sight of others) expect(apart(seen, sight)).toBeGreaterThan(0.58);
  });

  test.each([90, 180, 270] as const)(
    'a copy that stands %i degrees wrong is found, and it is said',
    async degrees => {
      const sight = await vision.look(await jpeg(sharp(one).rotate(degrees)));
      expect(sight.turned).toBe((360 - degrees) % 360);
      expect(apart(seen, sight)).toBeLessThan(0.5);
    },
  );

  test('blur and darkness are measured', async () => {
    const sharpness = (sight: Sight) => sight.faces[0]?.sharpness ?? Number.NaN;
    const blurred = await vision.look(await jpeg(sharp(one).blur(2)));
    expect(sharpness(blurred)).toBeLessThan(sharpness(seen) / 3);
    expect(sharpness(seen)).toBeGreaterThan(90);
    const dark = await vision.look(await jpeg(sharp(one).linear(0.3, 0)));
    expect(dark.brightness).toBeLessThan(seen.brightness / 2);
  });

  test('a picture without a face has none', async () => {
    const noise = sharp({
      create: {
        width: 600,
        height: 400,
        channels: 3,
        background: '#79a7d3',
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    });
    const sight = await vision.look(await jpeg(noise));
    expect(sight).toMatchObject({ faces: [], turned: 0 });
    expect(sight.descriptor).toBeUndefined();
  });

  test('a small copy has nearly the same hash, another picture has not', async () => {
    const bits = (a: Sight, b: Sight) =>
      [...(BigInt(`0x${a.phash}`) ^ BigInt(`0x${b.phash}`)).toString(2)].filter(bit => bit === '1').length;
    const small = await vision.look(await jpeg(sharp(one).resize({ height: 300 })));
    expect(bits(seen, small)).toBeLessThanOrEqual(8);
    for (const sight of others) expect(bits(seen, sight)).toBeGreaterThan(8);
  });
});

describe('the drawn cast', () => {
  test('everybody is found, is like themselves and unlike the others', async () => {
    const sights = await Promise.all(
      ['nova', 'bruno'].map(async id =>
        Promise.all([0, 3].map(async number => vision.look(await renderCastPhoto(id, number)))),
      ),
    );
    for (const [person, [first, second]] of sights.entries()) {
      if (!first || !second) throw new Error('not looked at');
      expect([first.faces.length, second.faces.length]).toEqual([1, 1]);
      expect(first.explicit).toBeLessThan(0.3);
      const own = apart(first, second);
      expect(own).toBeLessThan(0.3);
      for (const [other, [foreign]] of sights.entries()) {
        if (other !== person && foreign) expect(apart(first, foreign)).toBeGreaterThan(own);
      }
    }
  });
});

describe('faces in pictures', () => {
  test('each is found with its age and its numbers, the largest first', async () => {
    const group = await readFile(join(samples, 'sample6.jpg'));
    const [faces, sight] = [await vision.faces(group), await vision.look(await jpeg(sharp(group)))];
    expect(faces.length).toBe(sight.faces.length);
    const areas = faces.map(({ box }) => box.width * box.height);
    expect(areas).toEqual(areas.toSorted((a, b) => b - a));
    for (const { age, descriptor } of faces.slice(0, 4)) {
      expect(age).toBeGreaterThan(15);
      expect(age).toBeLessThan(60);
      expect(descriptor).toHaveLength(128);
    }
  });

  test('somebody who lies is found, and looks as old as upright', async () => {
    const [photo] = await people('sample6.jpg', 1);
    if (!photo) throw new Error('no face in the sample');
    const [upright] = await vision.faces(photo);
    const [lying, ...others] = await vision.faces(await jpeg(sharp(photo).rotate(90)));
    if (!upright || !lying) throw new Error('no face');
    expect(others).toEqual([]);
    expect(Math.abs(lying.age - upright.age)).toBeLessThan(8);
    expect(lying.box.x + lying.box.width / 2).toBeCloseTo(1 - upright.box.y - upright.box.height / 2, 1);
  });

  test('the drawn cast are grown up, in their photos too', async () => {
    for (const { id } of listCast()) {
      const photo = await renderCastPhoto(id, 0);
      const { age } = await vision.look(photo);
      expect(age, id).toBeGreaterThan(15);
      expect((await vision.faces(photo))[0]?.age, id).toBeCloseTo(age ?? Number.NaN, -0.7);
    }
  });

  test('a picture that was decoded for it is not decoded again', async () => {
    const decoder = createDecoderHere();
    const drawn = await sharp(await renderCastPhoto('nova', 0))
      .png()
      .toBuffer();
    const checked = await decoder.picture(drawn, { faces: true });
    if (!('png' in checked)) throw new Error(checked.fault);
    // What remains of the bytes is of no use: only the copy that was kept can be looked at.
    checked.png.fill(0);
    expect(await vision.faces(checked.png)).toHaveLength(1);
    await expect(vision.faces(checked.png)).rejects.toThrow(VisionError);
    await decoder.stop();
  });

  test('bytes that are no picture reject', async () => {
    await expect(vision.faces(Buffer.from('words'))).rejects.toThrow(VisionError);
  });
});

describe('what goes wrong', () => {
  test('a damaged file rejects, and the next one is looked at', async () => {
    const whole = await renderCastPhoto('mei', 0);
    await expect(vision.look(whole.subarray(0, 5_000))).rejects.toThrow(VisionError);
    await expect(vision.nudity(Buffer.from('words'))).rejects.toThrow(VisionError);
    await expect(
      vision.nudity(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
    ).rejects.toThrow(VisionError);
    await expect(vision.look(Buffer.alloc(0))).rejects.toThrow(VisionError);
    expect((await vision.nudity(whole)).explicit).toBeLessThan(0.5);
  });

  /** The first byte says how to misbehave. */
  const misbehave = `
    if (first === 1) process.exit(1);
    if (first === 2) for (;;);
    if (first === 3) throw new Error('a fault');
    if (first === 4) setTimeout(() => { throw new Error('a late fault') }, 20);
    const explicit = first === 5 ? Number('SECRET' in process.env) : first === 6 ? 'none' : process.pid;`;
  const scripts = {
    looker: `
      const sight = { faces: [], phash: '0'.repeat(16), brightness: 0, contrast: 0, turned: 0 };
      process.on('message', ({ bytes: [first] }) => {
        ${misbehave}
        process.send({ result: { ...sight, explicit } });
      });`,
    classifier: `
      process.on('message', ([first]) => {
        ${misbehave}
        process.send({ result: { explicit, suggestive: 0 } });
      });`,
    unsupported: `process.on('message', () => process.send({ unsupported: 'another C library' }));`,
  };

  describe.each(['looker', 'classifier'] as const)('in the process of the %s', kind => {
    let dir: string;
    const at = (name: string) => pathToFileURL(join(dir, name));
    beforeAll(async () => {
      dir = await mkdtemp(join(tmpdir(), 'actor-vision-'));
      for (const [name, text] of Object.entries(scripts)) await writeFile(at(`${name}.cjs`), text);
    });
    afterAll(() => rm(dir, { recursive: true, force: true }));

    const strange = (options: Parameters<typeof createVision>[0] = {}) =>
      createVision({ looker: at('looker.cjs'), classifier: at('classifier.cjs'), ...options });
    const pictureOf = async (first: number) => (kind === 'looker' ? Uint8Array.of(first) : grey(first));
    /** The process that looked. */
    const show = async (at: Vision, picture: Uint8Array) =>
      (kind === 'looker' ? await at.look(picture) : await at.nudity(picture)).explicit;
    const ask = async (at: Vision, first: number) => show(at, await pictureOf(first));

    test('that dies, hangs or throws, only its own picture is lost', async () => {
      const looking = strange({ timeoutMs: 20_000 });
      const outcomes = await Promise.allSettled([1, 0, 2, 0, 3, 0].map(first => ask(looking, first)));
      expect(outcomes.map(({ status }) => status)).toEqual([
        'rejected',
        'fulfilled',
        'rejected',
        'fulfilled',
        'rejected',
        'fulfilled',
      ]);
      await looking.stop();
      await expect(ask(looking, 0)).rejects.toThrow(VisionError);
    });

    test('that dies without work, or has none for long, is replaced', async () => {
      const looking = strange({ idleMs: 100 });
      const used = new Set([await ask(looking, 4)]);
      for (const first of [0, 0]) {
        await sleep(400);
        used.add(await ask(looking, first));
      }
      expect(used.size).toBe(3);
      await looking.stop();
    });

    test('that waits for work does not keep the bot alive', async () => {
      const looked = /^looked (\d+)/.exec(await aBot('', dir));
      expect(looked).not.toBeNull();
      await expect.poll(() => lives(Number(looked?.[1])), { timeout: 60_000 }).toBe(false);
    });

    test('no more wait than the bound says', async () => {
      const looking = strange({ waitingMost: 1, picturesMost: 2, timeoutMs: 20_000 });
      // In this order, which must not depend on how long it takes to draw them.
      const pictures = await Promise.all([2, 0, 0].map(pictureOf));
      const outcomes = await Promise.allSettled(pictures.map(picture => show(looking, picture)));
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
      expect(outcomes[2]).toMatchObject({ reason: { message: expect.stringContaining('busy') } });
      await looking.stop();
    });

    /** A process that looks once, says who looked, and does something. */
    const aBot = (andThen: string, folder: string): Promise<string> =>
      new Promise(resolve => {
        const program = `
          import { createVision } from ${JSON.stringify(new URL('./create-vision.ts', import.meta.url).href)};
          const vision = createVision({
            looker: new URL(${JSON.stringify(at('looker.cjs').href)}),
            classifier: new URL(${JSON.stringify(at('classifier.cjs').href)}),
            idleMs: 600_000,
          });
          const picture = Buffer.from(${JSON.stringify(kind)} === 'looker' ? 'AA==' : process.env.PICTURE, 'base64');
          const { explicit } = await vision.${kind === 'looker' ? 'look' : 'nudity'}(picture);
          process.stdout.write('looked ' + explicit, () => { ${andThen} });`;
        void grey(0).then(picture => {
          const env = { ...process.env, PICTURE: picture.toString('base64') };
          execFile(
            process.execPath,
            ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', program],
            { cwd: folder, encoding: 'utf8', timeout: 20_000, env },
            (error, out) => resolve(error?.signal === 'SIGTERM' ? 'it lived on' : out),
          );
        });
      });

    test('it ends with the bot, however that ends', async () => {
      const looked = /^looked (\d+)/.exec(await aBot("process.kill(process.pid, 'SIGKILL')", dir));
      expect(looked).not.toBeNull();
      await expect.poll(() => lives(Number(looked?.[1])), { timeout: 60_000 }).toBe(false);
    });

    test('it is told none of the secrets of the bot, and no words pass for figures', async () => {
      process.env.SECRET = 'a token';
      const looking = strange();
      try {
        expect(await ask(looking, 5)).toBe(0);
        await expect(ask(looking, 6)).rejects.toThrow(VisionError);
      } finally {
        delete process.env.SECRET;
        await looking.stop();
      }
    });

    test('where models cannot run, no picture passes, and it is said why', async () => {
      const looking = strange({ looker: at('unsupported.cjs'), classifier: at('unsupported.cjs') });
      await expect(ask(looking, 0)).rejects.toThrow(/ONNX Runtime does not run.*another C library/);
      await looking.stop();
    });
  });

  const lives = (id: number): boolean => {
    try {
      return process.kill(id, 0);
    } catch {
      return false;
    }
  };

  /** A picture of one colour, which the classifier is handed as bytes of that value. */
  const grey = (value: number) =>
    sharp({ create: { width: 8, height: 8, channels: 3, background: { r: value, g: value, b: value } } })
      .png()
      .toBuffer();
});

test('the bot goes on while a picture is looked at', async () => {
  const photo = await renderCastPhoto('nova', 0);
  await vision.look(photo);
  let turns = 0;
  let looking = true;
  const looked = vision.look(photo).finally(() => {
    looking = false;
  });
  while (looking) {
    await nextTurn();
    turns++;
  }
  await looked;
  expect(turns).toBeGreaterThan(100);
});
