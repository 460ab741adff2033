import { z } from 'zod'
import { one } from '#kernel/list.ts'
import { dangerLevel, parentsInformed } from '#vocabulary'
import { IdentityElement, ObservedElement, Statement, TransmittedPlace } from './content.ts'

/** A statement being written: it may still be empty. */
export const WrittenStatement = Statement.extend({
  text: z.string().max(8000).meta({ title: 'Propos rapportés' }),
  source: z.string().max(300).meta({ title: 'Source' }),
})
export type WrittenStatement = z.infer<typeof WrittenStatement>

/** What the author writes, before it is complete; it becomes a snapshot at validation. */
export const Writing = z.object({
  statements: z.array(WrittenStatement).max(100).meta({ title: 'Propos rapportés' }),
  observations: z.array(ObservedElement).max(200).meta({ title: 'Constats' }),
  identity: z.array(IdentityElement).max(60).meta({ title: 'Identité' }),
  places: z.array(TransmittedPlace).max(20).meta({ title: 'Lieux' }),
  dangerLevel: one(dangerLevel).nullable().meta({ title: 'Niveau de danger' }),
  appreciation: z.string().max(20_000).nullable().meta({ title: 'Appréciation de la plateforme' }),
  expectation: z.string().max(4000).nullable().meta({ title: 'Ce qui est attendu' }),
  parentsInformed: one(parentsInformed).nullable().meta({ title: 'Parents informés' }),
  parentsReason: z.string().max(2000).nullable().meta({ title: 'Pourquoi' }),
})
export type Writing = z.infer<typeof Writing>

export const blankWriting: Writing = {
  statements: [],
  observations: [],
  identity: [],
  places: [],
  dangerLevel: null,
  appreciation: null,
  expectation: null,
  parentsInformed: null,
  parentsReason: null,
}
