import { z } from 'zod'
import { instant } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  dangerLevel,
  departement,
  parentsInformed,
  placeRole,
  presence,
  transmissionRecipient,
} from '#vocabulary'

const words = z.string().trim().min(1)

/** One thing said, written down with who said it and when: the platform reports, it does not establish. */
export const Statement = z.object({
  id: z.uuid(),
  text: words.max(8000).meta({ title: 'Propos rapportés' }),
  /** As a person reads it: « dit par la mère le 12 mars 2026 ». */
  source: words.max(300).meta({ title: 'Source' }),
})

/** One element of the identity of the minor or of the household, with where it comes from. */
export const IdentityElement = z.object({
  field: z.string().max(60),
  label: words.max(120).meta({ title: 'Élément' }),
  value: words.max(500).meta({ title: 'Valeur' }),
  source: z.string().max(300).nullable().meta({ title: 'Source' }),
})

export const ObservedElement = z.object({
  kind: z.string().max(60),
  code: z.string().max(60),
  label: words.max(200).meta({ title: 'Constat' }),
  presence: one(presence).meta({ title: 'Présence' }),
  source: z.string().max(300).nullable().meta({ title: 'Source' }),
  firstOn: z.iso.date().nullable().meta({ title: 'Depuis' }),
  lastOn: z.iso.date().nullable().meta({ title: 'Dernière mention' }),
})

export const TransmittedPlace = z.object({
  role: one(placeRole).meta({ title: 'Lieu' }),
  departement: one(departement).nullable().meta({ title: 'Département' }),
  address: z.string().max(500).nullable().meta({ title: 'Adresse' }),
})

/**
 * What an authority receives: a snapshot, written once at validation and never changed by what happens to the file later.
 * It names no listener: the author appears by their function only.
 */
export const TransmissionContent = z.object({
  /** `IP-2026-0007`. */
  reference: z.string(),
  kind: z.enum(['ip', 'ip_complement']),
  urgent: z.boolean().meta({ title: 'Urgente' }),
  /** The reference of the earlier transmission that this one completes. */
  complementOf: z.string().nullable(),
  writtenAt: instant.meta({ title: 'Rédigée le' }),
  validatedAt: instant.nullable().meta({ title: 'Validée le' }),
  authorFunction: words.max(200).meta({ title: 'Fonction de l’auteur' }),
  recipient: z.object({
    unitId: z.uuid(),
    authorityId: z.uuid(),
    kind: one(transmissionRecipient),
    /** In words: « CRIP du Haut-Rhin ». */
    name: words.max(200),
  }),
  identity: z.array(IdentityElement).max(60),
  places: z.array(TransmittedPlace).max(20),
  dangerLevel: one(dangerLevel).nullable().meta({ title: 'Niveau de danger' }),
  statements: z.array(Statement).max(100),
  observations: z.array(ObservedElement).max(200),
  appreciation: z.string().max(20_000).nullable().meta({ title: 'Appréciation de la plateforme' }),
  expectation: z.string().max(4000).nullable().meta({ title: 'Ce qui est attendu' }),
  parentsInformed: one(parentsInformed).meta({ title: 'Parents informés' }),
  parentsReason: z.string().max(2000).nullable().meta({ title: 'Pourquoi' }),
})
export type TransmissionContent = z.infer<typeof TransmissionContent>
