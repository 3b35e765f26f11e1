/**
 * `offices.yaml`: where officers of the agencies work (a department, a court, a place of detention, a school), and which
 * of them a case comes to by itself. Agencies are those of the procedures; whether they exist, the register checks.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Names } from './known-document.ts'

const Code = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)

export const Office = z.strictObject({
  /** Short, stable: "court-baku-1". */
  code: Code,
  /** "courts": an agency of the procedures. */
  agency: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/),
  /** The institution it is part of, where that one answers for obligations. */
  institution: z.string().nullable().default(null),
  name: z.string().min(1),
  names: Names.omit({ en: true }).default({}),
  /** ISO 3166-2. */
  region: z
    .string()
    .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/)
    .nullable()
    .default(null),
  /** Roles of the agency that work here, where not all of them do: a school has registrars, a district has officers. */
  roles: z.array(Code).nullable().default(null),
  /** What comes to it by itself: all cases (the duty court), or those of a procedure that are opened in some offices. */
  takes: z
    .union([
      z.literal('all'),
      z.array(z.strictObject({ procedure: Code, from: z.union([z.literal('all'), z.array(Code)]) })),
    ])
    .default([]),
  /** On the public list: a place where somebody may be held, a school that takes children. */
  listed: z.boolean().default(true),
  verify: z.boolean().default(false),
})
export type Office = z.infer<typeof Office>

export const OfficeFile = z.strictObject({ offices: z.array(Office).default([]) })

/** What a fact that refers to the office holds: a uuid that follows from its code, the same on every installation. RFC 9562, version 8. */
export function officeId(code: string): string {
  const bytes = createHash('sha256').update(`office ${code}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
