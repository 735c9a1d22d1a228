import { z } from 'zod';

/** A whole number of a range. */
export function wholeNumber(name: string, min: number, max: number) {
  return z
    .string()
    .refine((text) => fits(text, min, max), `${name} must be ${rangeOf(min, max)}.`)
    .transform(Number);
}

/** A whole number of a range, or `off`, which is null. */
export function wholeNumberOrOff(name: string, min: number, max: number) {
  return z
    .string()
    .refine(
      (text) => text === 'off' || fits(text, min, max),
      `${name} must be ${rangeOf(min, max)}, or off.`,
    )
    .transform((text) => (text === 'off' ? null : Number(text)));
}

/** A switch. */
export function onOrOff(name: string) {
  return z.enum(['on', 'off'], `${name} must be on or off.`);
}

function fits(text: string, min: number, max: number): boolean {
  return /^\d{1,10}$/.test(text) && Number(text) >= min && Number(text) <= max;
}

function rangeOf(min: number, max: number): string {
  return `a whole number from ${min} to ${max}`;
}
