import type { AddressPrecision, ServiceVisibility } from '#vocabulary'
import type { Contact, PlaceShown, ServiceRecord } from './contract.ts'

/** Who reads: anyone at all, professionals, or the platform. */
export type Audience = ServiceVisibility

const rank: Readonly<Record<Audience, number>> = { public: 0, professionals_only: 1, internal: 2 }

/** The lesser of two audiences. */
export const lesser = (a: Audience, b: Audience): Audience => (rank[a] <= rank[b] ? a : b)

export const isConfidential = (precision: AddressPrecision | undefined): boolean =>
  precision !== undefined && precision !== 'exact'

/**
 * What an audience may know of the directory, rows and fields: the only place that decides it, for pages, API and exports.
 * A confidential address tells its commune or its département, and the contacts of its front gate, to all but the platform.
 */
export function visibleTo(audience: Audience) {
  const sees = (visibility: ServiceVisibility) => rank[visibility] <= rank[audience]
  const isInside = audience === 'internal'
  const contacts = <C extends Pick<Contact, 'visibility' | 'isFrontGate'>>(
    all: readonly C[],
    confidential: boolean,
  ): C[] => all.filter((one) => sees(one.visibility) && (isInside || !confidential || one.isFrontGate))
  const place = <P extends Pick<PlaceShown, PlacePart>>(whole: P): P =>
    isInside || !isConfidential(whole.precision)
      ? whole
      : {
          ...whole,
          name: null,
          address: null,
          postcode: null,
          commune: whole.precision === 'commune' ? whole.commune : null,
          latitude: null,
          longitude: null,
        }
  const service = (whole: ServiceRecord): ServiceRecord | undefined =>
    sees(whole.visibility)
      ? {
          ...whole,
          contacts: contacts(whole.contacts, whole.isConfidential),
          place: whole.place && place(whole.place),
          organisation: isInside ? whole.organisation : { ...whole.organisation, notes: null },
          professionalNotes: sees('professionals_only') ? whole.professionalNotes : null,
          internalNotes: isInside ? whole.internalNotes : null,
          verifiedBy: isInside ? whole.verifiedBy : null,
          quality: isInside ? whole.quality : null,
          orientations: isInside ? whole.orientations : null,
          proposals: isInside ? whole.proposals : null,
        }
      : undefined
  return {
    audience,
    /** The visibilities whose rows it reads. */
    rows: (['public', 'professionals_only', 'internal'] as const).filter(sees),
    sees,
    contacts,
    place,
    service,
  }
}

type PlacePart = 'precision' | 'name' | 'address' | 'postcode' | 'commune' | 'latitude' | 'longitude'
