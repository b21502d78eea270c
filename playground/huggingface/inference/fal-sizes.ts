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
