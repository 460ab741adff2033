import { formatNumber, type Tone } from '#kernel/ui/index.ts'
import { departement, type PracticeStatus, region } from '#vocabulary'
import type { PracticeFields } from './contract.ts'

export const statusTones: Readonly<Record<PracticeStatus, Tone>> = {
  draft: 'neutral',
  reviewed: 'accent',
  published_professionals: 'positive',
  published_all: 'positive',
  to_review: 'attention',
  withdrawn: 'neutral',
}

/** « Loire-Atlantique, Occitanie », or what its lack means. */
export const territoryInWords = ({
  departements,
  regions,
}: Pick<PracticeFields, 'departements' | 'regions'>): string =>
  [...departements.map((code) => departement.label(code)), ...regions.map((code) => region.label(code))].join(
    ', ',
  ) || 'Sans territoire précis'

/** « 240 ko », « 3,2 Mo ». */
export const sizeInWords = (bytes: number): string =>
  bytes < 1_000_000
    ? `${formatNumber(Math.max(1, Math.round(bytes / 1000)))} ko`
    : `${formatNumber(bytes / 1_000_000)} Mo`
