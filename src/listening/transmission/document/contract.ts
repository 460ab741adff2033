import { z } from 'zod'
import { get } from '#kernel/contract.ts'

/** The rules of what leaves the house as JSON, for whoever writes a program that reads it. */
export const readTransmissionSchema = get('/api/transmissions/schema.json', {
  action: 'transmission.schema',
  title: 'Lire le schéma des transmissions',
  for: 'signed_in',
  output: z.unknown(),
  raw: true,
  journalled: false,
})
