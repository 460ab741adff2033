import { z } from 'zod'
import { get } from '#kernel/contract.ts'

/** Wide enough for any archive, narrow enough for a calendar. */
const day = z.iso
  .date()
  .refine((text) => text >= '1990-01-01' && text <= '2199-12-31', 'Cette date est hors du calendrier.')

/** Half of the delays are below the median, a quarter below the first quartile; nothing when there is none. */
export const Delay = z.object({
  n: z.number().int(),
  firstQuartile: z.number().nullable(),
  median: z.number().nullable(),
  thirdQuartile: z.number().nullable(),
})
export type Delay = z.infer<typeof Delay>

export const TransmissionTally = z.object({
  code: z.string(),
  label: z.string(),
  sent: z.number().int(),
  acknowledged: z.number().int(),
  /** Those whose return has come, or should have. */
  due: z.number().int(),
  returned: z.number().int(),
})
export type TransmissionTally = z.infer<typeof TransmissionTally>

/** What became of the transmissions sent in a period, one per recipient. */
export const TransmissionFigures = z.object({
  period: z.object({ from: z.iso.date(), to: z.iso.date() }),
  sent: z.number().int(),
  situations: z.number().int(),
  urgent: z.number().int(),
  complements: z.number().int(),
  redirected: z.number().int(),
  acknowledged: z.number().int(),
  /** Minutes from the reception to the acknowledgement by somebody who gives their name. */
  acknowledgement: z.object({ all: Delay, urgent: Delay }),
  /** Days from the reception to the return. */
  returnDelay: Delay,
  returns: z.object({
    /** Owed, and either received or past their date. */
    due: z.number().int(),
    received: z.number().int(),
    onTime: z.number().int(),
    /** Owed, and not yet due. */
    awaited: z.number().int(),
    /** Received of due, in percent; nothing when none was due. */
    rate: z.number().nullable(),
  }),
  byDepartement: z.array(TransmissionTally),
  byAuthority: z.array(TransmissionTally),
  outcomes: z.array(z.object({ code: z.string(), label: z.string(), count: z.number().int() })),
})
export type TransmissionFigures = z.infer<typeof TransmissionFigures>

/** What became of what was sent; as JSON, or as a CSV file of one line per figure. */
export const readTransmissionFigures = get('/api/transmissions/figures', {
  action: 'transmission.figures',
  title: 'Lire les chiffres des transmissions',
  for: ['analyst', 'coordinator'],
  query: z.object({
    from: day.meta({ title: 'Du' }),
    to: day.meta({ title: 'Au, inclus' }),
    format: z.enum(['json', 'csv']).default('json').meta({ title: 'Format' }),
  }),
  output: TransmissionFigures,
  raw: true,
})
