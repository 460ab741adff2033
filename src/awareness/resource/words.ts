import { fileTypes } from '#kernel/file/check.ts'
import {
  type Audience,
  audience,
  type ResourceKind,
  type ResourceLicence,
  type ResourceTopic,
  resourceKind,
  resourceLicence,
  resourceTopic,
  type SpokenLanguage,
  spokenLanguage,
} from '#vocabulary'
import type { ResourceFile } from './contract.ts'

/** What a list of resources says of one, for whoever reads it. */
export interface ItemWords {
  readonly title: string
  readonly address: string
  readonly summary: string | null
  readonly kind: string
  readonly audience: string
  /** The language, when it is not French. */
  readonly language: string | null
  readonly lang: string
  readonly isEasy: boolean
  readonly isOnRequest: boolean
  readonly licence: string | null
  readonly topics: readonly string[]
}

interface Item {
  readonly slug: string
  readonly title: string
  readonly kind: ResourceKind
  readonly audience: Audience
  readonly summary: string | null
  readonly visibility: string
  readonly language: SpokenLanguage
  readonly isEasy: boolean
  readonly licence: ResourceLicence | null
  readonly topics?: readonly ResourceTopic[]
}

export const itemWords = (item: Item): ItemWords => ({
  title: item.title,
  address: `/ressources/${item.slug}`,
  summary: item.summary,
  kind: resourceKind.label(item.kind),
  audience: audience.label(item.audience),
  language: item.language === 'fr' ? null : spokenLanguage.label(item.language),
  lang: item.language,
  isEasy: item.isEasy,
  isOnRequest: item.visibility === 'professionals',
  licence: item.licence && resourceLicence.label(item.licence),
  topics: (item.topics ?? []).map((topic) => resourceTopic.label(topic)),
})

const day = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' })

export const versionWords = (version: {
  readonly number: number
  readonly label: string
  readonly publishedOn: string
  readonly note: string | null
  readonly link: string | null
}) => ({
  number: version.number,
  label: version.label,
  published: day.format(new Date(`${version.publishedOn}T00:00:00Z`)),
  note: version.note,
  link: version.link,
})

/** How heavy a file is, as it is said. */
export function weightOf(size: number): string {
  const megabytes = size / 1_000_000
  if (megabytes < 1) return `${Math.max(1, Math.round(size / 1000))} ko`
  return `${megabytes.toLocaleString('fr-FR', { maximumFractionDigits: 1 })} Mo`
}

export const typeLabel = (mediaType: string): string =>
  Object.values(fileTypes).find(({ type }) => type === mediaType)?.label ?? 'Fichier'

/** What a file is, and what it is like for somebody who does not see it. */
export function fileWords({
  name,
  type,
  size,
  notes,
}: Pick<ResourceFile, 'name' | 'type' | 'size' | 'notes'>) {
  const { pages, seconds, files } = notes
  const facts = [
    typeLabel(type),
    weightOf(size),
    pages && `${pages} page${pages > 1 ? 's' : ''}`,
    seconds && `${Math.max(1, Math.round(seconds / 60))} min`,
    files && `${files.length} fichier${files.length > 1 ? 's' : ''}`,
  ].filter((one) => typeof one === 'string')
  return { name, facts: facts.join(', '), access: accessWords(type, notes) }
}

/** What a PDF says of its accessibility; it is its own word for it. */
export function accessWords(type: string, notes: ResourceFile['notes']): string | null {
  if (type !== fileTypes.pdf.type) return null
  if (notes.claimsUa && notes.isTagged) return 'Se présente comme accessible (PDF/UA).'
  if (notes.isTagged)
    return notes.language
      ? 'Balisé : un lecteur d’écran le lit dans l’ordre.'
      : 'Balisé, mais sa langue n’est pas dite.'
  return 'Non balisé : un lecteur d’écran le lira mal. Demandez-nous une autre forme.'
}
