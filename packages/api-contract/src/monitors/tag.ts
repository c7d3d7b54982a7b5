import { z } from 'zod'

/** A word that monitors are gathered by. */
export const tag = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.:/-]{0,39}$/u, 'A tag has letters, digits and - _ . : /, at most 40')
