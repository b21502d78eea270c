/** fal's named sizes, in pixels. */
export const namedSizes: Record<string, [number, number]> = {
  square_hd: [1024, 1024],
  square: [512, 512],
  portrait_4_3: [768, 1024],
  portrait_16_9: [576, 1024],
  landscape_4_3: [1024, 768],
  landscape_16_9: [1024, 576],
};

/** Width and height for what a form's `image_size` says. */
export function sizeOf(value: unknown): [number, number] {
  if (typeof value === 'string') return namedSizes[value] ?? [1024, 1024];
  const { width, height } = (value ?? {}) as Record<string, unknown>;
  return [Number(width ?? 1024), Number(height ?? 1024)];
}

/** What FLUX.1 Kontext makes of a ratio, in pixels: the sizes that it was trained on. */
export const ratioSizes: Record<string, [number, number]> = {
  '21:9': [1568, 672],
  '16:9': [1392, 752],
  '4:3': [1184, 880],
  '3:2': [1248, 832],
  '1:1': [1024, 1024],
  '2:3': [832, 1248],
  '3:4': [880, 1184],
  '9:16': [752, 1392],
  '9:21': [672, 1568],
};
