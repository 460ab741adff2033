import { z } from 'zod'
import { get } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { callerProfile, departement } from '#vocabulary'
import { figureIds, units } from './figures.ts'

const populations = Object.values(units).map(({ population }) => population)

/** One figure: rows in reading order, zeros included; the base is what a percentage is of. */
export const ReportFigure = z.object({
  id: z.string(),
  title: z.string(),
  rule: z.string(),
  population: z.enum(populations),
  base: z.number().int(),
  multiple: z.boolean(),
  rows: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      count: z.number().int(),
      /** To one decimal, half up; null when the base is empty. */
      percent: z.number().nullable(),
      /** What this row is a share of, when the rows of the figure do not share one base. */
      base: z.number().int().optional(),
    }),
  ),
})
export type ReportFigure = z.infer<typeof ReportFigure>

export const Report = z.object({
  period: z.object({ from: z.iso.date(), to: z.iso.date() }),
  filters: z.object({ departement: z.array(z.string()), callerProfile: z.array(z.string()) }),
  populations: z.object({ situations: z.number(), contacts: z.number(), departments: z.number() }),
  /** Unrounded: whoever shows them rounds them. */
  rates: z.object({
    newSituationsPerMonth: z.number(),
    contactsPerSituation: z.number().nullable(),
    meanAge: z.number().nullable(),
  }),
  /** Of the situations whose age is known. */
  ages: z.object({ known: z.number(), median: z.number().nullable(), under15: z.number() }),
  figures: z.array(ReportFigure),
})
export type Report = z.infer<typeof Report>

/** Wide enough for any archive, narrow enough for a table of months. */
const day = z.iso
  .date()
  .refine((text) => text >= '1990-01-01' && text <= '2199-12-31', 'Cette date est hors du calendrier.')

const several = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item)]).optional()

/** What the report counts: a period, perhaps narrowed to some départements or callers, perhaps only some figures. */
export const ReportQuery = z.object({
  from: day.meta({ title: 'Du' }),
  to: day.meta({ title: 'Au, inclus' }),
  departement: several(one(departement)).meta({ title: 'Départements' }),
  callerProfile: several(one(callerProfile)).meta({ title: 'Appelants' }),
  figures: several(z.enum(figureIds)).meta({ title: 'Chiffres demandés' }),
  format: z.enum(['json', 'csv']).default('json').meta({ title: 'Format' }),
})

/** The report, as JSON or as a CSV file; answers with bytes of its own because it has two forms. */
export const readReport = get('/api/report', {
  action: 'report.read',
  title: 'Lire le rapport',
  for: ['analyst', 'coordinator'],
  query: ReportQuery,
  output: Report,
  raw: true,
})
