import { z } from 'zod'
import { del, done, get, instant, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { audience, evaluationMoment } from '#vocabulary'

const writers = ['awareness_officer'] as const
const name = z.string().trim().max(200)

/** Who came, counted by sector: what is not said is nobody. */
export const countAttendance = post('/api/interventions/:id/attendance', {
  action: 'intervention.count',
  title: 'Noter combien de personnes sont venues, par secteur',
  for: writers,
  versioned: true,
  input: z.object({
    present: z
      .array(z.object({ audience: one(audience), present: z.number().int().min(0).max(100_000) }))
      .min(1)
      .max(audience.codes.length)
      .refine(
        (given) => new Set(given.map((row) => row.audience)).size === given.length,
        'Un secteur ne se compte qu’une fois.',
      ),
  }),
  output: z.object({ version: z.number().int(), present: z.number().int() }),
})

/** One line of the signature sheet. */
export const Signature = z.object({
  id: z.uuid(),
  name: z.string(),
  organisation: z.string().nullable(),
  audience: one(audience),
  signedAt: instant,
})
export type Signature = z.infer<typeof Signature>

/** Names are personal: only whoever keeps the sheet reads them. */
export const listSignatures = get('/api/interventions/:id/signatures', {
  action: 'intervention.signature.list',
  title: 'Lire la feuille d’émargement',
  for: writers,
  output: z.object({ items: z.array(Signature), purgeOn: z.iso.date().nullable() }),
})

/** Copies lines of the sheet that was signed; from then on, they are what is counted. */
export const addSignatures = post('/api/interventions/:id/signatures', {
  action: 'intervention.signature.add',
  title: 'Recopier la feuille d’émargement',
  for: writers,
  creates: true,
  input: z.object({
    lines: z
      .array(
        z.object({
          name: name.min(1, 'Une ligne n’a pas de nom.'),
          organisation: name.nullable().default(null),
          audience: one(audience),
        }),
      )
      .min(1)
      .max(500),
    purgeOn: z.iso.date().optional(),
  }),
  output: z.object({ version: z.number().int(), present: z.number().int() }),
})

export const removeSignature = del('/api/interventions/signatures/:id', {
  action: 'intervention.signature.remove',
  title: 'Retirer une ligne de la feuille d’émargement',
  for: writers,
  output: done,
})

/** The sheet to print and have signed, as an accessible PDF. */
export const printSignatureSheet = get('/api/interventions/:id/sheet', {
  action: 'intervention.sheet',
  title: 'Imprimer la feuille d’émargement',
  for: writers,
  raw: true,
  output: z.undefined(),
})

/** The certificate of somebody who signed, as an accessible PDF. */
export const printCertificate = get('/api/interventions/signatures/:id/certificate', {
  action: 'intervention.certificate',
  title: 'Imprimer une attestation de présence',
  for: writers,
  raw: true,
  output: z.undefined(),
})

export const openEvaluation = post('/api/interventions/:id/evaluations', {
  action: 'intervention.evaluation.open',
  title: 'Ouvrir une évaluation anonyme',
  for: writers,
  creates: true,
  input: z.object({ moment: one(evaluationMoment) }),
  output: z.object({ code: z.string() }),
})

/** Closed for good: only then are its results read. */
export const closeEvaluation = post('/api/interventions/:id/evaluations/close', {
  action: 'intervention.evaluation.close',
  title: 'Clore une évaluation anonyme',
  for: writers,
  input: z.object({ moment: one(evaluationMoment) }),
  output: z.object({ answers: z.number().int() }),
})
